//! Signing out without scripts.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use contract::api::service::LocalText;
use contract::api::session::{CountyLeft, SignedOut};
use contract::language::Language;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::html::escape;
use crate::html::words::Words;
use crate::routes::extract::SessionCookie;
use crate::routes::plain::{Page, PlainQuery, href};
use crate::routes::session::sign_out::end;
use crate::services::county::sign_out::WayOn;
use crate::services::visitor::Visitor;

/// Ends the session, has the browser drop what it cached, and says so.
pub async fn submit_sign_out(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(reference): SessionCookie,
    Query(query): Query<PlainQuery>,
) -> Result<Response, RouteError> {
    let language = query.language();
    let (headers, out) = end(&app, &visitor, reference, WayOn { language, is_plain: true }).await?;
    let words = Words::of(language);
    let back = escape(&href(paths::PLAIN_SIGN_IN, language));
    let main = format!(
        "<h1>{out}</h1>\n<div class=\"note\" role=\"status\">{text}</div>\n{left}<p><a href=\"{back}\">{again}</a></p>",
        left = left(&out, words, language),
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

/// What goes on: services, and the county that the session came from.
fn left(out: &SignedOut, words: &Words, language: Language) -> String {
    let name = |text: &LocalText| format!("<li>{}</li>", escape(text.get(language)));
    let services = match out.left.as_slice() {
        [] => String::new(),
        names => {
            format!("<h2>{}</h2>\n<ul>{}</ul>\n", words.left, names.iter().map(name).collect::<String>())
        }
    };
    let county = out.county.as_ref().map(|county| county_left(county, words, language));
    services + &county.unwrap_or_default()
}

fn county_left(county: &CountyLeft, words: &Words, language: Language) -> String {
    let named = |sentence: &str| sentence.replace("{}", &escape(county.name.get(language)));
    let link = |address: &str, text: &str| format!("<a href=\"{}\">{text}</a>", escape(address));
    let way = match (&county.sign_out, &county.home) {
        (Some(address), _) => link(address, &named(words.county_out)),
        (None, Some(home)) => link(home, &named(words.county_by_hand)),
        (None, None) => named(words.county_by_hand),
    };
    format!("<h2>{}</h2>\n<p>{way}</p>\n", named(words.county_left))
}
