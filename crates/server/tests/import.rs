//! Imports into both databases, and the commands around them.

mod commands;
mod people;
mod schools;

use std::borrow::Cow;

use contract::language::Language;
use contract::rules::date::Date;
use contract::rules::password::PasswordPolicy;
use server::services::import::apply::input::Input;
use server::services::import::apply::people::PersonTarget;
use server::services::import::apply::schools::SchoolTarget;
use server::services::import::apply::{self, Options, Tally, Target, Watch};
use server::services::import::people::Rules;

use crate::support::TestApp;

/// What an import said, by the codes of the messages.
#[derive(Default)]
struct Heard {
    bad: Vec<String>,
    notes: Vec<String>,
    progress: Vec<u64>,
}

impl Watch for Heard {
    fn said(&mut self, is_bad: bool, sentence: &str) {
        let list = if is_bad { &mut self.bad } else { &mut self.notes };
        list.push(sentence.to_owned());
    }

    fn progress(&mut self, rows: u64) {
        self.progress.push(rows);
    }
}

impl Heard {
    /// Line and code of each bad row.
    fn codes(&self) -> Vec<(u64, &str)> {
        self.bad.iter().map(|sentence| (line(sentence), code(sentence))).collect()
    }
}

fn line(sentence: &str) -> u64 {
    let digits: String =
        sentence.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

fn code(sentence: &str) -> &str {
    sentence.rsplit_once('[').unwrap().1.trim_end_matches(']')
}

async fn run<T: Target>(test: &TestApp, target: &mut T, csv: String, all_or_nothing: bool) -> (Tally, Heard) {
    let mut heard = Heard::default();
    let options = Options { all_or_nothing, language: Language::En };
    let input = Input::Memory(Cow::Owned(csv.into_bytes()));
    let tally = apply::run(&test.app, target, &input, options, &mut heard).await.unwrap();
    (tally, heard)
}

async fn import_schools(test: &TestApp, csv: &str) -> (Tally, Heard) {
    run(test, &mut SchoolTarget::new(&test.app, None), csv.to_owned(), false).await
}

async fn import_people(test: &TestApp, csv: &str, all_or_nothing: bool) -> (Tally, Heard) {
    let rules = Rules { today: Date::from_iso("2026-11-22").unwrap(), policy: PasswordPolicy::MOE };
    let mut target = PersonTarget::new(&test.app, rules).await.unwrap();
    run(test, &mut target, csv.to_owned(), all_or_nothing).await
}

/// New, changed, unchanged, bad.
fn counts(tally: &Tally) -> [u64; 4] {
    [tally.new, tally.changed, tally.unchanged, tally.bad]
}
