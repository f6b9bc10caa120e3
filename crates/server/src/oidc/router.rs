//! The table of the provider's routes. They are the protocol's, so `docs/openapi.json` has none of them.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use contract::paths::oidc as paths;

use crate::app::App;
use crate::oidc::education::{answer, directory};
use crate::oidc::{authorize, discovery, end_session, introspect, token, userinfo};
use crate::router::method_not_allowed;

/// Every route of the provider.
pub fn routes() -> Router<App> {
    let open = Router::new()
        .route(paths::DISCOVERY, get(discovery::show))
        .route(paths::JWKS, get(discovery::show_keys))
        .route(paths::TOKEN, post(token::exchange))
        .route(paths::USERINFO, get(userinfo::by_get).post(userinfo::by_post))
        .route(paths::RESOURCES_V1, get(answer::central_first).post(answer::central_first))
        .route(paths::RESOURCES_V2, get(answer::central_second).post(answer::central_second))
        .route(paths::COUNTY_RESOURCES_V1, get(answer::county_first).post(answer::county_first))
        .route(paths::COUNTY_RESOURCES_V2, get(answer::county_second).post(answer::county_second))
        .route(paths::SCHOOL, get(directory::show_school))
        // Set before the layer, which a fallback that is set later would not have: preflights end there.
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn(cross_origin));
    Router::new()
        // what browsers ask
        .route(paths::AUTHORIZE, get(authorize::by_get).post(authorize::by_post))
        .route(paths::AUTHORIZE_CONTINUE, get(authorize::go_on))
        .route(paths::LOGOUT, get(end_session::by_get).post(end_session::by_post))
        .route(paths::USER_LOGOUT, get(end_session::by_get).post(end_session::by_post))
        .route(paths::AUTH_LOGOUT, get(end_session::by_get))
        .route(paths::LOGOUT_CONFIRM, post(end_session::confirm))
        // what clients ask
        .route(paths::INTROSPECT, post(introspect::introspect))
        .route(paths::REVOKE, post(introspect::revoke))
        .merge(open)
}

/// Pages of other origins may ask these: they carry no cookie, and what they open is in the token.
async fn cross_origin(request: Request, next: Next) -> Response {
    let is_preflight = request.method() == Method::OPTIONS;
    let mut response =
        if is_preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if is_preflight {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        let allowed = HeaderValue::from_static("authorization, content-type");
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, allowed);
    }
    response
}
