//! Choosing a school from county down: what a choice clears, and what it chooses by itself because
//! there is nothing else.

use contract::api::school::SchoolLevel;
use contract::rules::school::SchoolIndex;

/// What is chosen so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SchoolChoice {
    /// The county's place.
    pub(crate) county: Option<usize>,
    /// The district's number; 0 for schools whose district is not known.
    pub(crate) district: Option<usize>,
    /// The level.
    pub(crate) level: Option<SchoolLevel>,
    /// The school's place.
    pub(crate) school: Option<usize>,
}

impl SchoolChoice {
    /// Chooses a county; everything below it is chosen anew.
    pub(crate) fn of_county(index: &SchoolIndex, county: Option<usize>) -> Self {
        let districts = county.map(|county| index.districts_of(county)).unwrap_or_default();
        Self { county, ..Self::default() }.in_district(index, only(&districts))
    }

    /// Chooses a district.
    pub(crate) fn in_district(self, index: &SchoolIndex, district: Option<usize>) -> Self {
        let chosen = Self { district, level: None, school: None, ..self };
        chosen.at_level(index, only(&chosen.levels(index)))
    }

    /// Chooses a level.
    pub(crate) fn at_level(self, index: &SchoolIndex, level: Option<SchoolLevel>) -> Self {
        let chosen = Self { level, school: None, ..self };
        Self { school: only(&chosen.schools(index)), ..chosen }
    }

    /// Chooses a school, and everything above it.
    pub(crate) fn of_school(index: &SchoolIndex, place: usize) -> Self {
        index.school(place).map_or_else(Self::default, |school| Self {
            county: Some(school.county),
            district: Some(school.district),
            level: Some(school.key.level),
            school: Some(place),
        })
    }

    /// The districts to choose from.
    pub(crate) fn districts(self, index: &SchoolIndex) -> Vec<usize> {
        self.county.map(|county| index.districts_of(county)).unwrap_or_default()
    }

    /// The levels to choose from.
    pub(crate) fn levels(self, index: &SchoolIndex) -> Vec<SchoolLevel> {
        let levels = || Some(index.levels_of(self.county?, self.district?));
        levels().unwrap_or_default()
    }

    /// The schools to choose from.
    pub(crate) fn schools(self, index: &SchoolIndex) -> Vec<usize> {
        let schools = || Some(index.schools_of(self.county?, self.district?, self.level?));
        schools().unwrap_or_default()
    }
}

fn only<T: Copy>(items: &[T]) -> Option<T> {
    match items {
        [only] => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use contract::api::school::{CountyName, DistrictName, SchoolDirectory};

    use super::*;

    fn index() -> SchoolIndex {
        let county = |zh: &str| CountyName { zh: zh.into(), en: zh.into() };
        let district = |county, zh: &str| DistrictName { county, zh: zh.into(), en: zh.into() };
        SchoolIndex::new(&SchoolDirectory {
            counties: vec![county("臺南市"), county("臺中市")],
            districts: vec![district(0, "佳里區"), district(1, "西屯區"), district(1, "北區")],
            codes: "1\n2\n3".into(),
            names: "甲\n乙\n丙".into(),
            levels: "see".into(),
            county: vec![0, 1, 1],
            district: vec![1, 2, 3],
            without_personal_data: Vec::new(),
            zhuyin: Vec::new(),
        })
    }

    #[test]
    fn what_is_alone_chooses_itself_all_the_way_down() {
        let choice = SchoolChoice::of_county(&index(), Some(0));
        assert_eq!(choice, SchoolChoice::of_school(&index(), 0));
    }

    #[test]
    fn another_county_clears_what_is_below() {
        let choice = SchoolChoice::of_county(&index(), Some(1));
        assert_eq!((choice.district, choice.level, choice.school), (None, None, None));
        assert_eq!(choice.districts(&index()), [2, 3]);
        let choice = choice.in_district(&index(), Some(3));
        assert_eq!(choice.school, Some(2));
    }

    #[test]
    fn nothing_chosen_offers_nothing() {
        let choice = SchoolChoice::of_county(&index(), None);
        assert_eq!(choice, SchoolChoice::default());
        assert!(choice.districts(&index()).is_empty() && choice.schools(&index()).is_empty());
        assert_eq!(SchoolChoice::of_school(&index(), 99), choice);
    }
}
