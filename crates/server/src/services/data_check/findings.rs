//! The rules by which services of the ministry's system judge what they get (domain.md §1.11).

use contract::api::data_check::{DataCheck, Finding, FindingKind as Kind, Mender, Weight};
use contract::api::session::Role;

use crate::services::import::personal::is_name_sign;

/// Everything that is missing or looks wrong, in the order of the page.
pub(super) fn of(told: &DataCheck) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(name(told));
    found.extend(school(told));
    found.extend(titles(told));
    found.extend(class(told));
    if !told.has_guid {
        found.push(wrong(Kind::GuidMissing, Mender::Hotline, None));
    }
    if told.role == Role::Teacher && told.relation.is_empty() {
        found.push(wrong(Kind::RelationMissing, Mender::Teaching, None));
    }
    // Two classes may lack the same.
    let mut distinct: Vec<Finding> = Vec::new();
    for finding in found {
        if !distinct.contains(&finding) {
            distinct.push(finding);
        }
    }
    distinct
}

const fn wrong(kind: Kind, mender: Mender, value: Option<String>) -> Finding {
    Finding { kind, weight: Weight::Wrong, mender, value }
}

/// Who keeps names, schools and titles.
const fn office(role: Role) -> Mender {
    match role {
        Role::Pupil => Mender::Registry,
        Role::Teacher | Role::Staff => Mender::Personnel,
    }
}

fn name(told: &DataCheck) -> Option<Finding> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let office = office(told.role);
    let name = told.name.trim();
    if name.is_empty() {
        return Some(wrong(Kind::NameMissing, office, None));
    }
    if name.chars().any(is_digit) {
        return Some(wrong(Kind::NameDigits, office, Some(name.to_owned())));
    }
    let odd: String = name.chars().filter(|c| !c.is_alphabetic()).collect();
    if odd.is_empty() {
        return None;
    }
    // Names of many peoples have signs: those are right, and the services are not.
    let is_right = odd.chars().all(is_name_sign);
    let (weight, mender) =
        if is_right { (Weight::Unusual, Mender::Hotline) } else { (Weight::Wrong, office) };
    Some(Finding { kind: Kind::NameCharacters, weight, mender, value: Some(name.to_owned()) })
}

fn school(told: &DataCheck) -> Vec<Finding> {
    if told.schoolid.is_none() {
        return vec![wrong(Kind::SchoolMissing, office(told.role), None)];
    }
    let is_known = |code: &str| told.schools.iter().any(|school| school.code == code);
    let codes = told.titles.iter().map(|titles| titles.schoolid.as_str());
    codes
        .filter(|code| !is_known(code))
        .map(|code| wrong(Kind::SchoolUnknown, Mender::County, Some(code.to_owned())))
        .collect()
}

fn titles(told: &DataCheck) -> Option<Finding> {
    let filled = told.titles.iter().filter(|titles| !titles.titles.is_empty()).count();
    match filled {
        // Without a school there is no place for a title: that is one thing to mend, not two.
        0 if told.schoolid.is_none() => None,
        0 => Some(wrong(Kind::TitlesMissing, office(told.role), None)),
        1 => None,
        several => Some(Finding {
            kind: Kind::TitlesSeveral,
            weight: Weight::Unusual,
            mender: Mender::County,
            value: Some(several.to_string()),
        }),
    }
}

fn class(told: &DataCheck) -> Vec<Finding> {
    let is_pupil = told.role == Role::Pupil;
    if told.classinfo.is_empty() {
        let is_due = is_pupil && told.schoolid.is_some();
        return is_due.then(|| wrong(Kind::ClassinfoMissing, Mender::Registry, None)).into_iter().collect();
    }
    let mender = if is_pupil { Mender::Registry } else { Mender::Teaching };
    let mut found = Vec::new();
    for class in &told.classinfo {
        let grade = [Kind::GradeMissing, Kind::GradeNotNumber, Kind::GradeNotPositive];
        found.extend(number(class.grade.as_deref(), grade, mender));
        let classno = [Kind::ClassnoMissing, Kind::ClassnoNotNumber, Kind::ClassnoNotPositive];
        found.extend(number(class.classno.as_deref(), classno, mender));
        if is_pupil {
            let seatno = [Kind::SeatnoMissing, Kind::SeatnoNotNumber, Kind::SeatnoNotPositive];
            found.extend(number(class.seatno.as_deref(), seatno, mender));
        }
    }
    found
}

/// What is wrong with a number: it is missing, is none, or is not above zero.
fn number(value: Option<&str>, kinds: [Kind; 3], mender: Mender) -> Option<Finding> {
    let [missing, not_number, not_positive] = kinds;
    let Some(text) = value.map(str::trim).filter(|text| !text.is_empty()) else {
        return Some(wrong(missing, mender, None));
    };
    let value = Some(text.to_owned());
    match text.parse::<i64>() {
        Ok(1..) => None,
        Ok(_) => Some(wrong(not_positive, mender, value)),
        // Grades and classes have names in many schools; a seat does not.
        Err(_) if not_number != Kind::SeatnoNotNumber => {
            Some(Finding { kind: not_number, weight: Weight::Unusual, mender: Mender::Hotline, value })
        }
        Err(_) => Some(wrong(not_number, mender, value)),
    }
}

#[cfg(test)]
mod tests;
