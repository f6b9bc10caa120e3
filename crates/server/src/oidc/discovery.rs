//! What clients find by themselves: the discovery document and the keys (OpenID Connect Discovery §4).

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use contract::language::Language;
use contract::paths::oidc as paths;
use serde_json::{Value, json};

use crate::app::App;
use crate::oidc::error::OauthError;
use crate::oidc::{claims, issuer, keys, scopes, url};
use crate::store::oidc::client::{Algorithm, AuthMethod};

/// How long clients keep the keys: shorter than a next key waits.
const KEYS_CACHE: &str = "public, max-age=3600";

/// The discovery document.
pub async fn show(State(app): State<App>) -> impl IntoResponse {
    json_answer(app.published.document(|| Bytes::from(document(&app).to_string())))
}

fn json_answer(body: Bytes) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, KEYS_CACHE), (header::CONTENT_TYPE, "application/json")], body)
}

fn document(app: &App) -> Value {
    let methods = AuthMethod::ALL.map(AuthMethod::code);
    let confidential = &methods[..3];
    let algorithms = Algorithm::ALL.map(Algorithm::code);
    let own = ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash"];
    let claims: Vec<&str> = own.into_iter().chain(claims::names()).collect();
    json!({
        "issuer": issuer(app),
        "authorization_endpoint": url(app, paths::AUTHORIZE),
        "token_endpoint": url(app, paths::TOKEN),
        "userinfo_endpoint": url(app, paths::USERINFO),
        "jwks_uri": url(app, paths::JWKS),
        "introspection_endpoint": url(app, paths::INTROSPECT),
        "revocation_endpoint": url(app, paths::REVOKE),
        "end_session_endpoint": url(app, paths::LOGOUT),
        "scopes_supported": scopes::ALL,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["pairwise", "public"],
        "id_token_signing_alg_values_supported": algorithms,
        "token_endpoint_auth_methods_supported": methods,
        "token_endpoint_auth_signing_alg_values_supported": algorithms,
        "introspection_endpoint_auth_methods_supported": confidential,
        "introspection_endpoint_auth_signing_alg_values_supported": algorithms,
        "revocation_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_signing_alg_values_supported": algorithms,
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "display_values_supported": ["page"],
        "claim_types_supported": ["normal"],
        "claims_supported": claims,
        "acr_values_supported": ["urn:edupass:acr:password", "urn:edupass:acr:password:kba", "urn:edupass:acr:county"],
        "ui_locales_supported": Language::ALL.map(Language::code),
        "claims_parameter_supported": true,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "require_request_uri_registration": false,
        "authorization_response_iss_parameter_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
    })
}

/// The public keys.
///
/// # Errors
/// When the database fails.
pub async fn show_keys(State(app): State<App>) -> Result<impl IntoResponse, OauthError> {
    Ok(json_answer(keys::published(&app, app.clock.now()).await?))
}
