//! Who is signed in, without scripts.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use contract::api::session::{Affiliation, Session};
use contract::paths;
use contract::rules::account::SUFFIX;

use crate::app::App;
use crate::html::escape;
use crate::html::words::Words;
use crate::routes::extract::SessionCookie;
use crate::routes::plain::{Page, PlainQuery, href};
use crate::services::sessions;

/// The page of the person who is signed in; anybody else goes to the form.
pub async fn show_account(
    State(app): State<App>,
    SessionCookie(reference): SessionCookie,
    Query(query): Query<PlainQuery>,
) -> Response {
    let language = query.language();
    let session = match reference {
        Some(reference) => sessions::show(&app, &reference).await.ok(),
        None => None,
    };
    let Some(session) = session else {
        return Redirect::to(&href(paths::PLAIN_SIGN_IN, language)).into_response();
    };
    let words = Words::of(language);
    let main = body(&session, words, &href(paths::PLAIN_SIGN_OUT, language));
    Page {
        app: &app,
        language,
        status: StatusCode::OK,
        has_errors: false,
        title: words.signed_in,
        path: paths::PLAIN_ACCOUNT,
        authorization: None,
        main: &main,
        goes_to: None,
    }
    .answer(HeaderMap::new())
}

fn body(session: &Session, words: &Words, sign_out: &str) -> String {
    let places: String = session.affiliations.iter().map(|place| facts(place, words)).collect();
    format!(
        "<h1>{hello}</h1>\n<dl><dt>{account}</dt><dd>{name}{SUFFIX}</dd>{places}</dl>\n\
         <form method=\"post\" action=\"{sign_out}\"><button>{out}</button></form>",
        hello = words.hello.replace("{}", &escape(&session.name)),
        account = words.account,
        name = escape(&session.account),
        sign_out = escape(sign_out),
        out = words.sign_out,
    )
}

fn facts(place: &Affiliation, words: &Words) -> String {
    let class = [&place.grade, &place.class, &place.seat].map(|part| part.as_deref().unwrap_or("–"));
    let class = if class == ["–"; 3] {
        String::new()
    } else {
        format!("<dt>{}</dt><dd>{}</dd>", words.class, escape(&class.join(" / ")))
    };
    let school = escape(&[&place.county, " ", &place.school_name].concat());
    format!("<dt>{}</dt><dd>{school}</dd>{class}", words.school)
}
