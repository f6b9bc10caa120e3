//! Finding one's school among all of them: by typing a part of its name, and by choosing county,
//! district and level. Everything is prepared once, so that each keystroke only compares.

mod letters;
mod rank;

use crate::api::school::{CountyName, DistrictName, SchoolDirectory, SchoolKey, SchoolLevel};
use crate::rules::school::letters::{Letter, Sounds, expanded, letters};
use crate::rules::school::rank::Words;

/// A school, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its key.
    pub key: SchoolKey,
    /// Its name.
    pub name: String,
    /// Its county's place in the directory.
    pub county: usize,
    /// Its district's place in the directory plus one; 0 where it is not known.
    pub district: usize,
    /// Whether its pupils can prove themselves by personal data.
    pub has_personal_data: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many schools fit.
    pub total: usize,
    /// The best of them, as places in the index.
    pub places: Vec<usize>,
}

/// Every school, ready to be searched.
#[derive(Debug, Clone)]
pub struct SchoolIndex {
    counties: Vec<CountyName>,
    districts: Vec<DistrictName>,
    schools: Vec<School>,
    traces: Vec<Trace>,
    sounds: Sounds,
}

/// What a search compares with.
#[derive(Debug, Clone)]
struct Trace {
    code: String,
    /// The name as it is written.
    name: Vec<Letter>,
    /// County, district and the name in full, one after the other.
    whole: Vec<Letter>,
    /// County and district in English.
    english: String,
}

impl SchoolIndex {
    /// Prepares a directory. Columns that are too short leave the last schools out; nothing panics.
    #[must_use]
    pub fn new(directory: &SchoolDirectory) -> Self {
        let sounds = Sounds::new(&directory.zhuyin);
        let mut index = Self {
            counties: directory.counties.clone(),
            districts: directory.districts.clone(),
            schools: Vec::new(),
            traces: Vec::new(),
            sounds,
        };
        let without =
            |at: usize| u32::try_from(at).is_ok_and(|at| directory.without_personal_data.contains(&at));
        let columns = directory.codes.split('\n').zip(directory.names.split('\n'));
        let places = directory.county.iter().zip(&directory.district);
        for (at, (((code, name), letter), (county, district))) in
            columns.zip(directory.levels.chars()).zip(places).enumerate()
        {
            let Some(level) = SchoolLevel::from_letter(letter) else {
                continue;
            };
            let (county, district) = (*county as usize, *district as usize);
            let key = SchoolKey { code: code.to_owned(), level };
            let has_personal_data = !without(at);
            let school = School { key, name: name.to_owned(), county, district, has_personal_data };
            index.traces.push(index.trace(&school));
            index.schools.push(school);
        }
        index
    }

    /// Every school, in the order of the directory.
    #[must_use]
    pub fn schools(&self) -> &[School] {
        &self.schools
    }

    /// One school.
    #[must_use]
    pub fn school(&self, place: usize) -> Option<&School> {
        self.schools.get(place)
    }

    /// Where the school of a key is.
    #[must_use]
    pub fn place_of(&self, key: &SchoolKey) -> Option<usize> {
        self.schools.iter().position(|school| school.key == *key)
    }

    /// The counties and cities, in the ministry's order.
    #[must_use]
    pub fn counties(&self) -> &[CountyName] {
        &self.counties
    }

    /// A school's county.
    #[must_use]
    pub fn county(&self, school: &School) -> Option<&CountyName> {
        self.counties.get(school.county)
    }

    /// The district of that number, counted from one.
    #[must_use]
    pub fn district(&self, number: usize) -> Option<&DistrictName> {
        self.districts.get(number.checked_sub(1)?)
    }

    /// The districts of a county that have schools; 0 stands for schools whose district is not known.
    #[must_use]
    pub fn districts_of(&self, county: usize) -> Vec<usize> {
        let here = self.schools.iter().filter(|school| school.county == county);
        sorted(here.map(|school| school.district))
    }

    /// The levels that a district has schools of.
    #[must_use]
    pub fn levels_of(&self, county: usize, district: usize) -> Vec<SchoolLevel> {
        let here = self.schools.iter().filter(|it| it.county == county && it.district == district);
        sorted(here.map(|school| school.key.level))
    }

    /// The schools of a level in a district, as places in the index.
    #[must_use]
    pub fn schools_of(&self, county: usize, district: usize, level: SchoolLevel) -> Vec<usize> {
        let fits = |it: &School| it.county == county && it.district == district && it.key.level == level;
        let places = self.schools.iter().enumerate();
        places.filter(|(_, school)| fits(school)).map(|(at, _)| at).collect()
    }

    /// The schools that fit what was typed, the best `limit` of them first to last. Every word has to
    /// fit: a code, a part of the name or of the place, characters of them in order, or Zhuyin.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Found {
        let words = Words::read(text, &self.sounds);
        if words.is_empty() {
            return Found::default();
        }
        let ranked = self.traces.iter().enumerate();
        let mut ranked: Vec<_> =
            ranked.filter_map(|(at, trace)| Some((words.rank(trace)?, trace.name.len(), at))).collect();
        let total = ranked.len();
        // Thousands may fit a single character; only those that are listed have to be in order.
        if limit < total {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        let places = ranked.into_iter().map(|(_, _, at)| at).collect();
        Found { total, places }
    }

    fn trace(&self, school: &School) -> Trace {
        let (county, district) = (self.county(school), self.district(school.district));
        let zh = [county.map_or("", |it| &it.zh), district.map_or("", |it| &it.zh)].concat();
        let en = [county.map_or("", |it| &it.en), " ", district.map_or("", |it| &it.en)].concat();
        Trace {
            code: school.key.code.to_ascii_lowercase(),
            name: letters(&school.name, &self.sounds),
            whole: letters(&(zh + &expanded(&school.name)), &self.sounds),
            english: en.to_ascii_lowercase(),
        }
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}
