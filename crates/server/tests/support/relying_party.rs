//! A service that signs people in, asked the way certified clients and the conformance suite ask.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::api::service::{LocalText, Service};
use contract::paths;
use contract::paths::oidc;
use serde_json::{Value, json};
use server::oidc::parameters::{Parameters, with_query};
use server::oidc::{jws, keys};
use server::services::sessions::reference_hash;
use server::store::oidc::client::{
    self, Algorithm, AuthMethod, Client, ConsentPolicy, Registration, SubjectType,
};
use server::store::service;
use tokio::sync::OnceCell;

use super::browser::{Answer, Browser};
use super::people::PASSWORD;
use super::{Engine, TestApp};

pub(crate) const CALLBACK: &str = "https://rp.example/cb?kind=oidc";
pub(crate) const LOGGED_OUT: &str = "https://rp.example/out";
pub(crate) const SECRET: &str = "5c1f6c0e6e0a4f0e9a7b3d2c1f0e9d8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e";
/// Letters that a careless encoder would change.
pub(crate) const STATE: &str = "a b+c%20&d=測試~/?#";

/// Finding primes takes a while: one key serves every test.
static KEY: OnceCell<Vec<u8>> = OnceCell::const_new();

/// A registered service and the server that it is registered at.
pub(crate) struct RelyingParty {
    pub(crate) test: TestApp,
    pub(crate) id: String,
    pub(crate) client: Client,
    /// `response_mode` of its requests; empty: it does not say.
    pub(crate) response_mode: &'static str,
}

/// What the conformance suite registers: everything allowed, nobody asked.
pub(crate) fn registration() -> Registration {
    Registration {
        redirect_uris: vec![CALLBACK.into()],
        post_logout_redirect_uris: vec![LOGGED_OUT.into(), "https://rp.example/out?x=1".into()],
        scopes: server::oidc::scopes::ALL.map(str::to_owned).to_vec(),
        auth_methods: vec![AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost],
        jwks: None,
        pkce_required: false,
        subject_type: SubjectType::Pairwise,
        sector: "rp.example".into(),
        consent: ConsentPolicy::Never,
        id_token_algorithm: Algorithm::Rs256,
        always_gzip: false,
        guid: server::store::oidc::client::GuidPolicy::Keyed,
        brand: None,
    }
}

impl RelyingParty {
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::with(engine, |_| ()).await
    }

    /// With another registration than that of [`registration`].
    pub(crate) async fn with(engine: Engine, change: impl FnOnce(&mut Client)) -> Self {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        Self::at(test, change).await
    }

    /// At a server that is there.
    pub(crate) async fn at(test: TestApp, change: impl FnOnce(&mut Client)) -> Self {
        let key = KEY.get_or_init(async || keys::generate(Algorithm::Rs256).await.unwrap().to_vec()).await;
        keys::install(&test.app, Algorithm::Rs256, "active", key).await.unwrap();
        let client = test.add_client("stepwise", change).await;
        Self { id: client.id.clone(), client, test, response_mode: "" }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.test)
    }

    pub(crate) async fn signed_in(&self) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        // A request that comes in the same millisecond would look like an earlier one.
        self.test.app.clock.advance_seconds(1);
        browser
    }

    /// A browser on a person's own device that knows two accounts; the teacher is signed in.
    pub(crate) async fn with_two_accounts(&self) -> Browser {
        self.test.add_person("ben", "teacher", "林老師", "active").await;
        let mut browser = self.browser();
        for account in ["amy", "ben"] {
            browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
            let flow = browser.open_flow().await;
            let mut step = Browser::step(&flow, account, PASSWORD);
            step["personal_device"] = json!(true);
            assert_eq!(browser.submit(&flow, &step).await.status, StatusCode::OK);
            self.test.app.clock.advance_seconds(1);
        }
        browser
    }

    /// The code that comes of agreeing to what is asked.
    pub(crate) async fn agree(&self, browser: &mut Browser, changed: &[(&str, &str)]) -> String {
        let id = waiting(&self.authorize(browser, changed).await, paths::SCREEN_CONSENT);
        let path = paths::authorization(paths::AUTHORIZATION_CONSENT, &id);
        let said = browser.post(&path, &json!({ "approve": true })).await;
        let next = said.json()["continue_to"].as_str().unwrap().to_owned();
        let answer = browser.get(&next).await;
        returned(&answer).get("code").unwrap_or_else(|| panic!("{}", answer.location())).to_owned()
    }

    /// The parameters of a plain request, changed: an empty value takes one away.
    pub(crate) fn request<'a>(&'a self, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut all = vec![
            ("response_type", "code"),
            ("client_id", self.id.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid"),
            ("state", STATE),
            ("nonce", "n-1"),
            ("response_mode", self.response_mode),
        ];
        all.retain(|(_, value)| !value.is_empty());
        all.retain(|(name, _)| changed.iter().all(|(other, _)| other != name));
        all.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
        all
    }

    pub(crate) async fn authorize(&self, browser: &mut Browser, changed: &[(&str, &str)]) -> Answer {
        browser.get(&with_query(oidc::AUTHORIZE, &self.request(changed))).await
    }

    /// A code for a browser that is signed in.
    pub(crate) async fn code(&self, browser: &mut Browser, changed: &[(&str, &str)]) -> String {
        let answer = self.authorize(browser, changed).await;
        returned(&answer).get("code").unwrap_or_else(|| panic!("{}", answer.location())).to_owned()
    }

    /// A call of the token endpoint, with the secret in the header.
    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        let basic = ["Basic ", &STANDARD.encode([self.id.as_str(), ":", SECRET].concat())].concat();
        self.caller().form(oidc::TOKEN, &[("authorization", &basic)], fields).await
    }

    pub(crate) async fn exchange(&self, code: &str) -> Answer {
        let fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", CALLBACK)];
        self.token(&fields).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// The tokens of a whole sign-in.
    pub(crate) async fn tokens(&self, browser: &mut Browser, changed: &[(&str, &str)]) -> Value {
        let code = self.code(browser, changed).await;
        let answer = self.exchange(&code).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    /// A client's own connection: no cookies, none of a browser's headers.
    pub(crate) fn caller(&self) -> Browser {
        let browser = self.browser().with_header("sec-fetch-site", None);
        browser.with_header(paths::REQUESTED_BY_HEADER, None)
    }

    /// A resource, with an access token.
    pub(crate) async fn resource(&self, path: &str, tokens: &Value) -> Answer {
        let bearer = ["Bearer ", tokens["access_token"].as_str().unwrap()].concat();
        self.caller().ask(axum::http::Method::GET, path, &[("authorization", &bearer)], None).await
    }

    /// An ID token's claims, after its signature was verified with the published keys.
    pub(crate) async fn verified(&self, tokens: &Value) -> Value {
        let token = tokens["id_token"].as_str().unwrap();
        let jwks = self.caller().get(oidc::JWKS).await.json();
        let parsed = jws::parse(token).unwrap();
        assert!(parsed.header["kid"].is_string());
        assert!(parsed.is_signed_by_one(jwks["keys"].as_array().unwrap()));
        parsed.payload
    }
}

impl TestApp {
    /// Registers a service as a client.
    pub(crate) async fn add_client(&self, service_id: &str, change: impl FnOnce(&mut Client)) -> Client {
        let name = LocalText { zh: "步步學".into(), en: "Stepwise".into() };
        let card = Service {
            id: service_id.into(),
            summary: name.clone(),
            owner: LocalText { zh: "示範中心".into(), en: "Model Centre".into() },
            name,
            address: "https://rp.example/".into(),
            monogram: "步".into(),
            hue: 0,
        };
        let mut client = Client {
            id: server::random::bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect(),
            service_id: service_id.into(),
            registration: registration(),
            secret_hash: Some(reference_hash(SECRET)),
            back_channel_logout_uri: None,
            is_disabled: false,
        };
        change(&mut client);
        let transaction = self.app.store.begin().await.unwrap();
        service::put(&transaction, 0, &card, self.app.clock.now()).await.unwrap();
        client::put(&transaction, &client, self.app.clock.now()).await.unwrap();
        transaction.commit().await.unwrap();
        client
    }
}

/// What came back to the client's redirect URI: in the query, or in a form that the page sends there.
pub(crate) fn returned(answer: &Answer) -> Parameters {
    let query = match answer.status {
        StatusCode::OK => sent(&answer.text()),
        status => {
            assert_eq!(status, StatusCode::SEE_OTHER, "{}", answer.text());
            let location = answer.location();
            location.strip_prefix(CALLBACK).unwrap_or_else(|| panic!("{location}")).to_owned()
        }
    };
    let parameters = Parameters::parse(&query).unwrap();
    assert_eq!(parameters.get("iss"), Some("http://localhost:8600"), "RFC 9207");
    parameters
}

/// What a browser makes of a page with one form, as a query.
fn sent(page: &str) -> String {
    assert!(page.contains(&format!("action=\"{CALLBACK}\"")), "{page}");
    let fields = page.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        (name.to_owned(), unescaped(rest.split_once('"').unwrap().0))
    });
    let fields: Vec<_> = fields.collect();
    let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    with_query("", &pairs).trim_start_matches('?').to_owned()
}

/// A text as a browser reads it in an attribute.
pub(crate) fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The error that came back, with the state as it was sent.
pub(crate) fn error(answer: &Answer) -> String {
    let parameters = returned(answer);
    assert_eq!(parameters.get("state"), Some(STATE));
    assert_eq!(parameters.get("code"), None);
    parameters.get("error").unwrap().to_owned()
}

/// The id in the address of a page that a person sees on the way.
pub(crate) fn waiting(answer: &Answer, screen: &str) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let location = answer.location();
    let (path, query) = location.split_once('?').unwrap();
    assert_eq!(path, screen);
    Parameters::parse(query).unwrap().get(paths::AUTHORIZATION_QUERY).unwrap().to_owned()
}

impl Browser {
    /// Signs in for an authorization request, as the portal does, and follows where that leads.
    pub(crate) async fn sign_in_for(&mut self, id: &str, account: &str) -> Answer {
        let opened = self.post(paths::FLOWS_LOGIN, &json!({ "authorization": id })).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text());
        let flow = opened.flow();
        assert_eq!(flow.service.as_ref().unwrap().name.en, "Stepwise");
        let answer = self.submit(&flow, &Self::step(&flow, account, PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let next = answer.json()["next"]["continue_to"].as_str().unwrap().to_owned();
        assert_eq!(next, oidc::authorize_continue(id));
        self.get(&next).await
    }
}
