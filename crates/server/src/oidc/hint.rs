//! ID tokens of our own that come back as hints: their age does not matter, their signature does.

use crate::app::App;
use crate::oidc::{issuer, jws, keys};
use crate::services::refusal::Refusal;

/// What a hint tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The client that it was issued to.
    pub client_id: String,
    /// The person, as that client knows them.
    pub subject: String,
    /// The session, as that client knows it.
    pub sid: Option<String>,
}

/// Reads an ID token that we issued to whomever. None for anything else.
///
/// # Errors
/// When the database fails.
pub async fn read(app: &App, token: &str) -> Result<Option<Hint>, Refusal> {
    let Some(parsed) = jws::parse(token) else { return Ok(None) };
    let text = |name: &str| parsed.payload[name].as_str().map(str::to_owned);
    // A logout token is signed with the same keys and is no ID token.
    let is_ours = parsed.header["typ"] == "JWT" && text("iss").as_deref() == Some(issuer(app));
    if !is_ours || !parsed.is_signed_by_one(&keys::known(app).await?) {
        return Ok(None);
    }
    let (Some(client_id), Some(subject)) = (text("aud"), text("sub")) else { return Ok(None) };
    Ok(Some(Hint { client_id, subject, sid: text("sid") }))
}
