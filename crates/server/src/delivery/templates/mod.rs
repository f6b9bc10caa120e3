//! The words of each message: a file for each language, and one for each form.

mod en;
mod html;
mod moment;
mod text;
mod zh;

use contract::language::Language;

use crate::clock::Timestamp;
use crate::delivery::message::Content;

/// A message in words.
pub struct Words {
    /// For a mail.
    pub letter: Letter,
    /// For a short message.
    pub sms: String,
}

/// A mail's words, before they become text and HTML. The subject is the same for everybody: it
/// shows on locked screens.
pub struct Letter {
    /// The language that it is written in.
    pub language: Language,
    /// The subject.
    pub subject: &'static str,
    /// What happened, and what to do if it was the reader.
    pub opening: Vec<String>,
    /// A code, large.
    pub code: Option<String>,
    /// What to do otherwise.
    pub closing: Vec<String>,
    /// A link, after the closing: its words and its address.
    pub link: Option<(&'static str, String)>,
    /// Who writes.
    pub signature: &'static str,
}

/// Writes a message of `written_at` for the deployment at `origin`.
#[must_use]
pub fn write(language: Language, content: &Content, written_at: Timestamp, origin: &str) -> Words {
    match language {
        Language::ZhTw => zh::write(content, written_at, origin),
        Language::En => en::write(content, written_at, origin),
    }
}

/// The page that stops what a notice tells of. The token is in the fragment, which no log sees.
fn not_me(origin: &str, token: &str) -> String {
    format!("{origin}{}#{token}", contract::paths::SCREEN_NOT_ME)
}

#[cfg(test)]
mod tests;
