//! Schools, for finding one's own among all of them.

use serde::{Deserialize, Serialize};

/// What kind of school it is (學制). Half of a school's key: an attached department has the code of
/// the school it is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SchoolLevel {
    /// 幼兒園.
    Kindergarten,
    /// 國小.
    Elementary,
    /// 國中.
    JuniorHigh,
    /// 高中職.
    SeniorHigh,
    /// 大專.
    College,
    /// 特教.
    Special,
}

impl SchoolLevel {
    /// Every level, the youngest pupils first.
    pub const ALL: [Self; 6] = [
        Self::Kindergarten,
        Self::Elementary,
        Self::JuniorHigh,
        Self::SeniorHigh,
        Self::College,
        Self::Special,
    ];

    /// The stable text, as on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kindergarten => "kindergarten",
            Self::Elementary => "elementary",
            Self::JuniorHigh => "junior_high",
            Self::SeniorHigh => "senior_high",
            Self::College => "college",
            Self::Special => "special",
        }
    }

    /// The one letter that stands for it in [`SchoolDirectory::levels`].
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Kindergarten => 'k',
            Self::Elementary => 'e',
            Self::JuniorHigh => 'j',
            Self::SeniorHigh => 's',
            Self::College => 'c',
            Self::Special => 'x',
        }
    }

    /// Reads the letter.
    #[must_use]
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.letter() == letter)
    }
}

/// Which school: the ministry's code alone does not tell an attached department from its school.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SchoolKey {
    /// The ministry's code, four or six characters.
    pub code: String,
    /// Its level.
    pub level: SchoolLevel,
}

/// Every school, by columns: small on the wire and quick to read. The n-th entry of each column
/// belongs to the n-th school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchoolDirectory {
    /// The counties and cities, in the ministry's order.
    pub counties: Vec<CountyName>,
    /// The districts, county by county.
    pub districts: Vec<DistrictName>,
    /// The codes, with a line feed between two.
    pub codes: String,
    /// The names, with a line feed between two.
    pub names: String,
    /// One letter for each ([`SchoolLevel::letter`]).
    pub levels: String,
    /// The county of each, as its place in `counties`.
    pub county: Vec<u32>,
    /// The district of each, as its place in `districts` plus one; 0 where it is not known.
    pub district: Vec<u32>,
    /// The places of schools whose pupils cannot prove themselves by personal data.
    pub without_personal_data: Vec<u32>,
    /// For typing by Zhuyin: each first symbol, and the characters of the names that can begin with it.
    pub zhuyin: Vec<ZhuyinInitial>,
}

/// A county or city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountyName {
    /// In Chinese, as the ministry writes it (臺).
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A district of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DistrictName {
    /// The county's place in [`SchoolDirectory::counties`].
    pub county: u32,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A Zhuyin symbol that syllables begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZhuyinInitial {
    /// The symbol, ㄅ to ㄩ.
    pub symbol: String,
    /// Characters that can be read with it.
    pub characters: String,
}
