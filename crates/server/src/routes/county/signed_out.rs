//! The way back from a county's own sign-out. It is the protocol's, so `docs/openapi.json` has it not.

use axum::extract::RawQuery;
use axum::response::Response;

use crate::oidc::parameters::Parameters;
use crate::oidc::respond::see_other;
use crate::services::county::sign_out::WayOn;

/// Says at the sign-in page that the person is signed out. Anybody may come here: it does nothing else.
pub async fn by_get(RawQuery(query): RawQuery) -> Response {
    let parameters = Parameters::parse(query.as_deref().unwrap_or_default()).unwrap_or_default();
    see_other(&WayOn::read(parameters.get("state").unwrap_or_default()).landing())
}
