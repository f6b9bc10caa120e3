//! The 22 counties and 368 districts of Taiwan: codes, names, English names.
//!
//! Plain facts, kept in `assets/areas.json`; several of the ministry's area codes may mean one
//! county, because codes outlive mergers.

use std::sync::LazyLock;

use serde::Deserialize;

/// A county or city.
#[derive(Debug, Deserialize)]
pub struct County {
    /// The official code, 8 digits.
    pub code: String,
    /// Its name, written with 臺.
    pub name: String,
    /// Its English name.
    pub english: String,
    /// The ministry's two-digit area codes.
    pub moe: Vec<String>,
    /// Its districts, in the order of their codes.
    pub districts: Vec<District>,
}

/// A district, township or town.
#[derive(Debug, Deserialize)]
pub struct District {
    /// The official code, 8 digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its English name.
    pub english: String,
}

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| {
    // invariant: the file is part of the program, and a test reads it.
    serde_json::from_str(include_str!("../../../assets/areas.json")).unwrap_or_default()
});

/// Every county, in the order of the official codes.
#[must_use]
pub fn counties() -> &'static [County] {
    &COUNTIES
}

impl County {
    /// The county of that name, written with 臺 or 台.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        counties().iter().find(|county| same(&county.name, name))
    }

    /// The county with one of the ministry's area codes.
    #[must_use]
    pub fn by_area_code(code: &str) -> Option<&'static Self> {
        counties().iter().find(|county| county.moe.iter().any(|known| known == code))
    }

    /// The county whose name `text` begins with, and what follows.
    #[must_use]
    pub fn at_start(text: &str) -> Option<(&'static Self, &str)> {
        counties().iter().find_map(|county| Some((county, rest_after(&county.name, text)?)))
    }

    /// The district of that name, if this county has it.
    #[must_use]
    pub fn district(&self, name: &str) -> Option<&District> {
        self.districts.iter().find(|district| same(&district.name, name))
    }

    /// The district with the longest name that `text` begins with.
    #[must_use]
    pub fn district_at_start(&self, text: &str) -> Option<&District> {
        let begins = |district: &&District| rest_after(&district.name, text).is_some();
        self.districts.iter().filter(begins).max_by_key(|district| district.name.len())
    }

    /// Whether an area code (`01`) or an official code (`65000`, `65000000`) is this county's.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.moe.iter().any(|known| known == code) || (code.len() >= 5 && self.code.starts_with(code))
    }
}

/// The county with this official code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static County> {
    counties().iter().find(|county| county.code == code)
}

/// A county that has a district of that name.
#[must_use]
pub fn county_with_district(name: &str) -> Option<&'static County> {
    counties().iter().find(|county| county.district(name).is_some())
}

/// The official character for Taiwan: 台 and 臺 are one.
fn official(c: char) -> char {
    if c == '台' { '臺' } else { c }
}

fn same(name: &str, written: &str) -> bool {
    rest_after(name, written).is_some_and(str::is_empty)
}

fn rest_after<'t>(name: &str, text: &'t str) -> Option<&'t str> {
    let mut rest = text.chars();
    name.chars().all(|wanted| rest.next().map(official) == Some(wanted)).then_some(rest.as_str())
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn has_22_counties_and_368_districts() {
        assert_eq!(counties().len(), 22);
        assert_eq!(counties().iter().map(|county| county.districts.len()).sum::<usize>(), 368);
        for county in counties() {
            assert!(!county.english.is_empty() && !county.moe.is_empty(), "{}", county.name);
            for district in &county.districts {
                assert_eq!(district.code[..5], county.code[..5], "{}", district.name);
                assert!(!district.english.is_empty());
            }
        }
    }

    #[test]
    fn merged_area_codes_lead_to_one_county() {
        for (name, codes) in [("臺中市", vec!["06", "19"]), ("臺南市", vec!["11", "21"])] {
            for code in codes {
                assert_eq!(County::by_area_code(code).unwrap().name, name);
            }
        }
        assert_eq!(County::by_name("台北市").unwrap().moe.len(), 13);
    }

    #[test]
    fn finds_districts_whose_names_hold_a_suffix() {
        let found = |county: &str, text: &str| {
            County::by_name(county).unwrap().district_at_start(text).map(|district| district.name.clone())
        };
        assert_eq!(found("高雄市", "前鎮區中山三路").as_deref(), Some("前鎮區"));
        assert_eq!(found("高雄市", "左營區").as_deref(), Some("左營區"));
        assert_eq!(found("桃園市", "平鎮區").as_deref(), Some("平鎮區"));
        assert_eq!(found("臺南市", "左鎮區").as_deref(), Some("左鎮區"));
        assert_eq!(found("雲林縣", "台西鄉").as_deref(), Some("臺西鄉"));
        assert_eq!(found("臺南市", "永和區"), None);
    }
}
