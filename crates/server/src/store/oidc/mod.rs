//! What the OpenID Provider keeps. Codes and tokens are stored only as SHA-256, so a backup opens nothing.

pub mod assertion;
pub mod authorization;
pub mod client;
pub mod consent;
pub mod education;
pub mod grant;
pub mod key;
pub mod logout;
pub mod token;

use crate::clock::Timestamp;
use crate::store::{Result, Transaction};

/// Deletes what is over: requests, codes, tokens, grants, used assertions and finished sign-outs.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    authorization::sweep(transaction, now).await?;
    token::sweep(transaction, now).await?;
    grant::sweep(transaction, now).await?;
    assertion::sweep(transaction, now).await?;
    logout::sweep(transaction, now).await?;
    key::sweep(transaction, now).await
}

/// Words in one column, separated by spaces, as scopes are on the wire (RFC 6749 §3.3).
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
