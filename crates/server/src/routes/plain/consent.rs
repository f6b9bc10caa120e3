//! What a service asks for, without scripts: the same values as the portal's page, and the same answer.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use contract::api::authorization::Authorization;
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use contract::rules::account::SUFFIX;
use serde::Deserialize;

use crate::app::App;
use crate::html::escape;
use crate::html::words::Words;
use crate::oidc::consent;
use crate::routes::extract::SessionCookie;
use crate::routes::plain::{Page, PlainQuery, href_for, is_reference, plain_way};
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;

/// The form.
#[derive(Debug, Default, Deserialize)]
pub struct ConsentForm {
    /// The authorization request.
    #[serde(default)]
    authorization: String,
    /// `yes` to agree; everything else refuses.
    #[serde(default)]
    answer: String,
}

/// Shows what a service asks for.
pub async fn show_consent(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Query(query): Query<PlainQuery>,
) -> Response {
    let language = query.language();
    let id = query.authorization.filter(|id| is_reference(id)).unwrap_or_default();
    let asked = consent::show(&app, &visitor, session.as_deref(), &id).await;
    let words = Words::of(language);
    match asked {
        Ok(asked) => {
            let main = form(&asked, &id, language);
            page(&app, language, words.consent, &id, &main, None).answer(HeaderMap::new())
        }
        Err(refusal) => refused(&app, language, &id, &refusal),
    }
}

/// Takes the answer; the browser goes on from a page of its own, since `form-action` knows no services.
pub async fn submit_consent(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Query(query): Query<PlainQuery>,
    form: Result<Form<ConsentForm>, FormRejection>,
) -> Response {
    let language = query.language();
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let id = Some(form.authorization).filter(|id| is_reference(id)).unwrap_or_default();
    let words = Words::of(language);
    match consent::decide(&app, &visitor, session.as_deref(), &id, form.answer == "yes").await {
        Ok(_) => {
            let to = plain_way(Some(&id), language);
            let main =
                format!("<h1>{}</h1>\n<p><a href=\"{}\">{}</a></p>", words.consent, escape(&to), words.go_on);
            page(&app, language, words.consent, &id, &main, Some(&to)).answer(HeaderMap::new())
        }
        Err(refusal) => refused(&app, language, &id, &refusal),
    }
}

/// Nobody is signed in: the form for that comes first. A request that is over stays so.
fn refused(app: &App, language: Language, id: &str, refusal: &Refusal) -> Response {
    if matches!(refusal.code, ErrorCode::SessionNone | ErrorCode::SessionExpired) {
        return Redirect::to(&href_for(paths::PLAIN_SIGN_IN, language, Some(id))).into_response();
    }
    let words = Words::of(language);
    let main = format!(
        "<h1>{}</h1>\n<div class=\"alert\" role=\"alert\">{}</div>",
        words.consent, words.request_over
    );
    let page = page(app, language, words.consent, "", &main, None);
    Page { status: StatusCode::NOT_FOUND, has_errors: true, ..page }.answer(HeaderMap::new())
}

fn form(asked: &Authorization, id: &str, language: Language) -> String {
    let words = Words::of(language);
    let service = escape(asked.service.name.get(language));
    let values = asked.scopes.iter().map(|scope| {
        let own = asked.claims.iter().filter(|claim| claim.scope == *scope);
        let values: Vec<String> = own.flat_map(|claim| &claim.values).map(|value| escape(value)).collect();
        let shown = if values.is_empty() { words.no_data.to_owned() } else { values.join("、") };
        format!("<dt>{}</dt><dd>{shown}</dd>\n", words.scope(scope))
    });
    format!(
        "<h1>{heading}</h1>\n<p>{lead}</p>\n<p>{account_label} <strong>{account}{SUFFIX}</strong></p>\n\
         <dl>\n{values}</dl>\n<form method=\"post\" action=\"{action}\">\n\
         <input type=\"hidden\" name=\"authorization\" value=\"{id}\">\n\
         <p><button class=\"primary\" name=\"answer\" value=\"yes\">{agree}</button>\n\
         <button name=\"answer\" value=\"no\">{refuse}</button></p>\n</form>\n",
        heading = words.consent,
        lead = words.consent_lead.replacen("{}", &service, 1),
        account_label = words.account,
        account = escape(&asked.account),
        values = values.collect::<String>(),
        action = escape(&href_for(paths::PLAIN_CONSENT, language, None)),
        agree = words.agree,
        refuse = words.refuse,
    )
}

fn page<'a>(
    app: &'a App,
    language: Language,
    title: &'a str,
    id: &'a str,
    main: &'a str,
    goes_to: Option<&'a str>,
) -> Page<'a> {
    let authorization = Some(id).filter(|id| !id.is_empty());
    let (status, path) = (StatusCode::OK, paths::PLAIN_CONSENT);
    Page { app, language, status, has_errors: false, title, path, authorization, main, goes_to }
}
