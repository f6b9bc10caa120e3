//! Which account somebody goes on to a service with, without scripts: the same accounts as the portal's
//! page, and the same answer.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use contract::api::authorization::{AccountChoices, KnownAccount};
use contract::language::Language;
use contract::paths;
use contract::rules::account::SUFFIX;
use serde::Deserialize;

use crate::app::App;
use crate::error::status;
use crate::html::escape;
use crate::html::words::Words;
use crate::oidc::choice;
use crate::routes::extract::SessionCookie;
use crate::routes::plain::{Page, PlainQuery, href_for, is_reference, plain_way};
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;

/// The form; each button of it is an account.
#[derive(Debug, Default, Deserialize)]
pub struct ChoiceForm {
    /// The authorization request.
    #[serde(default)]
    authorization: String,
    /// The account; empty for another one.
    #[serde(default)]
    account: String,
    /// The account that this device shall no longer know, if that was pressed.
    #[serde(default)]
    forget: Option<String>,
}

/// Shows the accounts that this browser knows.
pub async fn show_choice(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Query(query): Query<PlainQuery>,
) -> Response {
    let language = query.language();
    let id = query.authorization.filter(|id| is_reference(id)).unwrap_or_default();
    match choice::show(&app, &visitor, session.as_deref(), &id).await {
        Ok(choices) => {
            let main = form(&choices, &id, language);
            page(&app, language, &id, &main, None).answer(HeaderMap::new())
        }
        Err(refusal) => refused(&app, language, &refusal),
    }
}

/// Takes the choice; the browser goes on from a page of its own, since `form-action` knows no services.
pub async fn submit_choice(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Query(query): Query<PlainQuery>,
    form: Result<Form<ChoiceForm>, FormRejection>,
) -> Response {
    let language = query.language();
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let id = Some(form.authorization).filter(|id| is_reference(id)).unwrap_or_default();
    if let Some(forgotten) = form.forget {
        return match choice::forget(&app, &visitor, &forgotten).await {
            Ok(()) => {
                Redirect::to(&href_for(paths::PLAIN_CHOOSE_ACCOUNT, language, Some(&id))).into_response()
            }
            Err(refusal) => refused(&app, language, &refusal),
        };
    }
    let chosen = Some(form.account.as_str()).filter(|account| !account.is_empty());
    match choice::choose(&app, &visitor, session.as_deref(), &id, chosen).await {
        Ok(_) => {
            let (to, words) = (plain_way(Some(&id), language), Words::of(language));
            let main =
                format!("<h1>{}</h1>\n<p><a href=\"{}\">{}</a></p>", words.choose, escape(&to), words.go_on);
            page(&app, language, &id, &main, Some(&to)).answer(HeaderMap::new())
        }
        Err(refusal) => refused(&app, language, &refusal),
    }
}

fn refused(app: &App, language: Language, refusal: &Refusal) -> Response {
    let words = Words::of(language);
    let text = words.refusal(refusal.code, refusal.retry_after);
    let main = format!("<h1>{}</h1>\n<div class=\"alert\" role=\"alert\">{text}</div>", words.choose);
    let page = page(app, language, "", &main, None);
    Page { status: status(refusal.code), has_errors: true, ..page }.answer(HeaderMap::new())
}

fn form(choices: &AccountChoices, id: &str, language: Language) -> String {
    let words = Words::of(language);
    let service = escape(choices.service.name.get(language));
    format!(
        "<h1>{heading}</h1>\n<p>{lead}</p>\n<form method=\"post\" action=\"{action}\">\n\
         <input type=\"hidden\" name=\"authorization\" value=\"{id}\">\n<ul class=\"choices\">\n{accounts}</ul>\n\
         <p><button class=\"quiet\" name=\"account\" value=\"\">{another}</button></p>\n</form>\n",
        heading = words.choose,
        lead = words.choose_lead.replacen("{}", &service, 1),
        action = escape(&href_for(paths::PLAIN_CHOOSE_ACCOUNT, language, None)),
        accounts = choices.accounts.iter().map(|known| choice_of(known, words)).collect::<String>(),
        another = words.another,
    )
}

fn choice_of(known: &KnownAccount, words: &Words) -> String {
    let (account, name) = (escape(&known.account), escape(&known.name));
    let state = if known.signed_in { words.here } else { words.needs_password };
    let forget = if known.signed_in {
        String::new()
    } else {
        let label = words.forget.replacen("{}", &account, 1);
        format!("<button class=\"quiet\" name=\"forget\" value=\"{account}\">{label}</button>")
    };
    format!(
        "<li><button name=\"account\" value=\"{account}\">{name} {account}{SUFFIX} ({state})</button>\n{forget}</li>\n"
    )
}

fn page<'a>(
    app: &'a App,
    language: Language,
    id: &'a str,
    main: &'a str,
    goes_to: Option<&'a str>,
) -> Page<'a> {
    let authorization = Some(id).filter(|id| !id.is_empty());
    let (status, path, title) = (StatusCode::OK, paths::PLAIN_CHOOSE_ACCOUNT, Words::of(language).choose);
    Page { app, language, status, has_errors: false, title, path, authorization, main, goes_to }
}
