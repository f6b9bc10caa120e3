//! Where a file comes from. All but standard input can be opened twice: to check, then to import.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

/// A file, or bytes in memory.
#[derive(Debug)]
pub enum Input {
    /// A file on disk.
    File(PathBuf),
    /// Standard input, which can be opened once.
    Stdin,
    /// Standard input that was read before, or a file that is part of the program.
    Memory(Cow<'static, [u8]>),
}

impl Input {
    /// The file at `path`; `-` is standard input, kept in memory only if it is read twice.
    ///
    /// # Errors
    /// When standard input cannot be read.
    pub fn from_path(path: &Path, reads_twice: bool) -> io::Result<Self> {
        if path != Path::new("-") {
            return Ok(Self::File(path.to_owned()));
        }
        if !reads_twice {
            return Ok(Self::Stdin);
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(Self::Memory(bytes.into()))
    }

    /// Starts at its beginning.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match self {
            Self::Stdin => Box::new(io::stdin()),
            Self::File(path) => Box::new(File::open(path)?),
            Self::Memory(Cow::Borrowed(bytes)) => Box::new(*bytes),
            Self::Memory(Cow::Owned(bytes)) => Box::new(Cursor::new(bytes.clone())),
        })
    }
}
