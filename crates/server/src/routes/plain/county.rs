//! Signing in by a county's account, without scripts: the counties that are open, each a button.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use contract::api::county::{CountyState, OpenCounty};
use contract::api::flow::FlowKind;
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use serde::Deserialize;

use crate::app::App;
use crate::error::status;
use crate::html::escape;
use crate::html::words::Words;
use crate::routes::extract::SessionCookie;
use crate::routes::plain::{Page, PlainQuery, href_for, is_reference, plain_way};
use crate::security::browser::Browser;
use crate::services::county::{list, start};
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;

/// The form; each button of it is a county.
#[derive(Debug, Default, Deserialize)]
pub struct CountyForm {
    /// The authorization request.
    #[serde(default)]
    authorization: String,
    /// The county's official code.
    #[serde(default)]
    county: String,
    /// Whether the person calls the device their own.
    #[serde(default, rename = "personal-device")]
    personal_device: Option<String>,
}

/// What the page is about.
struct Asked<'a> {
    app: &'a App,
    browser: &'a Browser,
    language: Language,
    authorization: Option<String>,
}

/// Shows the counties, and what became of a visit that went no further.
pub async fn show_counties(
    State(app): State<App>,
    browser: Browser,
    Query(query): Query<PlainQuery>,
) -> Response {
    let language = query.language();
    let authorization = query.authorization.filter(|id| is_reference(id));
    let asked = Asked { app: &app, browser: &browser, language, authorization };
    let problem = query.problem.and_then(|code| ErrorCode::ALL.iter().find(|known| known.code() == code));
    let refusal = problem.map(|code| Refusal::new(*code));
    asked.page(refusal.as_ref()).await
}

/// Begins a visit; the browser goes on from a page of its own, since `form-action` knows no counties.
pub async fn submit_county(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    browser: Browser,
    Query(query): Query<PlainQuery>,
    form: Result<Form<CountyForm>, FormRejection>,
) -> Response {
    let language = query.language();
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let authorization = Some(form.authorization).filter(|id| !id.is_empty() && is_reference(id));
    let asked = Asked { app: &app, browser: &browser, language, authorization };
    let request = OpenCounty {
        county: form.county,
        purpose: FlowKind::Login,
        authorization: asked.authorization.clone(),
        language: language.code().to_owned(),
        personal_device: form.personal_device.is_some(),
    };
    let hash = browser.hash();
    match start::start(&app, &visitor, &hash, session.as_deref(), &request, start::Pages::Plain).await {
        Ok(visit) => asked.going(&visit.continue_to),
        Err(refusal) if refusal.code == ErrorCode::SessionAlreadyAvailable => {
            Redirect::to(&plain_way(asked.authorization.as_deref(), language)).into_response()
        }
        Err(refusal) => asked.page(Some(&refusal)).await,
    }
}

impl Asked<'_> {
    fn going(&self, to: &str) -> Response {
        let words = Words::of(self.language);
        let main = format!(
            "<h1>{}</h1>\n<p><a href=\"{}\">{}</a></p>",
            words.county,
            escape(to),
            words.county_going
        );
        self.shown(&main, StatusCode::OK, Some(to))
    }

    async fn page(&self, refusal: Option<&Refusal>) -> Response {
        let words = Words::of(self.language);
        let counties = match list::list(self.app).await {
            Ok(counties) => counties.counties,
            Err(_) => Vec::new(),
        };
        let open = counties.iter().filter(|county| county.state != CountyState::NotOffered);
        let buttons: String = open
            .map(|county| {
                let (code, name) = (escape(&county.code), escape(county.name.get(self.language)));
                let state = match county.state {
                    CountyState::Slow => words.county_slow,
                    CountyState::Down => words.county_down,
                    CountyState::Working | CountyState::NotOffered => "",
                };
                format!("<li><button name=\"county\" value=\"{code}\">{name}</button> {state}</li>\n")
            })
            .collect();
        let back = href_for(paths::PLAIN_SIGN_IN, self.language, self.authorization.as_deref());
        let main = [
            format!("<h1>{}</h1>\n", words.county),
            refusal.map(|refusal| alert(words, refusal)).unwrap_or_default(),
            if buttons.is_empty() { format!("<p>{}</p>", words.county_none) } else { self.form(&buttons) },
            format!("<p><a href=\"{}\">{}</a></p>", escape(&back), words.county_not),
        ]
        .concat();
        let status = refusal.map_or(StatusCode::OK, |refusal| status(refusal.code));
        self.shown(&main, status, None)
    }

    fn form(&self, buttons: &str) -> String {
        let words = Words::of(self.language);
        format!(
            "<p>{lead}</p>\n<form method=\"post\" action=\"{action}\">\n\
             <input type=\"hidden\" name=\"authorization\" value=\"{authorization}\">\n\
             <div class=\"field\">\n<input type=\"checkbox\" id=\"personal-device\" name=\"personal-device\" \
             aria-describedby=\"personal-hint\"><label for=\"personal-device\">{personal}</label>\n\
             <p class=\"hint\" id=\"personal-hint\">{hint}</p>\n</div>\n<ul class=\"choices\">\n{buttons}</ul>\n</form>\n",
            lead = words.county_lead,
            action = escape(&href_for(paths::PLAIN_SIGN_IN_COUNTY, self.language, None)),
            authorization = escape(self.authorization.as_deref().unwrap_or_default()),
            personal = words.personal,
            hint = words.personal_hint,
        )
    }

    fn shown(&self, main: &str, status: StatusCode, goes_to: Option<&str>) -> Response {
        let (app, language, path) = (self.app, self.language, paths::PLAIN_SIGN_IN_COUNTY);
        let (title, has_errors) = (Words::of(language).county, status != StatusCode::OK);
        let authorization = self.authorization.as_deref();
        Page { app, language, status, has_errors, title, path, authorization, main, goes_to }
            .answer(self.browser.cookie())
    }
}

fn alert(words: &Words, refusal: &Refusal) -> String {
    let text = words.refusal(refusal.code, refusal.retry_after);
    format!("<div class=\"alert\" role=\"alert\"><p>{text}</p></div>\n")
}
