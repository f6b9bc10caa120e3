//! `rules::school`.

use contract::api::school::{
    CountyName, DistrictName, SchoolDirectory, SchoolKey, SchoolLevel, ZhuyinInitial,
};
use contract::rules::school::SchoolIndex;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds};

fn directory() -> SchoolDirectory {
    let county = |zh: &str, en: &str| CountyName { zh: zh.into(), en: en.into() };
    let district = |county, zh: &str, en: &str| DistrictName { county, zh: zh.into(), en: en.into() };
    let sound = |symbol: &str, characters: &str| ZhuyinInitial {
        symbol: symbol.into(),
        characters: characters.into(),
    };
    SchoolDirectory {
        counties: vec![county("臺南市", "Tainan City"), county("臺中市", "Taichung City")],
        districts: vec![
            district(0, "佳里區", "Jiali District"),
            district(0, "北門區", "Beimen District"),
            district(1, "西屯區", "Xitun District"),
        ],
        codes: "110405\n114601\n194898\n194898\n060F01".into(),
        names:
            "國立北門農工\n市立北門國小\n市立曉光示範國小\n市立曉光示範國小附設國中部\n市立臺中特殊教育學校"
                .into(),
        levels: "sejjx".into(),
        county: vec![0, 0, 1, 1, 1],
        district: vec![1, 2, 3, 3, 0],
        without_personal_data: vec![4],
        zhuyin: vec![
            sound("ㄅ", "北"),
            sound("ㄇ", "門"),
            sound("ㄋ", "農"),
            sound("ㄍ", "工國光"),
            sound("ㄊ", "臺特"),
        ],
    }
}

fn names(text: &str) -> Vec<String> {
    let index = SchoolIndex::new(&directory());
    let found = index.search(text, 20);
    found.places.iter().map(|at| index.schools()[*at].name.clone()).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn both_forms_of_tai_are_one() {
    assert_eq!(names("台中特殊"), ["市立臺中特殊教育學校"]);
    assert_eq!(names("臺中特殊"), ["市立臺中特殊教育學校"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_stands_before_a_name_may_be_left_out() {
    assert_eq!(names("北門農工"), ["國立北門農工"]);
    assert_eq!(names("國立北門農工"), ["國立北門農工"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn short_and_long_forms_find_each_other() {
    for text in ["北門國小", "北門國民小學", "北門國民小", "市立北門國小"] {
        assert_eq!(names(text), ["市立北門國小"], "{text}");
    }
    assert_eq!(names("北門高級農工職業學校"), ["國立北門農工"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_comes_before_a_place() {
    assert_eq!(names("北門"), ["國立北門農工", "市立北門國小"]);
    assert_eq!(names("佳里"), ["國立北門農工"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn place_and_name_may_stand_together() {
    assert_eq!(names("台南北農工"), ["國立北門農工"]);
    assert_eq!(names("佳里 農工"), ["國立北門農工"]);
    assert_eq!(names("西屯 農工"), [""; 0]);
}

#[wasm_bindgen_test(unsupported = test)]
fn codes_are_found_in_any_form() {
    assert_eq!(names("110405"), ["國立北門農工"]);
    assert_eq!(names(&full_width("060f")), ["市立臺中特殊教育學校"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn zhuyin_stands_for_the_start_of_a_syllable() {
    assert_eq!(names("ㄅㄇㄋㄍ"), ["國立北門農工"]);
    assert_eq!(names("北門ㄋㄍ"), ["國立北門農工"]);
    assert_eq!(names("ㄅˇㄇˊ"), ["國立北門農工", "市立北門國小"]);
    assert_eq!(names("ㄈ"), [""; 0]);
}

#[wasm_bindgen_test(unsupported = test)]
fn english_names_of_places_are_found() {
    assert_eq!(names("jiali"), ["國立北門農工"]);
    assert_eq!(names("Tainan District"), ["國立北門農工", "市立北門國小"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_attached_department_is_a_school_of_its_own() {
    let index = SchoolIndex::new(&directory());
    assert_eq!(names("曉光").len(), 2);
    let key = SchoolKey { code: "194898".into(), level: SchoolLevel::JuniorHigh };
    assert!(index.place_of(&key).is_some());
}

#[wasm_bindgen_test(unsupported = test)]
fn more_is_counted_than_listed() {
    let index = SchoolIndex::new(&directory());
    let found = index.search("曉光", 1);
    assert_eq!((found.total, found.places.len()), (2, 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_finds_nothing() {
    for text in ["", "   ", "　", "，、", "ˊˇ", "不存在", "💥", "\u{0}"] {
        assert_eq!(names(text), [""; 0], "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_cascade_leads_to_every_school() {
    let index = SchoolIndex::new(&directory());
    let mut seen = Vec::new();
    for county in 0..index.counties().len() {
        for district in index.districts_of(county) {
            for level in index.levels_of(county, district) {
                seen.extend(index.schools_of(county, district, level));
            }
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, [0, 1, 2, 3, 4]);
    assert_eq!(index.districts_of(1), [0, 3]);
    assert!(index.district(0).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn marks_who_cannot_use_personal_data() {
    let index = SchoolIndex::new(&directory());
    let marked: Vec<bool> = index.schools().iter().map(|school| school.has_personal_data).collect();
    assert_eq!(marked, [true, true, true, true, false]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_broken_directory_is_shortened() {
    let mut broken = directory();
    broken.county = vec![9, 9];
    broken.levels = "s?jjx".into();
    let index = SchoolIndex::new(&broken);
    assert_eq!(index.schools().len(), 1);
    assert!(index.county(&index.schools()[0]).is_none());
    assert_eq!(index.search("北門", 9).total, 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn no_text_is_too_much() {
    let index = SchoolIndex::new(&directory());
    holds(any_text(), |text| {
        let found = index.search(&text, 3);
        assert!(found.places.len() <= 3 && found.places.len() <= found.total);
    });
}
