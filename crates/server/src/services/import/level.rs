//! School levels (學制), and what a school's code tells about its level.

pub use contract::api::school::SchoolLevel as Level;

/// The ministry's words for a level.
pub trait LevelWord: Sized {
    /// The ministry's word, which is also the stable text in files and in the database.
    #[must_use]
    fn word(self) -> &'static str;

    /// Reads the ministry's word or an English one.
    #[must_use]
    fn from_word(word: &str) -> Option<Self>;

    /// What name and code say where a file has no column for it: an attached department by its
    /// name, everything else by the fourth character of the code.
    #[must_use]
    fn from_name_and_code(name: &str, code: &str) -> Option<Self>;
}

const fn other_words(level: Level) -> &'static [&'static str] {
    match level {
        Level::Kindergarten => &["幼稚園", "kindergarten"],
        Level::Elementary => &["國民小學", "elementary", "elementary_school", "primary"],
        Level::JuniorHigh => &["國民中學", "junior", "junior_high", "junior_high_school"],
        Level::SeniorHigh => &["高中", "高職", "高級中等學校", "senior", "senior_high", "senior_high_school"],
        Level::College => &["大專校院", "大學", "專科", "college", "university"],
        Level::Special => &["特殊教育", "特教學校", "special"],
    }
}

impl LevelWord for Level {
    fn word(self) -> &'static str {
        match self {
            Self::Kindergarten => "幼兒園",
            Self::Elementary => "國小",
            Self::JuniorHigh => "國中",
            Self::SeniorHigh => "高中職",
            Self::College => "大專",
            Self::Special => "特教",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let folded = word.to_ascii_lowercase().replace([' ', '-'], "_");
        let mut levels = Self::ALL.into_iter();
        levels.find(|level| level.word() == folded || other_words(*level).contains(&folded.as_str()))
    }

    fn from_name_and_code(name: &str, code: &str) -> Option<Self> {
        if name.contains("國小部") {
            return Some(Self::Elementary);
        }
        if name.contains("國中部") {
            return Some(Self::JuniorHigh);
        }
        if code.len() == 4 {
            return Some(Self::College);
        }
        match code.as_bytes().get(3)? {
            b'3' | b'4' | b'B' | b'C' => Some(Self::SeniorHigh),
            b'5' => Some(Self::JuniorHigh),
            b'6'..=b'8' => Some(Self::Elementary),
            b'K' | b'Y' | b'Z' => Some(Self::Kindergarten),
            _ => None,
        }
    }
}
