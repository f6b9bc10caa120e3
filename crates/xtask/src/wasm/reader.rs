//! Reads a module's sections, imports and exports (WebAssembly core specification §5.5).

use crate::outcome::{Failure, Outcome};

pub(crate) const CUSTOM: u8 = 0;
pub(crate) const IMPORT: u8 = 2;
pub(crate) const EXPORT: u8 = 7;
pub(crate) const CODE: u8 = 10;
pub(crate) const DATA: u8 = 11;
/// Magic number and version.
pub(crate) const HEADER_LENGTH: usize = 8;

/// A section: its kind and content.
pub(crate) type Section<'a> = (u8, &'a [u8]);

/// What a module wants from outside. What it is follows as bytes.
#[derive(Debug)]
pub(crate) struct Import<'a> {
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) description: &'a [u8],
}

/// What a module offers. What it is follows as bytes.
#[derive(Debug)]
pub(crate) struct Export<'a> {
    pub(crate) name: String,
    pub(crate) description: &'a [u8],
}

impl Import<'_> {
    /// Whether it is a function.
    pub(crate) fn is_function(&self) -> bool {
        self.description.first() == Some(&0)
    }
}

/// Every section of a module.
pub(crate) fn sections(module: &[u8]) -> Outcome<Vec<Section<'_>>> {
    let read = || {
        let mut reader = Reader { rest: module.get(HEADER_LENGTH..)? };
        let mut found = Vec::new();
        while !reader.rest.is_empty() {
            found.push((reader.byte()?, reader.vector()?.rest));
        }
        Some(found)
    };
    read().ok_or_else(unreadable)
}

/// Every import of a module.
pub(crate) fn imports<'a>(sections: &[Section<'a>]) -> Outcome<Vec<Import<'a>>> {
    items(sections, IMPORT, Reader::import)
}

/// Every export of a module.
pub(crate) fn exports<'a>(sections: &[Section<'a>]) -> Outcome<Vec<Export<'a>>> {
    items(sections, EXPORT, Reader::export)
}

fn items<'a, T>(
    sections: &[Section<'a>],
    kind: u8,
    item: fn(&mut Reader<'a>) -> Option<T>,
) -> Outcome<Vec<T>> {
    let Some((_, rest)) = sections.iter().find(|(found, _)| *found == kind) else {
        return Ok(Vec::new());
    };
    let mut reader = Reader { rest };
    let items = || (0..reader.number()?).map(|_| item(&mut reader)).collect::<Option<_>>();
    let mut items = items;
    items().ok_or_else(unreadable)
}

/// What to say of a module that is cut short.
pub(crate) fn unreadable() -> Failure {
    Failure::new("the module is not one that can be read")
}

/// What is left to read.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// An unsigned LEB128.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                return Some(value);
            }
        }
    }

    /// Bytes that begin with their count.
    pub(crate) fn vector(&mut self) -> Option<Reader<'a>> {
        let length = usize::try_from(self.number()?).ok()?;
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Reader { rest: taken })
    }

    /// Text that begins with its length.
    pub(crate) fn text(&mut self) -> Option<String> {
        Some(String::from_utf8_lossy(self.vector()?.rest).into_owned())
    }

    fn import(&mut self) -> Option<Import<'a>> {
        let (module, name) = (self.text()?, self.text()?);
        let description = self.passed_by(Self::import_kind)?;
        Some(Import { module, name, description })
    }

    fn export(&mut self) -> Option<Export<'a>> {
        let name = self.text()?;
        let description = self.passed_by(|reader| {
            reader.byte()?;
            reader.number().map(drop)
        })?;
        Some(Export { name, description })
    }

    /// The bytes that `read` goes over.
    fn passed_by(&mut self, read: impl Fn(&mut Self) -> Option<()>) -> Option<&'a [u8]> {
        let before = self.rest;
        read(self)?;
        before.get(..before.len() - self.rest.len())
    }

    /// Function, table, memory, global or tag.
    fn import_kind(&mut self) -> Option<()> {
        match self.byte()? {
            0 => self.number().map(drop),
            1 => {
                self.byte()?;
                self.limits()
            }
            2 => self.limits(),
            3 => {
                self.byte()?;
                self.byte().map(drop)
            }
            _ => {
                self.byte()?;
                self.number().map(drop)
            }
        }
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }
}
