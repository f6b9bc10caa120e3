//! People by a county's `guid`: the SHA-256 of the ID number, as 64 hexadecimal digits (domain.md §1.9).
//!
//! A list of such hashes is as good as a list of ID numbers to whoever has it (security.md §9.3), so what
//! is stored is a keyed tag of each, and nobody reads the hash from it.

use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::crypto::keyring::{Keyring, Purpose};
use crate::services::import::personal::Column;
use crate::services::refusal::Refusal;
use crate::store::county::{guid, provider};

/// People in one transaction, so that nobody waits for long.
const BATCH: i64 = 500;
/// Batches in one round.
const ROUND_MAX: usize = 20;

/// The `guid` of an ID number.
#[must_use]
pub fn of_id_number(id_number: &str) -> String {
    Sha256::digest(id_number.to_uppercase().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is stored of a `guid`.
fn tag(keys: &Keyring, guid: &str) -> [u8; 32] {
    keys.lasting_tag(Purpose::Guid, &[b"county", guid.as_bytes()])
}

/// The person with this `guid`.
pub(super) async fn person_of(app: &App, guid: &str) -> Result<Option<String>, Refusal> {
    Ok(guid::person_of(&app.store, &tag(&app.keys, guid)).await?)
}

/// Makes the tags of people who have none yet, where a county tells a `guid`; a part of them in a round.
///
/// # Errors
/// When the database fails; the next round does the same work again.
pub async fn keep_tagged(app: &App) -> Result<(), Refusal> {
    if provider::all(&app.store).await?.iter().all(|known| known.settings.guid.is_none()) {
        return Ok(());
    }
    for _ in 0..ROUND_MAX {
        let people = guid::untagged(&app.store, BATCH).await?;
        if people.is_empty() {
            return Ok(());
        }
        let transaction = app.store.begin().await?;
        for person in &people {
            let id_number = Column::IdNumber.open(&app.keys, &person.id, &person.id_sealed);
            let tag = id_number.map(|id| tag(&app.keys, &of_id_number(&id)).to_vec());
            guid::put(&transaction, &person.id, &tag.unwrap_or_default()).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}
