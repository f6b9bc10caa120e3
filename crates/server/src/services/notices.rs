//! What an account's owner is told: codes, and what was done to the account.

use contract::api::flow::RecoveryProof;
use contract::language::Language;

use crate::app::App;
use crate::crypto::keyring::Purpose as KeyPurpose;
use crate::delivery::message::{Content, Message, Purpose, Way};
use crate::delivery::outbox;
use crate::services::refusal::Refusal;
use crate::store::{Transaction, recovery};

/// How long the link in a notice can be followed, in days.
const LINK_DAYS: i64 = 14;

/// What to tell.
pub enum Notice<'a> {
    /// A code, and whether it is for an activation.
    Code {
        /// The digits.
        digits: &'a str,
        /// Whether it is for an activation.
        activates: bool,
        /// Minutes until it is void.
        minutes: i64,
    },
    /// Somebody proved to be the owner by personal data.
    RecoveryStarted,
    /// The password is another one.
    PasswordChanged {
        /// How the owner proved to be the owner.
        proof: RecoveryProof,
    },
    /// Somebody looked the account up.
    LookedUp,
    /// A county account was linked with the account.
    CountyLinked {
        /// The county's official code.
        county: &'a str,
        /// Whether the account's password was the proof.
        by_password: bool,
    },
}

/// Puts a notice into the outbox: the same work whether or not there is such an account.
///
/// # Errors
/// When the database fails.
pub async fn put(
    app: &App,
    transaction: &Transaction,
    account_id: Option<&str>,
    language: Language,
    notice: Notice<'_>,
) -> Result<(), Refusal> {
    let at = app.clock.now();
    let content = match (notice, account_id) {
        (Notice::Code { digits, activates, minutes }, _) => Content::Code {
            code: digits.to_owned(),
            purpose: if activates { Purpose::Activation } else { Purpose::Recovery },
            minutes: u32::try_from(minutes).unwrap_or_default(),
        },
        (Notice::LookedUp, _) => Content::AccountLookedUp { at },
        (Notice::RecoveryStarted, id) => {
            let link_token = link(app, transaction, id.unwrap_or_default(), false).await?;
            Content::RecoveryStarted { at, link_token }
        }
        (Notice::PasswordChanged { proof }, id) => {
            let link_token = link(app, transaction, id.unwrap_or_default(), true).await?;
            Content::PasswordChanged { at, way: way(proof), link_token }
        }
        (Notice::CountyLinked { county, by_password }, id) => {
            let link_token = link(app, transaction, id.unwrap_or_default(), by_password).await?;
            Content::CountyLinked { at, county: county.to_owned(), link_token }
        }
    };
    let message = Message { account_id: account_id.map(str::to_owned), language, content };
    outbox::enqueue(app, transaction, message).await.map_err(Refusal::internal)
}

const fn way(proof: RecoveryProof) -> Way {
    match proof {
        RecoveryProof::PersonalData => Way::PersonalData,
        RecoveryProof::DefaultPassword => Way::DefaultPassword,
        RecoveryProof::Code => Way::Code,
        RecoveryProof::County => Way::County,
    }
}

/// A link that stops recoveries of an account, as the token that stands in it.
async fn link(
    app: &App,
    transaction: &Transaction,
    account_id: &str,
    voids_password: bool,
) -> Result<String, Refusal> {
    let token = crate::random::reference();
    let tag = app.keys.tag(KeyPurpose::Link, &[token.as_bytes()]);
    let now = app.clock.now();
    let times = (now, now.plus_seconds(LINK_DAYS * 24 * 3600));
    recovery::put_link(transaction, &tag, account_id, voids_password, times).await?;
    Ok(token)
}

/// Has what was committed sent soon.
pub fn wake(app: &App) {
    outbox::wake(app);
}
