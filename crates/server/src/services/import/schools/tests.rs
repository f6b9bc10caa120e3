//! Files of schools, as found and as broken.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::services::import::Line;
use crate::services::import::problem::Problem as _;

type Found = Line<SchoolRow, SchoolProblem>;

fn all(text: &str) -> Vec<Found> {
    read(text.as_bytes(), None).unwrap().map(Result::unwrap).collect()
}

fn good(text: &str) -> Vec<SchoolRow> {
    all(text)
        .into_iter()
        .filter_map(|line| if let Line::Good { row, .. } = line { Some(row) } else { None })
        .collect()
}

/// The code and the line of whatever is said about a file.
fn said(text: &str) -> Vec<(u64, &'static str)> {
    all(text)
        .iter()
        .filter_map(|line| match line {
            Line::Good { .. } => None,
            Line::Bad(report) | Line::Notice(report) => Some((report.line, report.problem.code())),
        })
        .collect()
}

const OWN: &str = "code,name,county,district,level,source_year\n";
const DIRECTORY: &str = "學年度,代碼,學校名稱,公/私立,縣市名稱,地址,電話,網址\n";

#[test]
fn reads_the_projects_own_columns() {
    let rows = good(&format!(
        "{OWN}019901,示範高中,新北市,淡水區,高中職,2020 snapshot\n019901,示範高中附設國小部,新北市,淡水區,國小,114\n"
    ));
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].level, rows[0].year), (Level::SeniorHigh, Some(109)));
    assert_eq!((rows[1].level, rows[1].year), (Level::Elementary, Some(114)));
}

#[test]
fn reads_the_ministrys_directory() {
    let rows = good(&format!(
        "\u{feff}{DIRECTORY}114,014699,市立示範國小,公立,[01]新北市,[234]新北市永和區示範路1號,(02)2900-0000,www.example.edu.tw\r\n\
         114,593699,市立前鎮示範國小,公立,[59]高雄市,[806]高雄市前鎮區示範路2號,,\r\n\
         114,333399,示範高中附設國中部,私立,[33]台北市,台北市大安區示範路3號,02 2900 0000 轉 12,https://example.edu.tw/a?b=c\r\n\
         114,114699,市立左鎮示範國小,公立,[11]臺南市,713臺南市左鎮區示範路4號,,\r\n"
    ));
    let found: Vec<_> = rows.iter().map(|row| (row.county, row.district.unwrap_or(""), row.level)).collect();
    assert_eq!(
        found,
        [
            ("新北市", "永和區", Level::Elementary),
            ("高雄市", "前鎮區", Level::Elementary),
            ("臺北市", "大安區", Level::JuniorHigh),
            ("臺南市", "左鎮區", Level::Elementary),
        ]
    );
    assert_eq!(rows[0].address.as_deref(), Some("新北市永和區示範路1號"));
    assert_eq!(rows[0].website.as_deref(), Some("http://www.example.edu.tw"));
}

#[test]
fn reads_the_ministrys_statistics_by_school() {
    let text = "學年度,縣市代碼,縣市名稱,鄉鎮市區,學校代碼,學校名稱,班級數\n114,19,臺中市,東勢區,194699,市立示範國小,12\n";
    let rows = good(text);
    assert_eq!((rows[0].county, rows[0].district), ("臺中市", Some("東勢區")));
    assert_eq!(said(text), [(1, "row.column_unknown")]);
}

#[test]
fn the_level_can_be_told_for_a_whole_file() {
    let text = "code,name,county,district\n014699,示範國中小,新北市,永和區\n";
    let mut rows = read(text.as_bytes(), Some(Level::JuniorHigh)).unwrap();
    let Some(Ok(Line::Good { row, .. })) = rows.next() else { panic!("no row") };
    assert_eq!(row.level, Level::JuniorHigh);
}

#[test]
fn every_kind_of_broken_row_has_its_own_message() {
    let long = "示".repeat(61);
    let rows: Vec<(String, &str)> = [
        (",示範國小,新北市,永和區,國小,114", "school.code_missing"),
        ("01-699,示範國小,新北市,永和區,國小,114", "school.code_characters"),
        ("14699,示範國小,新北市,永和區,國小,114", "school.code_length"),
        ("334699,示範國小,新北市,永和區,國小,114", "school.code_elsewhere"),
        ("014601,,新北市,永和區,國小,114", "school.name_missing"),
        (&format!("014602,{long},新北市,永和區,國小,114"), "school.name_too_long"),
        ("014603,12345,新北市,永和區,國小,114", "school.name_characters"),
        ("014604,示範國小,,永和區,國小,114", "school.county_missing"),
        ("014605,示範國小,示範縣,永和區,國小,114", "school.county_unknown"),
        ("014606,示範國小,[33]新北市,永和區,國小,114", "school.area_code_elsewhere"),
        ("014607,示範國小,新北市,,國小,114", "school.district_missing"),
        ("014608,示範國小,新北市,示範區,國小,114", "school.district_unknown"),
        ("014609,示範國小,新北市,前鎮區,國小,114", "school.district_elsewhere"),
        ("014D10,示範學校,新北市,永和區,,114", "school.level_missing"),
        ("014611,示範國小,新北市,永和區,小學堂,114", "school.level_unknown"),
        ("014612,示範國小,新北市,永和區,國小,一一四", "school.year_not_number"),
        ("014613,示範國小,新北市,永和區,國小,14", "school.year_implausible"),
        ("014614,示範國小,新北市,永和區", "row.cells_too_few"),
        ("014615,示範,國小,新北市,永和區,國小,114", "row.cells_too_many"),
        ("014616,示?國小,新北市,永和區,國小,114", "row.lost_character"),
        ("014617,示\u{fffd}國小,新北市,永和區,國小,114", "row.lost_character"),
        ("014618,示\t範國小,新北市,永和區,國小,114", "row.control_character"),
        ("014619,\"示範國小,新北市,永和區,國小,114", "row.quote_unclosed"),
        ("014620,示範國小,新北市,永和區,國小,114", ""),
        ("014620,示範國小,新北市,永和區,國小,114", "school.repeated"),
        ("014620,示範二小,新北市,永和區,國小,114", "school.contradiction"),
        ("014620,示範舊小,新北市,永和區,國小,113", "school.older_year"),
        (",,,,,", "row.blank"),
    ]
    .into_iter()
    .map(|(row, code)| (row.to_owned(), code))
    .collect();
    let text = rows.iter().fold(OWN.to_owned(), |text, (row, _)| text + row + "\n");
    let expected: Vec<(u64, &str)> = (2..)
        .zip(rows.iter())
        .filter(|(_, (_, code))| !code.is_empty())
        .map(|(line, (_, code))| (line, *code))
        .collect();
    assert_eq!(said(&text), expected);
    assert_eq!(good(&text).len(), 1);
    let kinds: BTreeSet<&str> = expected.iter().map(|(_, code)| *code).collect();
    assert!(kinds.len() >= 20, "{}", kinds.len());
}

#[test]
fn broken_addresses_phones_and_websites_are_told_apart() {
    let long = "路".repeat(121);
    let text = format!(
        "{DIRECTORY}114,014601,示範國小,公立,[01]新北市,示範路1號,,\n\
         114,014602,示範國小,公立,[01]新北市,[100]臺北市中正區示範路1號,,\n\
         114,014603,示範國小,公立,[01]新北市,新北市永和區{long},,\n\
         114,014604,示範國小,公立,[01]新北市,新北市永和區,電話故障,\n\
         114,014605,示範國小,公立,[01]新北市,新北市永和區,,javascript://example.tw\n"
    );
    assert_eq!(
        said(&text),
        [
            (2, "school.address_unreadable"),
            (3, "school.address_elsewhere"),
            (4, "school.address_too_long"),
            (5, "school.phone_unreadable"),
            (6, "school.website_unreadable"),
        ]
    );
    assert_eq!(good(&text).len(), 2);
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let code = |bytes: &[u8]| read(bytes, None).err().map(|problem| problem.code());
    assert_eq!(code(b""), Some("file.empty"));
    assert_eq!(code(b"\n\n"), Some("file.empty"));
    assert_eq!(code(b"\xa5N\xbdX,name\n"), Some("file.not_utf8"));
    assert_eq!(code(b"code,name,county\n"), Some("file.columns_missing"));
    assert_eq!(code("code,代碼,name,county,district\n".as_bytes()), Some("file.column_double"));
    let missing =
        read(&b"code,name\n"[..], None).err().map(|problem| problem.to_string()).unwrap_or_default();
    assert!(missing.contains("county") && missing.contains("地址") && !missing.contains("code"), "{missing}");
}

#[test]
fn a_later_school_year_in_the_same_file_counts() {
    let text = format!("{OWN}014620,舊名,新北市,永和區,國小,113\n014620,新名,新北市,永和區,國小,114\n");
    let names: Vec<_> = good(&text).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["舊名", "新名"]);
}

#[test]
fn messages_name_line_column_and_code_in_both_languages() {
    use contract::language::Language;
    let text = format!("{DIRECTORY}114,014601,示範國小,公立,[99]示範縣,地址,,\n");
    let found = all(&text);
    let Some(Line::Bad(report)) = found.first() else { panic!("{found:?}") };
    assert_eq!(
        report.sentence(Language::ZhTw),
        "第 2 列，欄位「縣市名稱」：沒有「示範縣」這個縣市，請使用現行名稱，例如「桃園市」 [school.county_unknown]"
    );
    assert!(report.sentence(Language::En).starts_with("line 2, column \"縣市名稱\": there is no county"));
}

/// Bytes that are likely to reach the odd corners.
fn odd_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("014601,示範國小,新北市,永和區,國小,114".as_bytes().to_vec()),
        Just("[01]".as_bytes().to_vec()),
        Just("=\"014601\"".as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_are_lost_or_crash(bytes in odd_bytes()) {
        let file = [OWN.as_bytes(), &bytes].concat();
        let lines = file.split(|byte| *byte == b'\n').count() as u64;
        let mut last = 0;
        for line in read(&file[..], None).unwrap() {
            let number = match line.unwrap() {
                Line::Good { line, .. } => line,
                Line::Bad(report) | Line::Notice(report) => report.line,
            };
            prop_assert!(number >= last && number <= lines, "line {number} after {last} of {lines}");
            last = number;
        }
        let _ = read(&bytes[..], None).map(Iterator::count);
    }

    #[test]
    fn every_row_is_good_or_reported(rows in prop::collection::vec("[^\"\r\n]{1,30}", 0..40)) {
        let file = rows.iter().fold(OWN.to_owned(), |file, row| file + row + "\n");
        let told: BTreeSet<u64> = all(&file).iter().map(|line| match line {
            Line::Good { line, .. } => *line,
            Line::Bad(report) | Line::Notice(report) => report.line,
        }).collect();
        prop_assert_eq!(told, (2..rows.len() as u64 + 2).collect());
    }
}
