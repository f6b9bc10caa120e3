//! What a step was made from, in one short text, so that it is done again only when that changes.

use crate::files;
use crate::outcome::Outcome;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

/// A growing hash of inputs.
#[derive(Default)]
pub(crate) struct Fingerprint {
    hash: Sha256,
}

impl Fingerprint {
    /// Adds a text, such as a version or a flag.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.hash.update(text.len().to_le_bytes());
        self.hash.update(text);
        self
    }

    /// Adds a file, or every file below a folder, by name and content. Nothing there counts too.
    pub(crate) fn path(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let files = match path.is_dir() {
            true => files::walk(path),
            false => vec![path.to_path_buf()],
        };
        files.iter().fold(self, |print, file| {
            let mut print = print.text(&file.to_string_lossy());
            print.hash.update(fs::read(file).unwrap_or_default());
            print
        })
    }

    /// The first `length` hexadecimal digits.
    pub(crate) fn hex(self, length: usize) -> String {
        let digest = self.hash.finalize();
        let mut hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        hex.truncate(length);
        hex
    }
}

/// Whether `stamp` says that `print` has been done.
pub(crate) fn is_done(stamp: impl AsRef<Path>, print: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|done| done == print)
}

/// Says in `stamp` that `print` has been done.
pub(crate) fn done(stamp: impl AsRef<Path>, print: &str) -> Outcome {
    files::write(stamp, print)
}

/// Forgets what has been done, before it is done anew.
pub(crate) fn undo(stamp: impl AsRef<Path>) {
    fs::remove_file(stamp).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_texts_differ_from_parted_ones() {
        let parted = Fingerprint::default().text("a").text("bc").hex(16);
        let joined = Fingerprint::default().text("ab").text("c").hex(16);
        assert_ne!(parted, joined);
    }
}
