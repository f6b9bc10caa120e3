//! Sending a person to a county, and believing what comes back (OpenID Connect Core §3.1).

use std::borrow::Cow;
use std::pin::Pin;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKey,
    CoreJwsSigningAlgorithm, CoreTokenResponse,
};
use openidconnect::http::{Method, StatusCode, header};
use openidconnect::{
    AccessTokenHash, AsyncHttpClient, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IdTokenVerifier, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse as _,
};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use contract::rules::id_number::IdNumber;

use crate::clock::Timestamp;
use crate::county::claims;
use crate::county::discovery::{self, Known};
use crate::county::line::Line;
use crate::county::trouble::Trouble;
use crate::oidc::jws;
use crate::store::county::provider::{AuthMethod, Claim, ClaimSource, Provider};

/// How old a sign-in at the county may be that has to be a new one, in seconds (security.md §1.5).
pub const FRESH_SECONDS: i64 = 600;
/// How far a county's clock may be off, in seconds.
const DRIFT_SECONDS: i64 = 300;
/// What an ID token may be signed with. `none` and shared secrets are not among them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What one visit keeps for its way back.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secrets {
    /// Binds the ID token to the visit.
    pub nonce: String,
    /// Binds the code to the visit (RFC 7636).
    pub verifier: String,
    /// Whether the county was told to ask for its password again, which its answer has to show.
    #[serde(default)]
    pub is_fresh: bool,
}

impl Secrets {
    /// New ones.
    #[must_use]
    pub fn new(is_fresh: bool) -> Self {
        Self { nonce: crate::random::token(), verifier: crate::random::token(), is_fresh }
    }
}

/// A line for the exchange of a code. A refusal is one whatever stands in it: a code that somebody made
/// up must not look like the county's own trouble.
struct Exchange<'l>(&'l Line);

impl<'c> AsyncHttpClient<'c> for Exchange<'_> {
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Trouble>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = self.0.send(request).await?;
            if answer.status().is_client_error() { Err(Trouble::Denied("code")) } else { Ok(answer) }
        })
    }
}

/// EduPass at one provider.
pub struct Party<'a> {
    /// The provider.
    pub provider: &'a Provider,
    /// Our secret there.
    pub secret: &'a str,
    /// Where the provider sends people back to.
    pub redirect_uri: &'a str,
}

/// Whom a county vouches for.
pub struct Vouched {
    /// The county's name for the person, within its issuer.
    pub subject: String,
    /// The ID token, as it came.
    pub id_token: String,
    /// The ID token's claims.
    claims: Value,
    access_token: String,
}

impl Party<'_> {
    fn client(&self, known: &Known) -> Result<Client, Trouble> {
        let id = ClientId::new(self.provider.client_id.clone());
        let secret = ClientSecret::new(self.secret.to_owned());
        let redirect = RedirectUrl::new(self.redirect_uri.to_owned());
        let redirect = redirect.map_err(|_| Trouble::Broken("redirect_uri"))?;
        let method = match self.provider.settings.auth_method {
            AuthMethod::ClientSecretBasic => AuthType::BasicAuth,
            AuthMethod::ClientSecretPost => AuthType::RequestBody,
        };
        let client = CoreClient::from_provider_metadata(known.metadata.clone(), id, Some(secret));
        Ok(client.set_redirect_uri(redirect).set_auth_type(method))
    }

    /// Where the browser goes.
    ///
    /// # Errors
    /// [`Trouble::Broken`] where no such address can be made.
    pub fn address(&self, known: &Known, state: &str, secrets: &Secrets) -> Result<Url, Trouble> {
        let settings = &self.provider.settings;
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(secrets.nonce.clone()));
        let client = self.client(known)?;
        let mut request =
            client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce);
        for scope in settings.scopes.iter().filter(|scope| *scope != "openid") {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if !settings.no_pkce {
            let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
            request = request.set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        }
        if secrets.is_fresh {
            request = request.add_prompt(CoreAuthPrompt::Login);
            if !settings.no_auth_time {
                request = request.set_max_age(Duration::from_secs(FRESH_SECONDS.unsigned_abs()));
            }
        }
        Ok(request.url().0)
    }

    /// Exchanges a code for an ID token and verifies it.
    ///
    /// # Errors
    /// [`Trouble::Denied`] where the county does not take the code, [`Trouble::Rejected`] where its answer
    /// cannot be believed, [`Trouble::NotFresh`], and what a request can meet.
    pub async fn exchange(
        &self,
        line: &Line,
        known: &Known,
        code: &str,
        secrets: &Secrets,
    ) -> Result<Vouched, Trouble> {
        let client = self.client(known)?;
        let mut request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| Trouble::Broken("no_token_endpoint"))?;
        if !self.provider.settings.no_pkce {
            request = request.set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        }
        let answer: CoreTokenResponse =
            request.request_async(&Exchange(line)).await.map_err(|error| match error {
                RequestTokenError::Request(trouble) => trouble,
                RequestTokenError::ServerResponse(_) => Trouble::Denied("code"),
                RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Trouble::Broken("json"),
            })?;
        let token = answer.id_token().ok_or(Trouble::Broken("no_id_token"))?;
        let (nonce, now) = (Nonce::new(secrets.nonce.clone()), line.now());
        let claims = match verified(token, &client, &answer, &nonce, now) {
            Err(Trouble::Rejected("unknown_key")) => {
                let newer = discovery::newer_keys(line, known).await?;
                let newer = newer.ok_or(Trouble::Rejected("unknown_key"))?;
                verified(token, &self.client(&newer)?, &answer, &nonce, now)?
            }
            claims => claims?,
        };
        if secrets.is_fresh {
            self.check_fresh(claims.auth_time(), now)?;
        }
        let subject = claims.subject().to_string();
        if subject.is_empty() || subject.len() > 255 {
            return Err(Trouble::Rejected("sub"));
        }
        let text = token.to_string();
        let claims = jws::parse(&text).ok_or(Trouble::Rejected("form"))?.payload;
        let access_token = answer.access_token().secret().clone();
        Ok(Vouched { subject, id_token: text, claims, access_token })
    }

    fn check_fresh(&self, auth_time: Option<DateTime<Utc>>, now: Timestamp) -> Result<(), Trouble> {
        match auth_time {
            Some(at) if moment(now) - at <= TimeDelta::seconds(FRESH_SECONDS) => Ok(()),
            None if self.provider.settings.no_auth_time => Ok(()),
            _ => Err(Trouble::NotFresh),
        }
    }

    /// The ID number that the county verified, where it tells one.
    ///
    /// # Errors
    /// What a request can meet; [`Trouble::Rejected`] where the answer is about somebody else.
    pub async fn id_number(
        &self,
        line: &Line,
        known: &Known,
        vouched: &Vouched,
    ) -> Result<Option<IdNumber>, Trouble> {
        let Some(claim) = &self.provider.settings.id_number else { return Ok(None) };
        let answer = self.told(line, known, vouched, claim).await?;
        Ok(claims::id_number(answer.as_ref(), &claim.path))
    }

    /// The `guid` of the ID number that the county verified, where it tells one.
    ///
    /// # Errors
    /// As [`Party::id_number`].
    pub async fn guid(
        &self,
        line: &Line,
        known: &Known,
        vouched: &Vouched,
    ) -> Result<Option<String>, Trouble> {
        let Some(claim) = &self.provider.settings.guid else { return Ok(None) };
        let answer = self.told(line, known, vouched, claim).await?;
        Ok(claims::guid(answer.as_ref(), &claim.path))
    }

    /// The answer that a claim is in.
    async fn told<'v>(
        &self,
        line: &Line,
        known: &Known,
        vouched: &'v Vouched,
        claim: &Claim,
    ) -> Result<Cow<'v, Value>, Trouble> {
        Ok(match &claim.source {
            ClaimSource::IdToken => Cow::Borrowed(&vouched.claims),
            ClaimSource::Userinfo => {
                let url = known.metadata.userinfo_endpoint().ok_or(Trouble::Broken("no_userinfo"))?;
                let answer = resource(line, url.as_str(), &vouched.access_token).await?;
                // Core §5.3.2: without the same `sub` it is not to be used.
                if answer["sub"] != vouched.subject.as_str() {
                    return Err(Trouble::Rejected("sub"));
                }
                Cow::Owned(answer)
            }
            ClaimSource::Resource { url } => {
                let answer = resource(line, url, &vouched.access_token).await?;
                if !answer["sub"].is_null() && answer["sub"] != vouched.subject.as_str() {
                    return Err(Trouble::Rejected("sub"));
                }
                Cow::Owned(answer)
            }
        })
    }
}

async fn resource(line: &Line, url: &str, token: &str) -> Result<Value, Trouble> {
    let request = HttpRequest::new(Vec::new());
    let (mut parts, body) = request.into_parts();
    parts.method = Method::GET;
    parts.uri = url.parse().map_err(|_| Trouble::Broken("address"))?;
    let bearer = ["Bearer ", token].concat().parse().map_err(|_| Trouble::Broken("token"))?;
    parts.headers.insert(header::AUTHORIZATION, bearer);
    parts.headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
    let answer = line.send(HttpRequest::from_parts(parts, body)).await?;
    if answer.status() != StatusCode::OK {
        return Err(Trouble::Rejected("resource"));
    }
    serde_json::from_slice(answer.body()).map_err(|_| Trouble::Broken("json"))
}

/// Verifies signature, issuer, audience, times, nonce and `at_hash` (Core §3.1.3.7).
fn verified(
    token: &CoreIdToken,
    client: &Client,
    answer: &CoreTokenResponse,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<CoreIdTokenClaims, Trouble> {
    let now = moment(now);
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now)
        .set_issue_time_verifier_fn(move |issued| {
            let is_now = (issued - now).abs() <= TimeDelta::seconds(FRESH_SECONDS + DRIFT_SECONDS);
            is_now.then_some(()).ok_or_else(|| "iat".to_owned())
        });
    let claims = token.claims(&verifier, nonce).map_err(|error| Trouble::Rejected(reason(&error)))?;
    if let Some(expected) = claims.access_token_hash() {
        let unsigned = |_| Trouble::Rejected("signature");
        let algorithm = token.signing_alg().map_err(unsigned)?;
        let key = token.signing_key(&verifier).map_err(unsigned)?;
        let made = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
        if made.ok().as_ref() != Some(expected) {
            return Err(Trouble::Rejected("at_hash"));
        }
    }
    Ok(claims.clone())
}

fn reason(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "aud",
        ClaimsVerificationError::InvalidIssuer(_) => "iss",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            "unknown_key"
        }
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "form",
    }
}

fn moment(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}
