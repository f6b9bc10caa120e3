//! Audit events: append only, by internal ids, without names, ID numbers or birthdays.

use crate::clock::Timestamp;
use crate::store::{Result, Transaction};

/// What happened, in OWASP's logging vocabulary where it has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A password was verified and a session begun.
    SignInSucceeded,
    /// A password was wrong, or there is no such account.
    SignInFailed,
    /// An attempt met a locked account.
    SignInLocked,
    /// A right password met a disabled account.
    SignInDisabled,
    /// A session was ended by its owner.
    SessionEnded,
    /// An account was enabled, disabled or unlocked by an operator.
    AccountChanged,
    /// A file was imported.
    Imported,
    /// A step came out of order or twice.
    SequenceFailed,
    /// Somebody proved to be an account's owner without its password.
    ProofSucceeded,
    /// Somebody did not.
    ProofFailed,
    /// Such an attempt met a limit.
    ProofLocked,
    /// A code was asked for.
    CodeSent,
    /// A password was changed.
    PasswordChanged,
    /// A change of the password was refused: not new, or too soon.
    PasswordRefused,
    /// An account was looked up by ID number.
    AccountLookedUp,
    /// An owner said that a change was not theirs.
    RecoveryFrozen,
    /// Default passwords were issued or revoked.
    DefaultPasswords,
    /// A recovery window was opened or closed.
    RecoveryWindow,
    /// A problem was reported.
    Reported,
    /// A service got a code for a person.
    ServiceEntered,
    /// A code or a token came twice, and everything of its grant was taken back.
    TokenReused,
    /// A person agreed to what a service asks for.
    ConsentGiven,
    /// A person did not.
    ConsentRefused,
    /// A person took back what they agreed to.
    ConsentWithdrawn,
    /// A service's registration was changed by an operator.
    ServiceChanged,
    /// Signing keys were rotated by an operator.
    KeysRotated,
    /// A county did not vouch for somebody, or not in a way that can be believed.
    CountyRefused,
    /// A county account was linked with an account.
    CountyLinked,
    /// A county's provider was changed by an operator.
    CountyChanged,
    /// An operator made the link of a school's own computer.
    KioskLinked,
}

impl Event {
    /// The stable text.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignInSucceeded => "authn_login_success",
            Self::SignInFailed => "authn_login_fail",
            Self::SignInLocked => "authn_login_lock",
            Self::SignInDisabled => "authn_login_disabled",
            Self::SessionEnded => "session_ended",
            Self::AccountChanged => "user_updated",
            Self::Imported => "import_applied",
            Self::SequenceFailed => "sequence_fail",
            Self::ProofSucceeded => "authn_recovery_success",
            Self::ProofFailed => "authn_recovery_fail",
            Self::ProofLocked => "authn_recovery_lock",
            Self::CodeSent => "authn_recovery_code_sent",
            Self::PasswordChanged => "authn_password_change",
            Self::PasswordRefused => "authn_password_change_fail",
            Self::AccountLookedUp => "account_looked_up",
            Self::RecoveryFrozen => "recovery_frozen",
            Self::DefaultPasswords => "default_passwords_changed",
            Self::RecoveryWindow => "recovery_window_changed",
            Self::Reported => "problem_reported",
            Self::ServiceEntered => "authn_token_created",
            Self::TokenReused => "authn_token_reuse",
            Self::ConsentGiven => "consent_given",
            Self::ConsentRefused => "consent_refused",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::ServiceChanged => "service_changed",
            Self::KeysRotated => "signing_keys_rotated",
            Self::CountyRefused => "authn_county_fail",
            Self::CountyLinked => "county_account_linked",
            Self::CountyChanged => "county_provider_changed",
            Self::KioskLinked => "kiosk_link_made",
        }
    }

    const fn outcome(self) -> &'static str {
        match self {
            Self::SignInFailed
            | Self::SignInLocked
            | Self::SignInDisabled
            | Self::SequenceFailed
            | Self::ProofFailed
            | Self::ProofLocked
            | Self::PasswordRefused
            | Self::TokenReused
            | Self::CountyRefused
            | Self::ConsentRefused => "failure",
            _ => "success",
        }
    }
}

/// Who and what an event is about; empty where it does not apply.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// The account.
    pub account_id: Option<String>,
    /// The flow.
    pub flow_id: Option<String>,
    /// The session.
    pub session_id: Option<String>,
    /// The source address in full; the sweeper removes it after 180 days.
    pub source: Option<String>,
    /// SHA-256 of the browser's name for itself.
    pub user_agent_hash: Option<Vec<u8>>,
    /// A word more, e.g. which command; never personal data.
    pub detail: Option<String>,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person in a browser.
    Person,
    /// Somebody with a shell on the server.
    Operator,
}

/// Appends an event.
///
/// # Errors
/// When the database fails.
pub async fn append(
    transaction: &Transaction,
    event: Event,
    actor: Actor,
    subject: Subject,
    at: Timestamp,
) -> Result<()> {
    let actor = match actor {
        Actor::Person => "person",
        Actor::Operator => "operator",
    };
    let values = [
        crate::random::row_id().into(),
        at.0.into(),
        event.code().into(),
        event.outcome().into(),
        subject.account_id.into(),
        actor.into(),
        subject.flow_id.into(),
        subject.session_id.into(),
        subject.source.into(),
        subject.user_agent_hash.into(),
        subject.detail.into(),
    ];
    let sql = "INSERT INTO audit_event (id, at, event, outcome, account_id, actor, flow_id, session_id, source, \
               user_agent_hash, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    transaction.run(sql, values).await?;
    Ok(())
}

/// Removes source addresses from events older than `before`.
///
/// # Errors
/// When the database fails.
pub async fn forget_sources(transaction: &Transaction, before: Timestamp) -> Result<u64> {
    let sql = "UPDATE audit_event SET source = NULL WHERE at < $1 AND source IS NOT NULL";
    transaction.run(sql, [before.0.into()]).await
}
