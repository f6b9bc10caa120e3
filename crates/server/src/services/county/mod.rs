//! Signing in at counties: who is sent there, and what the way back opens.
//!
//! A county vouches for (`iss`, `sub`), and that is the only key of a link. The first time, a person is
//! linked by the ID number that the county verified, or by its `guid`, where the operator believes it and for people of the
//! county's own schools; else by the password of their account.

pub mod finish;
pub mod guid;
pub mod link;
pub mod list;
pub mod probe;
pub mod sign_out;
pub mod start;

pub use link::{by_password as link_by_password, waiting};

use zeroize::Zeroizing;

use crate::app::App;
use crate::county::trouble::Trouble;
use crate::crypto::keyring::Purpose;
use crate::crypto::seal::{self, Place};
use crate::services::refusal::Refusal;
use crate::store::county::provider::{self, Provider};

/// When to come back where the county does not say, in seconds.
const RETRY_SECONDS: u32 = 10;

/// The provider of a county that people may be sent to.
async fn offered(app: &App, county: &str) -> Result<Option<Provider>, Refusal> {
    Ok(provider::find(&app.store, county).await?.filter(|provider| !provider.is_disabled))
}

/// Seals our secret at a county's provider.
///
/// # Errors
/// When the keyring holds no key.
pub fn seal_secret(app: &App, county: &str, secret: &str) -> Result<Vec<u8>, Refusal> {
    seal::seal(&app.keys, secret_place(county), secret.as_bytes()).map_err(Refusal::internal)
}

/// Our secret at a provider.
pub(crate) fn open_secret(app: &App, provider: &Provider) -> Result<Zeroizing<String>, Refusal> {
    let plain = seal::open(&app.keys, secret_place(&provider.county), &provider.secret_sealed);
    let text = String::from_utf8(plain.map_err(Refusal::internal)?.to_vec()).map_err(Refusal::internal)?;
    Ok(Zeroizing::new(text))
}

const fn secret_place(county: &str) -> Place<'_> {
    Place { column: "county_provider.secret", row: county }
}

/// The tag of (`iss`, `sub`), the key of a link.
fn subject_tag(app: &App, issuer: &str, subject: &str) -> [u8; 32] {
    app.keys.lasting_tag(Purpose::CountySubject, &[issuer.as_bytes(), subject.as_bytes()])
}

/// Where a county sends people back to, as it knows it.
#[must_use]
pub fn redirect_uri(app: &App, county: &str) -> String {
    [app.config.server.public_origin.as_str(), &contract::paths::oidc::county_callback(county)].concat()
}

/// Where a county sends people back to after its own sign-out, as it knows it.
#[must_use]
pub fn signed_out_uri(app: &App, county: &str) -> String {
    [app.config.server.public_origin.as_str(), &contract::paths::oidc::county_signed_out(county)].concat()
}

/// A county's trouble, as the person is told. Its reason is for the log.
fn refusal(app: &App, county: &str, trouble: Trouble) -> Refusal {
    let code = trouble.code();
    tracing::warn!(county, code = code.code(), reason = trouble.reason(), "a county could not be used");
    app.metrics.county(county, trouble.reason());
    let refusal = Refusal::new(code);
    match trouble {
        Trouble::Unavailable(_, Some(until)) => {
            refusal.retry_after(until.seconds_from(app.clock.now()).max(1))
        }
        Trouble::Unavailable(_, None) => refusal.retry_after(RETRY_SECONDS),
        _ => refusal,
    }
}
