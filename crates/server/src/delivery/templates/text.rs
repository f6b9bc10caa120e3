//! A letter as plain text.

use super::Letter;

impl Letter {
    /// The plain part of the mail.
    #[must_use]
    pub fn text(&self) -> String {
        let code = self.code.iter().map(|code| format!("    {code}"));
        let link = self.link.iter().map(|(_, address)| address.clone());
        let signature = std::iter::once(format!("-- \n{}", self.signature));
        let closing = self.closing.iter().cloned();
        let blocks = self.opening.iter().cloned().chain(code).chain(closing).chain(link).chain(signature);
        let mut text = blocks.collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }
}
