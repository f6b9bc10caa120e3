//! A county's provider on this machine: it speaks OpenID Connect over a socket, signs with real keys, and
//! can be told to misbehave.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{OriginalUri, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use neighbours::tls::Identity;
use serde_json::{Map, Value, json};
use server::clock::Clock;
use server::oidc::jws::{self, PrivateKey};
use server::oidc::keys;
use server::oidc::parameters::{Parameters, decode, with_query};
use server::store::county::provider::AuthMethod;
use server::store::oidc::client::Algorithm;
use sha2::{Digest as _, Sha256};

pub(crate) const COUNTY: &str = "66000000";
pub(crate) const OTHER_COUNTY: &str = "67000000";
pub(crate) const SUBJECT: &str = "108023417";
pub(crate) const CLIENT: &str = "edupass at the county";
pub(crate) const SECRET: &str = "a secret, with: signs & letters";
const ACCESS_TOKEN: &str = "an opaque token of the county";

/// How a county behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    /// Takes requests and never answers.
    Hanging,
    /// Answers 503 to everything.
    Down,
    /// Its discovery document is another issuer's.
    Lying,
    /// Answers half a page of HTML where JSON belongs.
    Broken,
    /// Its token endpoint answers half a page.
    BrokenTokens,
    /// Its discovery document leads to another host.
    Misleading,
    /// Gives the code again that it gave before.
    Repeating,
    /// Says in its answer that it is somebody else.
    OtherIssuer,
    /// Sends the person back without vouching.
    Denying,
    /// Takes no code, and says so with this status and body.
    Curt(StatusCode, &'static str),
}

struct Inner {
    mood: Mood,
    subject: String,
    id_number: Option<String>,
    auth_age: Option<i64>,
    /// Where its discovery document says that people sign out: a path of its own, or an address.
    sign_out: Option<String>,
    codes: HashMap<String, Parameters>,
    last_code: String,
    requests: Vec<String>,
    /// Members of the next ID tokens that are other than they should be.
    forged: Map<String, Value>,
    /// Signs with a key that is not published.
    other_key: bool,
    /// Its ID tokens have no claims of its own.
    is_terse: bool,
}

/// A running county.
#[derive(Clone)]
pub(crate) struct TestCounty {
    pub(crate) issuer: String,
    inner: Arc<Mutex<Inner>>,
    key: Arc<PrivateKey>,
    clock: Clock,
    method: AuthMethod,
}

impl TestCounty {
    pub(crate) async fn start(clock: Clock, method: AuthMethod) -> Self {
        Self::with(clock, method, None).await
    }

    /// With TLS, where there is an identity.
    pub(crate) async fn with(clock: Clock, method: AuthMethod, identity: Option<&Identity>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scheme = if identity.is_some() { "https" } else { "http" };
        let issuer = format!("{scheme}://{}", listener.local_addr().unwrap());
        let inner = Inner {
            mood: Mood::Well,
            subject: SUBJECT.into(),
            id_number: None,
            auth_age: Some(1),
            sign_out: None,
            codes: HashMap::new(),
            last_code: String::new(),
            requests: Vec::new(),
            forged: Map::new(),
            other_key: false,
            is_terse: false,
        };
        let key = Arc::new(new_key().await);
        let county = Self { issuer, inner: Arc::new(Mutex::new(inner)), key, clock, method };
        let router = county.router();
        match identity {
            Some(identity) => {
                let listener = identity.listen(listener);
                tokio::spawn(async move { axum::serve(listener, router).await });
            }
            None => {
                tokio::spawn(async move { axum::serve(listener, router).await });
            }
        }
        county
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(Self::discovery))
            .route("/keys", get(Self::keys))
            .route("/authorize", get(Self::authorize))
            .route("/token", post(Self::token))
            .route("/userinfo", get(Self::userinfo))
            .route("/cncresource/api/v1/personid", get(Self::person_id))
            .layer(middleware::from_fn_with_state(self.clone(), Self::in_its_mood))
            .with_state(self.clone())
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    pub(crate) fn set_mood(&self, mood: Mood) {
        self.inner().mood = mood;
    }

    pub(crate) fn set_subject(&self, subject: &str) {
        self.inner().subject = subject.into();
    }

    pub(crate) fn set_id_number(&self, number: Option<&str>) {
        self.inner().id_number = number.map(str::to_owned);
    }

    /// How long ago the person typed the county's password; none is not told.
    pub(crate) fn set_auth_age(&self, seconds: Option<i64>) {
        self.inner().auth_age = seconds;
    }

    /// Has a sign-out from now on, at this path of its own or at this address.
    pub(crate) fn set_sign_out(&self, at: &str) {
        let is_own = at.starts_with('/');
        let address = if is_own { [self.issuer.as_str(), at].concat() } else { at.to_owned() };
        self.inner().sign_out = Some(address);
    }

    pub(crate) fn forge(&self, name: &str, value: Value) {
        self.inner().forged.insert(name.into(), value);
    }

    /// Its ID tokens are the protocol's claims and no more.
    pub(crate) fn tell_nothing_more(&self) {
        self.inner().is_terse = true;
    }

    pub(crate) fn unforge(&self) {
        self.inner().forged.clear();
    }

    pub(crate) fn sign_with_other_key(&self) {
        self.inner().other_key = true;
    }

    /// How often an address was asked.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.inner().requests.iter().filter(|known| *known == path).count()
    }

    async fn in_its_mood(
        State(county): State<Self>,
        uri: OriginalUri,
        request: Request,
        next: Next,
    ) -> Response {
        let mood = {
            let mut inner = county.inner();
            inner.requests.push(uri.path().to_owned());
            inner.mood
        };
        match mood {
            Mood::Hanging => std::future::pending().await,
            Mood::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Mood::Broken => half_a_page(),
            Mood::BrokenTokens if uri.path() == "/token" => half_a_page(),
            Mood::Curt(status, body) if uri.path() == "/token" => (status, body).into_response(),
            _ => next.run(request).await,
        }
    }

    async fn discovery(State(county): State<Self>) -> Json<Value> {
        let (mood, sign_out) = {
            let inner = county.inner();
            (inner.mood, inner.sign_out.clone())
        };
        let at = |path: &str| [county.issuer.as_str(), path].concat();
        let token = if mood == Mood::Misleading { "http://127.0.0.2:9/token".into() } else { at("/token") };
        let mut document = json!({
            "issuer": if mood == Mood::Lying { "https://other.example" } else { &county.issuer },
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": token,
            "userinfo_endpoint": at("/userinfo"),
            "jwks_uri": at("/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "authorization_response_iss_parameter_supported": true,
        });
        if let Some(address) = sign_out {
            document["end_session_endpoint"] = json!(address);
        }
        Json(document)
    }

    async fn keys(State(county): State<Self>) -> Json<Value> {
        Json(json!({ "keys": [keys::public(&county.key).1] }))
    }

    async fn authorize(State(county): State<Self>, RawQuery(query): RawQuery) -> Response {
        let asked = Parameters::parse(&query.unwrap_or_default()).unwrap();
        assert_eq!(asked.get("response_type"), Some("code"));
        assert_eq!(asked.get("client_id"), Some(CLIENT));
        let redirect_uri = asked.get("redirect_uri").unwrap().to_owned();
        let state = asked.get("state").unwrap().to_owned();
        let mut inner = county.inner();
        let issuer = if inner.mood == Mood::OtherIssuer { "https://other.example" } else { &county.issuer };
        if inner.mood == Mood::Denying {
            return moved(&with_query(
                &redirect_uri,
                &[("error", "access_denied"), ("state", &state), ("iss", issuer)],
            ));
        }
        if inner.mood != Mood::Repeating {
            inner.last_code = server::random::token();
        }
        let code = inner.last_code.clone();
        inner.codes.insert(code.clone(), asked);
        moved(&with_query(&redirect_uri, &[("code", &code), ("state", &state), ("iss", issuer)]))
    }

    async fn token(State(county): State<Self>, headers: HeaderMap, body: String) -> Response {
        let sent = Parameters::parse(&body).unwrap();
        if !county.knows(&headers, &sent) {
            return refused(StatusCode::UNAUTHORIZED, "invalid_client");
        }
        let (claims, is_other) = match county.claims(&sent) {
            Some(made) => made,
            None => return refused(StatusCode::BAD_REQUEST, "invalid_grant"),
        };
        let other = new_key().await;
        let key = if is_other { &other } else { county.key.as_ref() };
        Json(json!({
            "access_token": ACCESS_TOKEN,
            "token_type": "Bearer",
            "expires_in": 3600,
            "id_token": jws::sign(key, &keys::kid(key), "JWT", &claims),
        }))
        .into_response()
    }

    /// The claims that a code opens once, and whether they are signed by another key.
    fn claims(&self, sent: &Parameters) -> Option<(Value, bool)> {
        let mut inner = self.inner();
        let asked = inner.codes.remove(sent.get("code").unwrap_or_default())?;
        let challenge = sent.get("code_verifier").map(|text| URL_SAFE_NO_PAD.encode(Sha256::digest(text)));
        if sent.get("redirect_uri") != asked.get("redirect_uri")
            || challenge.as_deref() != asked.get("code_challenge")
        {
            return None;
        }
        let now = self.clock.now().0.div_euclid(1000);
        let mut claims = json!({
            "iss": self.issuer,
            "sub": inner.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 3600,
            "nonce": asked.get("nonce"),
            "at_hash": URL_SAFE_NO_PAD.encode(&Sha256::digest(ACCESS_TOKEN)[..16]),
            "kh_profile": { "id_number": inner.id_number },
        });
        if let Some(age) = inner.auth_age {
            claims["auth_time"] = json!(now - age);
        }
        if inner.is_terse
            && let Some(claims) = claims.as_object_mut()
        {
            claims.remove("kh_profile");
        }
        for (name, value) in &inner.forged {
            claims[name] = value.clone();
        }
        Some((claims, inner.other_key))
    }

    /// Whether the caller is EduPass, by the one way that this county knows.
    fn knows(&self, headers: &HeaderMap, sent: &Parameters) -> bool {
        let basic = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        match self.method {
            AuthMethod::ClientSecretBasic => {
                let pair = basic.and_then(|value| value.strip_prefix("Basic "));
                let pair = pair.and_then(|text| STANDARD.decode(text).ok()).unwrap_or_default();
                let pair = String::from_utf8(pair).unwrap();
                let (id, secret) = pair.split_once(':').unwrap_or_default();
                decode(id).as_deref() == Some(CLIENT) && decode(secret).as_deref() == Some(SECRET)
            }
            AuthMethod::ClientSecretPost => {
                basic.is_none()
                    && sent.get("client_id") == Some(CLIENT)
                    && sent.get("client_secret") == Some(SECRET)
            }
        }
    }

    async fn userinfo(State(county): State<Self>) -> Json<Value> {
        let inner = county.inner();
        let guid = inner.id_number.as_deref().map(server::services::county::guid::of_id_number);
        Json(json!({ "sub": inner.subject, "id_number": inner.id_number, "guid": guid }))
    }

    async fn person_id(State(county): State<Self>, headers: HeaderMap) -> Response {
        let bearer = ["Bearer ", ACCESS_TOKEN].concat();
        if headers.get(header::AUTHORIZATION).is_none_or(|value| *value != bearer) {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        Json(json!({ "personid": county.inner().id_number })).into_response()
    }

    /// What the person does at the county: signs in there, and is sent back to this address of ours.
    pub(crate) async fn visit(&self, address: &str) -> String {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = http.get(address).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let location = answer.headers()[header::LOCATION].to_str().unwrap();
        location.strip_prefix("http://localhost:8600").unwrap_or_else(|| panic!("{location}")).to_owned()
    }
}

async fn new_key() -> PrivateKey {
    keys::read("ES256", &keys::generate(Algorithm::Es256).await.unwrap()).unwrap()
}

fn moved(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response()
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

fn half_a_page() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], "{\"issuer\": \"<html>").into_response()
}
