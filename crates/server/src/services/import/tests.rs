//! The examples of `docs/import.md` and the demo data must be files without a fault.

use contract::rules::date::Date;
use contract::rules::password::PasswordPolicy;

use super::csv_file::{Kind, Reader};
use super::people::{PersonProblem, Rules};
use super::problem::{FileProblem, RowProblem};
use super::schools::SchoolProblem;
use super::*;

const GUIDE: &str = include_str!("../../../../../docs/import.md");

fn rules() -> Rules {
    Rules { today: Date::from_iso("2026-11-22").unwrap(), policy: PasswordPolicy::MOE }
}

/// The number of good rows, if there is nothing to say about the others.
fn count<R: std::io::BufRead, K: Kind>(reader: Result<Reader<R, K>, FileProblem>) -> usize {
    let mut good = 0;
    for line in reader.unwrap() {
        match line.unwrap() {
            Line::Good { .. } => good += 1,
            Line::Bad(report) | Line::Notice(report) => panic!("{}", report.sentence(Language::En)),
        }
    }
    good
}

fn examples(kind: &str) -> Vec<&str> {
    let fence = format!("```csv {kind}\n");
    GUIDE.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_guides_examples_can_be_imported() {
    let schools: Vec<usize> =
        examples("schools").iter().map(|text| count(schools::read(text.as_bytes(), None))).collect();
    let people: Vec<usize> =
        examples("people").iter().map(|text| count(people::read(text.as_bytes(), rules()))).collect();
    assert_eq!((schools.as_slice(), people.as_slice()), ([3, 2, 1].as_slice(), [2, 2].as_slice()));
}

#[test]
fn the_guide_lists_every_code_and_column() {
    use csv_file::header::Column;
    let codes = [FileProblem::CODES, RowProblem::CODES, SchoolProblem::CODES, PersonProblem::CODES];
    for code in codes.concat() {
        assert!(GUIDE.contains(&format!("`{code}`")), "{code}");
    }
    let columns = people::PersonColumn::ALL.iter().map(|column| column.names()[0]);
    let columns = columns.chain(schools::SchoolColumn::ALL.iter().map(|column| column.names()[0]));
    for column in columns.filter(|column| *column != "remark") {
        assert!(GUIDE.contains(&format!("`{column}`")), "{column}");
    }
}

#[test]
fn the_demo_data_are_files_without_a_fault() {
    let schools = include_str!("../../../../../demo/schools.csv");
    let people = include_str!("../../../../../demo/people.csv");
    assert_eq!(count(schools::read(schools.as_bytes(), None)), 8);
    let (mut good, mut incomplete) = (0, 0);
    for line in people::read(people.as_bytes(), rules()).unwrap() {
        match line.unwrap() {
            Line::Good { .. } => good += 1,
            // They are there for the data check.
            Line::Notice(report) if report.problem == PersonProblem::ClassIncomplete => incomplete += 1,
            Line::Bad(report) | Line::Notice(report) => panic!("{}", report.sentence(Language::En)),
        }
    }
    assert_eq!((good, incomplete), (34, 2));
}

#[test]
fn the_demo_services_fit_the_contract() {
    let text = include_str!("../../../../../demo/services.json");
    let services: contract::api::service::Services = serde_json::from_str(text).unwrap();
    assert_eq!(services.services.len(), 11);
    for service in services.services {
        assert!(service.hue < 8 && service.address.starts_with("https://"), "{}", service.id);
        assert!((1..=3).contains(&service.monogram.chars().count()), "{}", service.id);
    }
}

#[test]
fn progress_is_told_every_so_many_rows() {
    let mut told = Vec::new();
    assert_eq!(with_progress(0..10, 4, |count| told.push(count)).count(), 10);
    assert_eq!(told, [4, 8]);
}
