use contract::api::data_check::{ClassTold, KnownSchool, LessonTold, TitlesTold};

use super::*;

const SCHOOL: &str = "194898";

fn class(grade: &str, classno: &str, seatno: &str) -> ClassTold {
    let part = |text: &str| Some(text.to_owned()).filter(|text| text != "-");
    ClassTold {
        schoolid: SCHOOL.into(),
        year: Some("115".into()),
        semester: Some("01".into()),
        grade: part(grade),
        classno: part(classno),
        classtitle: None,
        seatno: part(seatno),
    }
}

/// A pupil whom every service understands.
fn pupil() -> DataCheck {
    DataCheck {
        role: Role::Pupil,
        name: "王小明".into(),
        schoolid: Some(SCHOOL.into()),
        schools: vec![KnownSchool { code: SCHOOL.into(), name: "市立曉光示範國小".into() }],
        titles: vec![TitlesTold { schoolid: SCHOOL.into(), titles: vec!["學生".into()] }],
        classinfo: vec![class("5", "04", "12")],
        relation: Vec::new(),
        has_guid: true,
        findings: Vec::new(),
    }
}

/// A teacher whom every service understands.
fn teacher() -> DataCheck {
    let lesson = LessonTold {
        schoolid: SCHOOL.into(),
        year: None,
        semester: None,
        grade: "5".into(),
        classno: "04".into(),
        subject: "數學".into(),
    };
    let titles = vec!["教師".into(), "導師".into()];
    DataCheck {
        role: Role::Teacher,
        titles: vec![TitlesTold { schoolid: SCHOOL.into(), titles }],
        classinfo: Vec::new(),
        relation: vec![lesson],
        ..pupil()
    }
}

/// Code, weight, mender and value of everything found, one a line.
fn told(check: &DataCheck) -> String {
    let line = |finding: Finding| {
        let Finding { kind, weight, mender, value } = finding;
        [kind.code(), weight.code(), mender.code(), &value.unwrap_or_default()].join(" ").trim().to_owned()
    };
    of(check).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn good_data_are_left_alone() {
    assert_eq!(told(&pupil()), "");
    assert_eq!(told(&teacher()), "", "a subject teacher has no class");
    let class_teacher = DataCheck { classinfo: vec![class("5", "04", "-")], ..teacher() };
    assert_eq!(told(&class_teacher), "", "nor has a class teacher a seat");
    assert_eq!(told(&DataCheck { role: Role::Staff, relation: Vec::new(), ..teacher() }), "");
}

#[test]
fn names_are_letters() {
    let named = |name: &str| told(&DataCheck { name: name.into(), ..pupil() });
    assert_eq!(named(" "), "name.missing wrong registry");
    assert_eq!(named("王小明2"), "name.digits wrong registry 王小明2");
    assert_eq!(named("王小明２"), "name.digits wrong registry 王小明２");
    assert_eq!(named("王?明"), "name.characters wrong registry 王?明");
    assert_eq!(named("王\u{e001}明"), "name.characters wrong registry 王\u{e001}明", "a private font's");
    assert_eq!(named("谷木‧哈尤"), "name.characters unusual hotline 谷木‧哈尤");
    assert_eq!(named("李〇明"), "");
    let of_teacher = told(&DataCheck { name: String::new(), ..teacher() });
    assert_eq!(of_teacher, "name.missing wrong personnel");
}

#[test]
fn grade_class_and_seat_are_numbers_above_zero() {
    let placed = |grade, classno, seatno| {
        told(&DataCheck { classinfo: vec![class(grade, classno, seatno)], ..pupil() })
    };
    assert_eq!(placed("-", "04", "12"), "grade.missing wrong registry");
    assert_eq!(placed("大", "04", "12"), "grade.not_number unusual hotline 大");
    assert_eq!(placed("0", "04", "12"), "grade.not_positive wrong registry 0");
    assert_eq!(placed("5", "", "12"), "classno.missing wrong registry");
    assert_eq!(placed("5", "甲", "12"), "classno.not_number unusual hotline 甲");
    assert_eq!(placed("5", "-1", "12"), "classno.not_positive wrong registry -1");
    assert_eq!(placed("5", "04", "-"), "seatno.missing wrong registry");
    assert_eq!(placed("5", "04", "１２"), "seatno.not_number wrong registry １２");
    assert_eq!(placed("5", "04", "00"), "seatno.not_positive wrong registry 00");
    assert_eq!(placed("5", "04", "007"), "");
    assert_eq!(told(&DataCheck { classinfo: Vec::new(), ..pupil() }), "classinfo.missing wrong registry");
    let twice = DataCheck { classinfo: vec![class("5", "04", "-"), class("5", "05", "-")], ..pupil() };
    assert_eq!(told(&twice), "seatno.missing wrong registry", "said once");
    let class_teacher = DataCheck { classinfo: vec![class("-", "04", "-")], ..teacher() };
    assert_eq!(told(&class_teacher), "grade.missing wrong teaching");
}

#[test]
fn titles_stand_at_one_known_school() {
    let at = |code: &str, titles: &[&str]| TitlesTold {
        schoolid: code.into(),
        titles: titles.iter().map(|title| (*title).to_owned()).collect(),
    };
    let none = DataCheck { titles: vec![at(SCHOOL, &[])], ..pupil() };
    assert_eq!(told(&none), "titles.missing wrong registry");
    let mut two = DataCheck { titles: vec![at(SCHOOL, &["教師"]), at("114598", &["教師"])], ..teacher() };
    assert_eq!(told(&two), "school.unknown wrong county 114598\ntitles.several unusual county 2");
    two.schools.push(KnownSchool { code: "114598".into(), name: "市立潮聲示範國中".into() });
    assert_eq!(told(&two), "titles.several unusual county 2");
    let nowhere = DataCheck {
        schoolid: None,
        schools: Vec::new(),
        titles: Vec::new(),
        classinfo: Vec::new(),
        ..pupil()
    };
    assert_eq!(told(&nowhere), "school.missing wrong registry", "and nothing that follows from it");
}

#[test]
fn teachers_teach_and_everybody_has_a_guid() {
    let idle = DataCheck { relation: Vec::new(), ..teacher() };
    assert_eq!(told(&idle), "relation.missing wrong teaching");
    assert_eq!(told(&DataCheck { has_guid: false, ..pupil() }), "guid.missing wrong hotline");
}
