//! Every school, for the school picker.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::api::school::{CountyName, DistrictName, SchoolDirectory, ZhuyinInitial};
use pinyin::ToPinyinMulti as _;

use crate::app::App;
use crate::services::import::areas::counties;
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::refusal::Refusal;
use crate::store::school::{self, Entry};

/// The schools by columns.
///
/// # Errors
/// When the database fails.
pub async fn directory(app: &App) -> Result<SchoolDirectory, Refusal> {
    let schools = school::entries(&app.store).await?;
    let areas = Areas::new();
    let known = schools.iter().filter_map(|school| Some((school, Level::from_word(&school.level)?)));
    let known: Vec<(&Entry, Level)> = known.collect();
    let names: Vec<&str> = known.iter().map(|(school, _)| school.name.as_str()).collect();
    let is_off = |(place, (school, _)): (usize, &(&Entry, Level))| {
        is_off(app, school).then(|| u32::try_from(place).unwrap_or_default())
    };
    Ok(SchoolDirectory {
        codes: known.iter().map(|(school, _)| school.code.as_str()).collect::<Vec<_>>().join("\n"),
        levels: known.iter().map(|(_, level)| level.letter()).collect(),
        county: known.iter().map(|(school, _)| areas.county(school)).collect(),
        district: known.iter().map(|(school, _)| areas.district(school)).collect(),
        without_personal_data: known.iter().enumerate().filter_map(is_off).collect(),
        zhuyin: zhuyin(&names),
        names: names.join("\n"),
        counties: areas.counties,
        districts: areas.districts,
    })
}

/// Whether pupils of this school can prove themselves by personal data.
///
/// # Errors
/// When the database fails.
pub async fn takes_personal_data(app: &App, code: &str) -> Result<bool, Refusal> {
    let schools = school::entries_of(&app.store, code).await?;
    Ok(!schools.iter().any(|school| is_off(app, school)) && app.config.recovery.personal_data)
}

fn is_off(app: &App, school: &Entry) -> bool {
    let settings = &app.config.recovery;
    !settings.personal_data
        || settings.personal_data_off_schools.contains(&school.code)
        || settings.personal_data_off_counties.contains(&school.county)
}

/// Counties and districts with their places in the directory.
struct Areas {
    counties: Vec<CountyName>,
    districts: Vec<DistrictName>,
    county_places: HashMap<&'static str, u32>,
    district_places: HashMap<(&'static str, &'static str), u32>,
}

impl Areas {
    fn new() -> Self {
        let mut areas = Self {
            counties: Vec::new(),
            districts: Vec::new(),
            county_places: HashMap::new(),
            district_places: HashMap::new(),
        };
        for (county, place) in counties().iter().zip(0..) {
            areas.county_places.insert(&county.name, place);
            areas.counties.push(CountyName { zh: county.name.clone(), en: county.english.clone() });
            for district in &county.districts {
                areas.districts.push(DistrictName {
                    county: place,
                    zh: district.name.clone(),
                    en: district.english.clone(),
                });
                let count = u32::try_from(areas.districts.len()).unwrap_or_default();
                areas.district_places.insert((&county.name, &district.name), count);
            }
        }
        areas
    }

    fn county(&self, school: &Entry) -> u32 {
        self.county_places.get(school.county.as_str()).copied().unwrap_or_default()
    }

    /// The district's place plus one; 0 where it is not known.
    fn district(&self, school: &Entry) -> u32 {
        let district = school.district.as_deref().unwrap_or_default();
        self.district_places.get(&(school.county.as_str(), district)).copied().unwrap_or_default()
    }
}

/// For each Zhuyin symbol, the names' characters that a reading of theirs begins with.
fn zhuyin(names: &[&str]) -> Vec<ZhuyinInitial> {
    let characters: BTreeSet<char> = names.iter().flat_map(|name| name.chars()).collect();
    let mut by_symbol: BTreeMap<char, String> = BTreeMap::new();
    for character in characters {
        let readings = character.to_pinyin_multi().into_iter().flat_map(|multi| multi.into_iter());
        let symbols: BTreeSet<char> = readings.filter_map(|reading| symbol(reading.plain())).collect();
        for symbol in symbols {
            by_symbol.entry(symbol).or_default().push(character);
        }
    }
    let entries = by_symbol.into_iter();
    entries.map(|(symbol, characters)| ZhuyinInitial { symbol: symbol.into(), characters }).collect()
}

/// The first Zhuyin symbol of a syllable in Hanyu Pinyin without its tone.
fn symbol(syllable: &str) -> Option<char> {
    const STARTS: [(&str, char); 34] = [
        ("zh", 'ㄓ'),
        ("ch", 'ㄔ'),
        ("sh", 'ㄕ'),
        ("b", 'ㄅ'),
        ("p", 'ㄆ'),
        ("m", 'ㄇ'),
        ("f", 'ㄈ'),
        ("d", 'ㄉ'),
        ("t", 'ㄊ'),
        ("n", 'ㄋ'),
        ("l", 'ㄌ'),
        ("g", 'ㄍ'),
        ("k", 'ㄎ'),
        ("h", 'ㄏ'),
        ("j", 'ㄐ'),
        ("q", 'ㄑ'),
        ("x", 'ㄒ'),
        ("r", 'ㄖ'),
        ("z", 'ㄗ'),
        ("c", 'ㄘ'),
        ("s", 'ㄙ'),
        ("yu", 'ㄩ'),
        ("yong", 'ㄩ'),
        ("y", 'ㄧ'),
        ("w", 'ㄨ'),
        ("er", 'ㄦ'),
        ("ai", 'ㄞ'),
        ("ei", 'ㄟ'),
        ("ao", 'ㄠ'),
        ("ou", 'ㄡ'),
        ("ang", 'ㄤ'),
        ("an", 'ㄢ'),
        ("en", 'ㄣ'),
        ("a", 'ㄚ'),
    ];
    let start = STARTS.into_iter().find(|(start, _)| syllable.starts_with(start));
    start.map(|(_, symbol)| symbol).or_else(|| match syllable.chars().next()? {
        'o' => Some('ㄛ'),
        'e' => Some('ㄜ'),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_begin_with_their_symbol() {
        let read =
            ["bei", "men", "nong", "gong", "yong", "yuan", "er", "wu", "ai", "shi", "zhong"].map(symbol);
        assert_eq!(read, ['ㄅ', 'ㄇ', 'ㄋ', 'ㄍ', 'ㄩ', 'ㄩ', 'ㄦ', 'ㄨ', 'ㄞ', 'ㄕ', 'ㄓ'].map(Some));
    }

    #[test]
    fn characters_stand_under_every_reading() {
        let table = zhuyin(&["國立北門農工", "樂重"]);
        let of = |wanted: &str| {
            table.iter().find(|entry| entry.symbol == wanted).map_or("", |entry| &entry.characters)
        };
        assert!(of("ㄅ").contains('北') && of("ㄇ").contains('門') && of("ㄋ").contains('農'));
        assert!(of("ㄌ").contains('樂') && of("ㄩ").contains('樂'), "樂 is read ㄌㄜˋ and ㄩㄝˋ");
        assert!(of("ㄓ").contains('重') && of("ㄔ").contains('重'));
    }
}
