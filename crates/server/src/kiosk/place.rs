//! What a school calls the place where its computers stand.

use serde::{Deserialize, Serialize};

/// A name such as `電腦教室 3`. Everybody who sits there reads it, so it names a place, not a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place(String);

/// Why a text is no place's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceError {
    /// It is empty.
    Empty,
    /// It has more than [`Place::CHARACTERS_MAX`] characters.
    TooLong,
    /// It has a line break or another character that is not seen.
    Unseen,
}

impl std::fmt::Display for PlaceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("name the place, e.g. 電腦教室 3"),
            Self::TooLong => {
                write!(f, "the place's name has more than {} characters", Place::CHARACTERS_MAX)
            }
            Self::Unseen => f.write_str("the place's name has characters that are not seen; type it anew"),
        }
    }
}

impl std::error::Error for PlaceError {}

impl Place {
    /// The longest name, so that a link stays shorter than a cookie may be.
    pub const CHARACTERS_MAX: usize = 30;

    /// The name in `text`, without the spaces around it.
    ///
    /// # Errors
    /// When it is empty, too long, or has characters that are not seen.
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let name = text.trim();
        if name.is_empty() {
            return Err(PlaceError::Empty);
        }
        if name.chars().count() > Self::CHARACTERS_MAX {
            return Err(PlaceError::TooLong);
        }
        if name.chars().any(is_unseen) {
            return Err(PlaceError::Unseen);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, and those that join, turn or hide text (Unicode's Cf as far as it is typed).
const fn is_unseen(character: char) -> bool {
    character.is_ascii_control()
        || matches!(
            character,
            '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}

impl TryFrom<String> for Place {
    type Error = PlaceError;

    fn try_from(text: String) -> Result<Self, PlaceError> {
        Self::parse(&text)
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_wall_could_show() {
        for (text, name) in
            [(" 電腦教室 3 ", "電腦教室 3"), ("Library", "Library"), ("圖書館‧二樓", "圖書館‧二樓")]
        {
            assert_eq!(Place::parse(text).unwrap().as_str(), name);
        }
        let long = "室".repeat(Place::CHARACTERS_MAX + 1);
        for (text, error) in [
            ("", PlaceError::Empty),
            (" \u{3000} ", PlaceError::Empty),
            (&long, PlaceError::TooLong),
            ("a\nb", PlaceError::Unseen),
            ("a\u{202e}b", PlaceError::Unseen),
            ("a\u{200b}b", PlaceError::Unseen),
        ] {
            assert_eq!(Place::parse(text), Err(error), "{text:?}");
        }
    }
}
