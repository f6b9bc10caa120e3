//! Signing in without scripts.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use contract::api::challenge::ChallengeAnswer;
use contract::api::flow::{Flow, OpenLogin, PasswordStep};
use contract::api::problem::pointer;
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use contract::rules::account::SUFFIX;
use contract::step::NextStep;
use serde::Deserialize;

use crate::app::App;
use crate::error::status;
use crate::html::escape;
use crate::html::words::Words;
use crate::routes::extract::SessionCookie;
use crate::routes::flow::password::cookies_of;
use crate::routes::plain::{Page, PlainQuery, href, href_for, is_reference, plain_of, plain_way};
use crate::security::browser::Browser;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::services::{flows, sign_in};

/// The form as it is sent.
#[derive(Default, Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    flow: String,
    #[serde(default)]
    version: u32,
    #[serde(default)]
    service: String,
    #[serde(default)]
    authorization: String,
    #[serde(default)]
    challenge: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    digits: String,
    #[serde(default, rename = "personal-device")]
    personal_device: Option<String>,
    /// Which button was pressed; anything but `next` signs in.
    #[serde(default)]
    action: String,
}

/// Who asks, and how.
struct Asked<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    browser: &'a Browser,
    language: Language,
    service: Option<String>,
    authorization: Option<String>,
}

/// What the form shows beside the flow.
#[derive(Default)]
struct Shown<'a> {
    account: &'a str,
    is_personal: bool,
    /// Stands above the form.
    failure: Option<String>,
    account_error: Option<&'static str>,
    password_error: Option<&'static str>,
    digits_error: Option<&'static str>,
}

impl Shown<'_> {
    const fn has_fields(&self) -> bool {
        self.account_error.is_some() || self.password_error.is_some() || self.digits_error.is_some()
    }
}

/// The form.
pub async fn show_sign_in(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    browser: Browser,
    Query(query): Query<PlainQuery>,
) -> Response {
    let asked = Asked {
        app: &app,
        visitor: &visitor,
        browser: &browser,
        language: query.language(),
        service: query.service,
        authorization: query.authorization.filter(|id| is_reference(id)),
    };
    let opened = match query.flow.filter(|id| is_reference(id)) {
        Some(id) => asked.found(&id).await,
        None => None,
    };
    let opened = match opened {
        Some(flow) => Ok(flow),
        None => asked.open(session.as_deref()).await,
    };
    match opened {
        Ok(flow) => asked.form(&flow, &Shown::default()),
        Err(refusal) if refusal.code == ErrorCode::SessionAlreadyAvailable => {
            Redirect::to(&asked.already_in()).into_response()
        }
        Err(refusal) => asked.closed(&refusal),
    }
}

/// Takes the form: signs in, or shows it again with what has to be mended.
pub async fn submit_sign_in(
    State(app): State<App>,
    visitor: Visitor,
    browser: Browser,
    Query(query): Query<PlainQuery>,
    form: Result<Form<SignInForm>, FormRejection>,
) -> Response {
    // A body that is no form of ours is met as an empty one: the person gets the form again.
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let [service, authorization] = [&form.service, &form.authorization]
        .map(|id| Some(id.clone()).filter(|id| !id.is_empty() && is_reference(id)));
    let language = query.language();
    let asked = Asked { app: &app, visitor: &visitor, browser: &browser, language, service, authorization };
    if form.action == "next" {
        return asked.another(&form).await;
    }
    let answer =
        ChallengeAnswer { id: form.challenge.clone(), digits: Some(form.digits.clone()), proof: None };
    let step = PasswordStep {
        version: form.version,
        account: form.account.clone(),
        password: form.password.clone(),
        challenge: Some(answer).filter(|answer| !answer.id.is_empty()),
        personal_device: form.personal_device.is_some(),
    };
    let key = crate::random::reference();
    match sign_in::submit(&app, &visitor, &form.flow, &key, step).await {
        Ok(signed_in) => {
            let to = plain_of(&signed_in.next, asked.language);
            asked.arrived(&to, cookies_of(&app, &signed_in))
        }
        Err(refusal) => asked.refused(&form, refusal).await,
    }
}

impl Asked<'_> {
    /// Where somebody goes who is signed in already.
    fn already_in(&self) -> String {
        plain_way(self.authorization.as_deref(), self.language)
    }

    /// The flow that the way back from a county opened, if it is this browser's and still asks for the
    /// password.
    async fn found(&self, id: &str) -> Option<Flow> {
        let stored = flows::find(self.app, self.visitor, id).await.ok()?;
        let flow = flows::view(self.app, &stored, self.app.clock.now()).await.ok()?;
        (flow.next == NextStep::Password).then_some(flow)
    }

    async fn open(&self, session: Option<&str>) -> Result<Flow, Refusal> {
        let request = OpenLogin { service: self.service.clone(), authorization: self.authorization.clone() };
        flows::open_login(self.app, self.visitor, &self.browser.hash(), session, request).await
    }

    /// The same flow with another picture, or a new flow where it is over.
    async fn another(&self, form: &SignInForm) -> Response {
        let shown =
            Shown { account: &form.account, is_personal: form.personal_device.is_some(), ..Shown::default() };
        match flows::refresh_challenge(self.app, self.visitor, &form.flow).await {
            Ok(flow) => self.form(&flow, &shown),
            Err(refusal) => self.again(refusal, shown).await,
        }
    }

    async fn refused(&self, form: &SignInForm, refusal: Refusal) -> Response {
        let words = Words::of(self.language);
        let of =
            |pointer: &str| refusal.errors.iter().find(|error| error.pointer == pointer).map(|it| it.rule);
        let shown = Shown {
            account: &form.account,
            is_personal: form.personal_device.is_some(),
            failure: None,
            account_error: of(pointer::ACCOUNT).map(|kind| words.field(true, kind)),
            password_error: of(pointer::PASSWORD).map(|kind| words.field(false, kind)),
            digits_error: is_about_digits(refusal.code).then_some(words.digits_wrong),
        };
        self.again(refusal, shown).await
    }

    /// The form again: on the flow as it is now, or on a new one.
    async fn again(&self, refusal: Refusal, shown: Shown<'_>) -> Response {
        let words = Words::of(self.language);
        let failure = (!shown.has_fields()).then(|| words.refusal(refusal.code, refusal.retry_after));
        let shown = Shown { failure, ..shown };
        let flow = match refusal.flow {
            Some(flow) if flow.next == NextStep::Password => Ok(*flow),
            _ => self.open(None).await,
        };
        match flow {
            Ok(flow) => self.form(&flow, &shown),
            Err(refusal) => self.closed(&refusal),
        }
    }

    /// Signed in. The browser goes on from a page of its own: a redirect after a form would fall under
    /// `form-action`, which knows no services.
    fn arrived(&self, to: &str, cookies: HeaderMap) -> Response {
        let words = Words::of(self.language);
        let main =
            format!("<h1>{}</h1>\n<p><a href=\"{}\">{}</a></p>", words.signed_in, escape(to), words.go_on);
        self.page(words.signed_in, &main, StatusCode::OK, false, Some(to)).answer(cookies)
    }

    fn closed(&self, refusal: &Refusal) -> Response {
        let words = Words::of(self.language);
        let text = words.refusal(refusal.code, refusal.retry_after);
        let main = format!("<h1>{}</h1>\n<div class=\"alert\" role=\"alert\">{text}</div>", words.sign_in);
        let status = status(refusal.code);
        self.page(words.sign_in, &main, status, true, None).answer(self.browser.cookie())
    }

    fn form(&self, flow: &Flow, shown: &Shown<'_>) -> Response {
        let words = Words::of(self.language);
        let lead = match (&flow.county, &flow.service) {
            (Some(_), _) => words.lead_link.to_owned(),
            (None, Some(service)) => {
                words.lead_service.replace("{}", &escape(service.name.get(self.language)))
            }
            (None, None) => words.lead.to_owned(),
        };
        let has_errors = shown.failure.is_some() || shown.has_fields();
        let main = [
            &format!("<h1>{}</h1>\n", words.sign_in),
            &summary(words, shown),
            &format!("<p>{lead}</p>\n"),
            &format!(
                "<form method=\"post\" action=\"{}\" novalidate>\n",
                escape(&href(paths::PLAIN_SIGN_IN, self.language))
            ),
            &hidden(flow, self.service.as_deref(), self.authorization.as_deref()),
            &fields(words, shown, flow.account.as_deref().unwrap_or_default()),
            &self.challenge(flow, words, shown.digits_error),
            &last(words, shown.is_personal, self.visitor.kiosk.is_some()),
            "</form>\n",
            &self.county_way(flow, words),
        ]
        .concat();
        let status = if has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        self.page(words.sign_in, &main, status, has_errors, None).answer(self.browser.cookie())
    }

    /// The way to the counties, where any is open and this is not the way back from one.
    fn county_way(&self, flow: &Flow, words: &Words) -> String {
        if flow.county.is_some() || !self.app.counties.is_any_offered() {
            return String::new();
        }
        let way = href_for(paths::PLAIN_SIGN_IN_COUNTY, self.language, self.authorization.as_deref());
        format!("<p><a href=\"{}\">{}</a></p>", escape(&way), words.county)
    }

    fn challenge(&self, flow: &Flow, words: &Words, error: Option<&str>) -> String {
        let Some(challenge) = &flow.challenge else {
            return String::new();
        };
        let audio = paths::flow_challenge_audio(&flow.id, self.language);
        format!(
            "<div class=\"field\">\n<img src=\"{image}\" width=\"{width}\" height=\"{height}\" alt=\"{picture}\">\n\
             <audio controls preload=\"none\" src=\"{audio}\" aria-label=\"{audio_name}\"></audio>\n\
             <p><button class=\"quiet\" name=\"action\" value=\"next\">{next}</button></p>\n\
             <label for=\"digits\">{digits}</label>\n<p class=\"hint\" id=\"digits-hint\">{hint}</p>\n{error_text}\
             <input id=\"digits\" name=\"digits\" inputmode=\"numeric\" autocomplete=\"off\" \
             aria-describedby=\"digits-hint{described}\" aria-invalid=\"{wrong}\">\n</div>\n",
            image = escape(&challenge.image),
            width = challenge.width,
            height = challenge.height,
            picture = words.picture,
            audio = escape(&audio),
            audio_name = words.audio,
            next = words.next,
            digits = words.digits,
            hint = words.digits_hint,
            error_text = error_line("digits", error),
            described = if error.is_some() { " digits-error" } else { "" },
            wrong = error.is_some(),
        )
    }

    fn page<'a>(
        &'a self,
        title: &'a str,
        main: &'a str,
        status: StatusCode,
        has_errors: bool,
        goes_to: Option<&'a str>,
    ) -> Page<'a> {
        let (app, language, path) = (self.app, self.language, paths::PLAIN_SIGN_IN);
        let authorization = self.authorization.as_deref();
        Page { app, language, status, has_errors, title, path, authorization, main, goes_to }
    }
}

/// What has to be mended, each with a way to its field.
fn summary(words: &Words, shown: &Shown<'_>) -> String {
    let line = |id: &str, text: &str| format!("<li><a href=\"#{id}\">{text}</a></li>");
    let lines = [
        ("account", shown.account_error),
        ("password", shown.password_error),
        ("digits", shown.digits_error),
    ];
    let lines: String = lines.iter().filter_map(|(id, text)| Some(line(id, (*text)?))).collect();
    match &shown.failure {
        Some(failure) => format!("<div class=\"alert\" role=\"alert\"><p>{}</p></div>\n", escape(failure)),
        None if lines.is_empty() => String::new(),
        None => {
            format!("<div class=\"alert\" role=\"alert\"><h2>{}</h2><ul>{lines}</ul></div>\n", words.mend)
        }
    }
}

fn hidden(flow: &Flow, service: Option<&str>, authorization: Option<&str>) -> String {
    let challenge = flow.challenge.as_ref().map_or("", |challenge| challenge.id.as_str());
    let version = flow.version.to_string();
    let values = [
        ("flow", flow.id.as_str()),
        ("version", &version),
        ("challenge", challenge),
        ("service", service.unwrap_or_default()),
        ("authorization", authorization.unwrap_or_default()),
    ];
    let input = |(name, value): &(&str, &str)| {
        format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value))
    };
    // The first button of a form is what Enter presses; it must not be the one for another picture.
    values.iter().map(input).collect::<String>() + "<button hidden></button>\n"
}

const fn is_about_digits(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::ChallengeRequired | ErrorCode::ChallengeInvalid | ErrorCode::ChallengeExpired)
}

fn error_line(id: &str, text: Option<&str>) -> String {
    text.map(|text| format!("<p class=\"error\" id=\"{id}-error\">{text}</p>\n")).unwrap_or_default()
}

/// Account and password; before anything is typed, the account is the one that was chosen.
fn fields(words: &Words, shown: &Shown<'_>, chosen: &str) -> String {
    format!(
        "<div class=\"field\">\n<label for=\"account\">{account}</label>\n\
         <p class=\"hint\" id=\"account-hint\">{hint}</p>\n{account_error}\
         <div class=\"suffix\"><input id=\"account\" name=\"account\" value=\"{value}\" inputmode=\"email\" \
         autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" \
         aria-describedby=\"account-hint account-suffix{account_described}\" aria-invalid=\"{account_wrong}\">\
         <span id=\"account-suffix\">{SUFFIX}</span></div>\n</div>\n\
         <div class=\"field\">\n<label for=\"password\">{password}</label>\n{password_error}\
         <input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" \
         aria-invalid=\"{password_wrong}\"{password_described}>\n</div>\n",
        account = words.account,
        hint = words.account_hint,
        account_error = error_line("account", shown.account_error),
        value = escape(if shown.account.is_empty() { chosen } else { shown.account }),
        account_described = if shown.account_error.is_some() { " account-error" } else { "" },
        account_wrong = shown.account_error.is_some(),
        password = words.password,
        password_error = error_line("password", shown.password_error),
        password_wrong = shown.password_error.is_some(),
        password_described =
            if shown.password_error.is_some() { " aria-describedby=\"password-error\"" } else { "" },
    )
}

/// Nobody can call a kiosk their own, so it does not ask.
fn last(words: &Words, is_personal: bool, is_kiosk: bool) -> String {
    let whose = format!(
        "<div class=\"field\">\n<input type=\"checkbox\" id=\"personal-device\" name=\"personal-device\" \
         aria-describedby=\"personal-hint\"{}><label for=\"personal-device\">{}</label>\n\
         <p class=\"hint\" id=\"personal-hint\">{}</p>\n</div>\n",
        if is_personal { " checked" } else { "" },
        words.personal,
        words.personal_hint,
    );
    let whose = if is_kiosk { String::new() } else { whose };
    format!("{whose}<p><button>{}</button></p>\n", words.sign_in)
}
