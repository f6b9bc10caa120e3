//! `rules::fold`.

use contract::rules::fold::{fold, fold_compact};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds, text_of};

#[wasm_bindgen_test(unsupported = test)]
fn folds_every_full_width_form() {
    let printable: String = ('!'..='~').collect();
    assert_eq!(fold(&full_width(&printable)), printable);
}

#[wasm_bindgen_test(unsupported = test)]
fn leaves_other_characters_alone() {
    assert_eq!(fold("民國90年 王小明 é"), "民國90年 王小明 é");
}

#[wasm_bindgen_test(unsupported = test)]
fn trims_spaces_and_drops_invisible_characters() {
    assert_eq!(fold("\u{FEFF}\u{3000} a\u{200B}b\u{A0}c\t\r\n"), "ab c");
    assert_eq!(fold_compact(" 12\u{2013}3\u{3000}4-5 "), "12345");
}

#[wasm_bindgen_test(unsupported = test)]
fn folding_twice_changes_nothing_more() {
    holds(any_text(), |text| {
        let once = fold(&text);
        assert_eq!(fold(&once), once);
        assert_eq!(once.trim_matches(' '), once);
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn full_width_reads_as_plain() {
    holds(text_of("azAZ09 -./@_", 0..20), |text| {
        assert_eq!(fold(&full_width(&text)), fold(&text));
    });
}
