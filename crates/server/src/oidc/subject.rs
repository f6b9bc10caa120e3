//! Whom a client sees: `sub` (OpenID Connect Core §8).

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::store::oidc::client::{Client, SubjectType};

/// The account's `sub` at a client: its own UUID, or one that only the client's sector knows.
#[must_use]
pub fn of(app: &App, client: &Client, account_id: &str) -> String {
    match client.registration.subject_type {
        SubjectType::Public => account_id.to_owned(),
        SubjectType::Pairwise => {
            let sector = client.registration.sector.as_bytes();
            let tag = app.keys.lasting_tag(Purpose::Subject, &[sector, account_id.as_bytes()]);
            uuid(&tag)
        }
    }
}

/// The first 128 bits in the form of a UUID made from a hash (RFC 9562 §5.5), which clients check for.
fn uuid(tag: &[u8; 32]) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&tag[..16]);
    uuid::Builder::from_sha1_bytes(bytes).into_uuid().to_string()
}
