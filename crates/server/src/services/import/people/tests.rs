//! Files of people, as documented and as broken.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::services::import::csv_file::header::Column as _;
use crate::services::import::problem::Problem as _;
use crate::services::import::{Line, Report};

const HEADER: &str = "姓名,身分證字號,生日,身分,學校代碼,學制,職稱,學年度,學期,年級,班級,座號,年班座號,任教,\
                      備用信箱,備用手機,帳號,密碼,密碼雜湊,狀態\n";
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$\
                    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn rules() -> Rules {
    Rules { today: Date::from_iso("2026-11-22").unwrap(), policy: PasswordPolicy::MOE }
}

fn all(text: &str) -> Vec<Line<PersonRow, PersonProblem>> {
    read(text.as_bytes(), rules()).unwrap().map(Result::unwrap).collect()
}

fn good(text: &str) -> Vec<PersonRow> {
    all(text)
        .into_iter()
        .filter_map(|line| if let Line::Good { row, .. } = line { Some(row) } else { None })
        .collect()
}

fn said(text: &str) -> Vec<(u64, &'static str)> {
    all(text)
        .iter()
        .filter_map(|line| match line {
            Line::Good { .. } => None,
            Line::Bad(report) | Line::Notice(report) => Some((report.line, report.problem.code())),
        })
        .collect()
}

/// A good pupil, some columns of whom are replaced.
fn pupil(changes: &[(C, &str)]) -> String {
    let good = |column: C| match column {
        C::Name => "王小明",
        C::IdNumber => "A123456789",
        C::Birthday => "2015/3/4",
        C::Role => "學生",
        C::SchoolCode => "014699",
        C::Grade => "5",
        C::Class => "4",
        C::Seat => "12",
        _ => "",
    };
    let cell = |column: &C| {
        changes.iter().find(|(changed, _)| changed == column).map_or(good(*column), |(_, to)| to)
    };
    C::ALL.iter().map(cell).collect::<Vec<_>>().join(",") + "\n"
}

#[test]
fn reads_a_pupil_with_class_and_seat() {
    let text =
        HEADER.to_owned() + &pupil(&[(C::Year, "114"), (C::Semester, "1"), (C::Birthday, "民國104年3月4日")]);
    let rows = good(&text);
    let row = &rows[0];
    assert_eq!(row.birthday.date().to_iso(), "2015-03-04");
    assert_eq!(row.titles, ["學生"]);
    let place = &row.place;
    let values = [&place.year, &place.semester, &place.grade, &place.class, &place.seat];
    assert_eq!(values.map(|value| value.as_deref().unwrap()), ["114", "01", "5", "04", "12"]);
    assert_eq!(said(&text), []);
}

#[test]
fn reads_the_joint_column_of_class_and_seat() {
    let text = HEADER.to_owned()
        + &pupil(&[(C::Grade, ""), (C::Class, ""), (C::Seat, ""), (C::ClassSeat, "=\"\"050412\"\"")])
            .replace("=\"\"050412\"\"", "\"=\"\"050412\"\"\"");
    let rows = good(&text);
    assert_eq!(rows[0].place.grade.as_deref(), Some("5"));
    assert_eq!(rows[0].place.class.as_deref(), Some("04"));
    assert_eq!(rows[0].place.seat.as_deref(), Some("12"));
}

#[test]
fn reads_a_teacher_of_two_schools_in_two_rows() {
    let teacher = |code: &str, more: &[(C, &'static str)]| {
        let mut changes = vec![
            (C::Name, "陳老師"),
            (C::IdNumber, "B223456782"),
            (C::Birthday, "70.5.6"),
            (C::Role, "teacher"),
            (C::Titles, "導師；設備組長"),
            (C::Seat, ""),
            (C::Teaching, "5-04-數學;六年-甲班-自然"),
        ];
        changes.extend_from_slice(more);
        pupil(&changes).replace("014699", code)
    };
    let text = HEADER.to_owned()
        + &teacher(
            "014699",
            &[(C::Account, "Teacher.Chen@mail.edu.tw"), (C::BackupMobile, "+886 912-345-678")],
        )
        + &teacher("014699", &[(C::Class, "5")])
        + &teacher("014698", &[(C::BackupMail, "chen@example.com")]);
    let rows = good(&text);
    assert_eq!(rows.iter().map(|row| row.position).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(rows.iter().map(|row| row.is_first).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(rows[0].titles, ["教師", "導師", "設備組長"]);
    assert_eq!(rows[0].own.account.as_ref().unwrap().as_str(), "teacher.chen");
    assert_eq!(rows[0].own.backup_mobile.as_deref(), Some("0912345678"));
    let taught: Vec<_> = rows[0].teaching.iter().map(|l| [&*l.grade, &*l.class, &*l.subject]).collect();
    assert_eq!(taught, [["5", "04", "數學"], ["6", "甲", "自然"]]);
    assert_eq!(said(&text), [(4, "person.first_counts")]);
}

#[test]
fn takes_passwords_as_typed_and_hashes_as_they_are() {
    let text = HEADER.to_owned()
        + &pupil(&[(C::Account, "ming0412"), (C::Password, " Kite 1937 ")])
        + &pupil(&[(C::IdNumber, "B123456780"), (C::Account, "hua0413"), (C::PasswordHash, "HASH")])
            .replace("HASH", &format!("\"{HASH}\""));
    let rows = good(&text);
    assert!(
        matches!(&rows[0].own.password, Some(NewPassword::Plain(plain)) if plain.as_str() == " Kite 1937 ")
    );
    assert!(matches!(&rows[1].own.password, Some(NewPassword::Hash(hash)) if hash == HASH));
}

#[test]
fn every_kind_of_broken_row_has_its_own_message() {
    let long = "王".repeat(61);
    let mobile = "12345678";
    let costly = format!("\"{}\"", HASH.replace("19456", "99999"));
    let cases: Vec<(Vec<(C, &str)>, &str)> = vec![
        (vec![(C::Name, "")], "person.name_missing"),
        (vec![(C::Name, &long)], "person.name_too_long"),
        (vec![(C::Name, "王小明1")], "person.name_characters"),
        (vec![(C::Name, "王?明")], "row.lost_character"),
        (vec![(C::IdNumber, "")], "person.id_missing"),
        (vec![(C::IdNumber, "A1234_6789")], "person.id_characters"),
        (vec![(C::IdNumber, "A12")], "person.id_length"),
        (vec![(C::IdNumber, "A123456788")], "person.id_check_digit"),
        (vec![(C::Birthday, "")], "person.birthday_missing"),
        (vec![(C::Birthday, "三月四日")], "person.birthday_unreadable"),
        (vec![(C::Birthday, "2015/2/30")], "person.birthday_no_such_day"),
        (vec![(C::Birthday, "2027/1/1")], "person.birthday_future"),
        (vec![(C::Birthday, "1950/1/1")], "person.birthday_implausible"),
        (vec![(C::Role, "")], "person.role_missing"),
        (vec![(C::Role, "家長")], "person.role_unknown"),
        (vec![(C::SchoolCode, "")], "person.school_code_missing"),
        (vec![(C::SchoolCode, "01#699")], "person.school_code_characters"),
        (vec![(C::SchoolCode, "14699")], "person.school_code_length"),
        (vec![(C::SchoolLevel, "補習班")], "person.school_level_unknown"),
        (vec![(C::Titles, "這是一個長到不可能是職稱的職稱所以要退回")], ""),
        (vec![(C::Titles, "這是一個長到不可能是職稱的職稱所以一定要退回")], "person.title_unreadable"),
        (vec![(C::Year, "一一四")], "person.year_not_number"),
        (vec![(C::Year, "14")], "person.year_implausible"),
        (vec![(C::Semester, "3")], "person.semester_unknown"),
        (vec![(C::Grade, "13")], "person.grade_unknown"),
        (vec![(C::Grade, "")], "person.grade_missing"),
        (vec![(C::Class, "0")], "person.class_unreadable"),
        (vec![(C::Seat, "-3")], "person.seat_unreadable"),
        (vec![(C::ClassSeat, "50412")], "person.class_seat_unreadable"),
        (vec![(C::ClassSeat, "050413")], "person.class_seat_conflict"),
        (vec![(C::Teaching, "5-04-數學;5-05")], "person.teaching_unreadable"),
        (vec![(C::Teaching, "5-04-數學")], "person.teaching_by_pupil"),
        (vec![(C::BackupMail, "ming.example.com")], "person.mail_unreadable"),
        (vec![(C::BackupMail, "ming@MAIL.edu.tw")], "person.mail_own"),
        (vec![(C::BackupMobile, mobile)], "person.mobile_unreadable"),
        (vec![(C::Account, "小明")], "person.account_unreadable"),
        (vec![(C::Account, "ming@gmail.com")], "person.account_domain"),
        (vec![(C::Password, "kite1937")], "person.password_without_account"),
        (
            vec![(C::Account, "a1"), (C::Password, "kite1937"), (C::PasswordHash, "x")],
            "person.password_twice",
        ),
        (vec![(C::Account, "a2"), (C::Password, "k1")], "person.password_length"),
        (vec![(C::Account, "a3"), (C::Password, "風箏kite1937")], "person.password_characters"),
        (vec![(C::Account, "a4"), (C::Password, "kitekitekite")], "person.password_composition"),
        (vec![(C::Account, "a5"), (C::Password, "password1")], "person.password_common"),
        (vec![(C::Account, "a6"), (C::Password, "kite20150304")], "person.password_personal"),
        (vec![(C::Account, "a7"), (C::PasswordHash, "$2b$10$x")], "person.password_hash_unreadable"),
        (vec![(C::Account, "a8"), (C::PasswordHash, &costly)], "person.password_hash_cost"),
        (vec![(C::State, "maybe")], "person.state_unknown"),
    ];
    for (changes, code) in cases {
        let text = HEADER.to_owned() + &pupil(&changes);
        let expected: Vec<(u64, &str)> = if code.is_empty() { vec![] } else { vec![(2, code)] };
        assert_eq!(said(&text), expected, "{text}");
        assert_eq!(good(&text).len(), usize::from(code.is_empty()), "{text}");
    }
}

#[test]
fn rows_that_contradict_each_other_are_told_apart() {
    let teacher =
        [(C::IdNumber, "B223456782"), (C::Birthday, "70/5/6"), (C::Role, "教師"), (C::Account, "hua")];
    let text = HEADER.to_owned()
        + &pupil(&[(C::Account, "ming0412")])
        + &pupil(&[(C::Account, "ming0412")])
        + &pupil(&[(C::SchoolCode, "014698")])
        + &pupil(&[(C::Name, "王大明")])
        + &pupil(&teacher)
        + &pupil(&[(C::IdNumber, "C123456781"), (C::Account, "hua")])
        + &pupil(&[(C::IdNumber, "A123456789"), (C::Role, "職員"), (C::Birthday, "2015/3/4")]);
    assert_eq!(
        said(&text),
        [
            (3, "person.repeated"),
            (4, "person.pupil_twice"),
            (5, "person.id_conflict"),
            (7, "person.account_twice"),
            (8, "person.birthday_implausible"),
        ]
    );
}

#[test]
fn a_pupil_without_a_seat_is_imported_with_a_notice() {
    let text = HEADER.to_owned() + &pupil(&[(C::Seat, "")]);
    assert_eq!(good(&text).len(), 1);
    assert_eq!(said(&text), [(2, "person.class_incomplete")]);
}

#[test]
fn no_message_repeats_what_the_row_says() {
    let text = HEADER.to_owned()
        + &pupil(&[(C::IdNumber, "A123456788")])
        + &pupil(&[(C::Birthday, "2015/2/30")])
        + &pupil(&[(C::Account, "ming0412"), (C::Password, "kite20150304")]);
    for line in all(&text) {
        let Line::Bad(report) = line else { panic!("all rows are bad") };
        for language in contract::language::Language::ALL {
            let sentence = report.sentence(language);
            for secret in ["A123456788", "123456", "2015/2/30", "20150304", "王小明", "ming0412"] {
                assert!(!sentence.contains(secret), "{sentence}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_crash(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = [HEADER.as_bytes(), &bytes].concat();
        let lines = bytes.split(|byte| *byte == b'\n').count() as u64 + 1;
        for line in read(&file[..], rules()).unwrap() {
            let (Line::Good { line, .. } | Line::Bad(Report { line, .. }) | Line::Notice(Report { line, .. })) =
                line.unwrap();
            prop_assert!(line <= lines);
        }
    }

    #[test]
    fn every_row_is_good_or_reported(cells in prop::collection::vec("[^\"\r\n]{0,12}", 20)) {
        let changes: Vec<(C, &str)> = C::ALL.iter().copied().zip(cells.iter().map(String::as_str)).collect();
        for changed in &changes {
            let text = HEADER.to_owned() + &pupil(std::slice::from_ref(changed));
            prop_assert!(all(&text).iter().any(|line| !matches!(line, Line::Notice(_))));
        }
    }
}

#[test]
fn codes_are_unique() {
    let codes: BTreeSet<&str> = PersonProblem::CODES.iter().copied().collect();
    assert_eq!(codes.len(), PersonProblem::CODES.len());
}
