//! Signing out without scripts.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::html::escape;
use crate::html::words::Words;
use crate::routes::extract::SessionCookie;
use crate::routes::plain::{Page, PlainQuery, href};
use crate::routes::session::sign_out::end;
use crate::services::visitor::Visitor;

/// Ends the session, has the browser drop what it cached, and says so.
pub async fn submit_sign_out(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(reference): SessionCookie,
    Query(query): Query<PlainQuery>,
) -> Result<Response, RouteError> {
    let headers = end(&app, &visitor, reference).await?;
    let language = query.language();
    let words = Words::of(language);
    let back = escape(&href(paths::PLAIN_SIGN_IN, language));
    let main = format!(
        "<h1>{out}</h1>\n<div class=\"note\" role=\"status\">{text}</div>\n<p><a href=\"{back}\">{again}</a></p>",
        out = words.sign_out,
        text = words.signed_out,
        again = words.sign_in,
    );
    let page = Page {
        app: &app,
        language,
        status: StatusCode::OK,
        has_errors: false,
        title: words.sign_out,
        path: paths::PLAIN_SIGN_IN,
        authorization: None,
        main: &main,
        goes_to: None,
    };
    Ok(page.answer(headers))
}
