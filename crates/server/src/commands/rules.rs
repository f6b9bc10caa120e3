//! `edupass rules`: what each rule says about a value, one JSON line each.
//!
//! For support staff ("why does it not take my birthday?") and for scripts that look through a
//! list before it is imported. A password is never printed again, only its place and length.

use std::io::{self, BufRead, Write};

use clap::{Args, Subcommand};
use contract::api::session::Role;
use contract::rules::account::AccountName;
use contract::rules::birthday::Birthday;
use contract::rules::date::Date;
use contract::rules::id_number::{IdKind, IdNumber};
use contract::rules::password::{self, Context, PasswordPolicy, PasswordProfile, RuleResult};
use serde::Serialize;

use crate::services::passwords;

/// The value that stands for "read standard input here".
const FROM_INPUT: &str = "-";

/// `edupass rules RULE VALUE...`
#[derive(Debug, Args)]
pub struct RulesArgs {
    #[command(subcommand)]
    rule: Rule,
}

#[derive(Debug, Subcommand)]
enum Rule {
    /// ID numbers: their kind, and whether the check digit holds.
    Id(Values),
    /// Birthdays in any usual form: the day in both calendars, or why it is none.
    Birthday(BirthdayArgs),
    /// Passwords: every rule of the policy. Give them by standard input; other users of this
    /// machine can see what stands on a command line.
    Password(PasswordArgs),
    /// Account names, with or without their suffix.
    Account(Values),
}

#[derive(Debug, Args)]
struct Values {
    /// What to judge; none, or `-`, reads one value a line from standard input.
    #[arg(value_name = "VALUE")]
    values: Vec<String>,
}

#[derive(Debug, Args)]
struct BirthdayArgs {
    #[command(flatten)]
    values: Values,
    /// Whose birthday it is: pupil, teacher or staff.
    #[arg(long, default_value = "pupil", value_parser = role)]
    role: Role,
    /// Judge as if today were this day (YYYY-MM-DD).
    #[arg(long, value_parser = day)]
    today: Option<Date>,
}

#[derive(Debug, Args)]
struct PasswordArgs {
    #[command(flatten)]
    values: Values,
    /// Whose password it is: pupil, teacher or staff.
    #[arg(long, default_value = "pupil", value_parser = role)]
    role: Role,
    /// The policy: moe or nist.
    #[arg(long, default_value = "moe", value_parser = profile)]
    profile: PasswordProfile,
    /// The person's account, which the password may not tell.
    #[arg(long, default_value = "")]
    account: String,
    /// The person's name.
    #[arg(long, default_value = "")]
    name: String,
    /// The person's ID number.
    #[arg(long, default_value = "")]
    id: String,
    /// The person's birthday (YYYY-MM-DD).
    #[arg(long, value_parser = day)]
    birthday: Option<Date>,
}

#[derive(Serialize)]
struct Line<'a, V> {
    value: &'a str,
    valid: bool,
    #[serde(flatten)]
    verdict: V,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Verdict<V, E> {
    Valid(V),
    Invalid(E),
}

/// An error that is nothing but its code.
#[derive(Serialize)]
struct Told<E> {
    error: E,
}

#[derive(Serialize)]
struct AccountVerdict {
    normalised: String,
    address: String,
}

#[derive(Serialize)]
struct IdVerdict {
    normalised: String,
    kind: IdKind,
    masked: String,
}

#[derive(Serialize)]
struct BirthdayVerdict {
    normalised: Date,
    gregorian: String,
    roc: Option<String>,
    age: u16,
}

#[derive(Serialize)]
struct PasswordLine {
    index: usize,
    length: usize,
    valid: bool,
    rules: Vec<RuleResult>,
}

/// Writes one line for each value, and says whether all were valid. `today` is the real one.
///
/// # Errors
/// When `input` cannot be read or `output` cannot be written.
pub fn verdicts(
    args: &RulesArgs,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    today: Date,
) -> io::Result<bool> {
    match &args.rule {
        Rule::Id(values) => {
            each(values, input, |_, value| line(output, value, IdNumber::parse(value).map(id).map_err(told)))
        }
        Rule::Account(values) => each(values, input, |_, value| {
            let parsed = AccountName::parse(value).map(account).map_err(told);
            line(output, value, parsed)
        }),
        Rule::Birthday(args) => {
            let today = args.today.unwrap_or(today);
            each(&args.values, input, |_, value| {
                let parsed = Birthday::parse(value, args.role, today);
                line(output, value, parsed.map(|day| birthday(day, today)))
            })
        }
        Rule::Password(args) => {
            each(&args.values, input, |index, value| password_line(output, args, index, value))
        }
    }
}

/// Judges every value of the command line, and every line of the input where it is asked for.
fn each(
    values: &Values,
    input: &mut dyn BufRead,
    mut judge: impl FnMut(usize, &str) -> io::Result<bool>,
) -> io::Result<bool> {
    let only_input = [FROM_INPUT.to_owned()];
    let values = if values.values.is_empty() { &only_input } else { values.values.as_slice() };
    let (mut all_valid, mut index) = (true, 0);
    for value in values {
        if value != FROM_INPUT {
            index += 1;
            all_valid &= judge(index, value)?;
            continue;
        }
        while let Some(value) = next_line(input)? {
            index += 1;
            all_valid &= judge(index, &value)?;
        }
    }
    Ok(all_valid)
}

/// A line without its end, and nothing else taken off: a password may end in a space. What is
/// not UTF-8 becomes U+FFFD, which no rule accepts.
fn next_line(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Ok(Some(String::from_utf8_lossy(line).into_owned()))
}

fn line<V: Serialize, E: Serialize>(
    output: &mut dyn Write,
    value: &str,
    parsed: Result<V, E>,
) -> io::Result<bool> {
    let valid = parsed.is_ok();
    let verdict = parsed.map_or_else(Verdict::Invalid, Verdict::Valid);
    write_json(output, &Line { value, valid, verdict })?;
    Ok(valid)
}

fn write_json(output: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

fn password_line(output: &mut dyn Write, args: &PasswordArgs, index: usize, value: &str) -> io::Result<bool> {
    let account = AccountName::parse(&args.account);
    let context = Context {
        account: account.as_ref().map_or(&args.account, AccountName::as_str),
        id_number: &args.id,
        birthday: args.birthday,
        name: &args.name,
        is_listed: Some(&passwords::is_common),
        ..Context::default()
    };
    let rules = password::check(&PasswordPolicy::of(args.profile), args.role, value, &context);
    let valid = rules.iter().all(|rule| rule.met);
    let length = value.chars().count();
    write_json(output, &PasswordLine { index, length, valid, rules })?;
    Ok(valid)
}

const fn told<E>(error: E) -> Told<E> {
    Told { error }
}

fn account(name: AccountName) -> AccountVerdict {
    AccountVerdict { normalised: name.as_str().to_owned(), address: name.address() }
}

fn id(number: IdNumber) -> IdVerdict {
    IdVerdict { normalised: number.as_str().to_owned(), kind: number.kind(), masked: number.masked() }
}

fn birthday(birthday: Birthday, today: Date) -> BirthdayVerdict {
    let day = birthday.date();
    BirthdayVerdict {
        normalised: day,
        gregorian: day.to_gregorian_text(),
        roc: day.to_roc_text(),
        age: day.age_on(today),
    }
}

fn role(text: &str) -> Result<Role, &'static str> {
    Role::from_code(text).ok_or("one of: pupil, teacher, staff")
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::from_iso(text).ok_or("a day like 2001-01-31")
}

fn profile(text: &str) -> Result<PasswordProfile, &'static str> {
    match text {
        "moe" => Ok(PasswordProfile::Moe),
        "nist" => Ok(PasswordProfile::Nist),
        _ => Err("one of: moe, nist"),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        rules: RulesArgs,
    }

    /// Runs the command on 1 September 2026.
    fn run(args: &[&str], input: &[u8]) -> (bool, String) {
        let cli = Cli::try_parse_from([&["rules"], args].concat()).unwrap();
        let (mut input, mut output) = (input, Vec::new());
        let today = Date::new(2026, 9, 1).unwrap();
        let valid = verdicts(&cli.rules, &mut input, &mut output, today).unwrap();
        (valid, String::from_utf8(output).unwrap())
    }

    #[test]
    fn tells_the_kind_of_an_id_number() {
        let (valid, output) = run(&["id", "ａ123456789", "A123456788", "P-2024-1"], b"");
        assert!(!valid);
        let expected = [
            r#"{"value":"ａ123456789","valid":true,"normalised":"A123456789","kind":"national","masked":"A12•••••789"}"#,
            r#"{"value":"A123456788","valid":false,"error":"check_digit"}"#,
            r#"{"value":"P-2024-1","valid":true,"normalised":"P-2024-1","kind":"other","masked":"P•••••1"}"#,
            "",
        ];
        assert_eq!(output, expected.join("\n"));
    }

    #[test]
    fn tells_a_birthday_in_both_calendars() {
        let (valid, output) = run(&["birthday", "民國90年1月1日"], b"");
        assert!(valid);
        let expected = r#"{"value":"民國90年1月1日","valid":true,"normalised":"2001-01-01","gregorian":"2001/1/1","roc":"90/1/1","age":25}"#;
        assert_eq!(output.trim_end(), expected);
    }

    #[test]
    fn tells_why_a_text_is_no_birthday() {
        let (valid, output) = run(&["birthday", "--role", "teacher", "24/1/1", "2001/13/1"], b"");
        assert!(!valid);
        let expected = [
            r#"{"value":"24/1/1","valid":false,"error":"ambiguous","candidates":["1935-01-01","2024-01-01"]}"#,
            r#"{"value":"2001/13/1","valid":false,"error":"not_a_date","part":"month"}"#,
            "",
        ];
        assert_eq!(output, expected.join("\n"));
    }

    #[test]
    fn today_can_be_another_day() {
        assert!(!run(&["birthday", "2020/1/1", "--today", "2020-01-01"], b"").0);
        assert!(run(&["birthday", "2020/1/1", "--today", "2030-01-01"], b"").0);
    }

    #[test]
    fn reads_values_a_line_from_input() {
        let input = "wang@mail.edu.tw\r\n\nwang@gmail.com".as_bytes();
        for args in [vec!["account"], vec!["account", "-"]] {
            let (valid, output) = run(&args, input);
            assert!(!valid);
            let expected = [
                r#"{"value":"wang@mail.edu.tw","valid":true,"normalised":"wang","address":"wang@mail.edu.tw"}"#,
                r#"{"value":"","valid":false,"error":"missing"}"#,
                r#"{"value":"wang@gmail.com","valid":false,"error":"other_domain"}"#,
                "",
            ];
            assert_eq!(output, expected.join("\n"));
        }
    }

    #[test]
    fn input_that_is_not_utf8_is_invalid_and_harmless() {
        let (valid, output) = run(&["id"], b"A12345\xFF789\n");
        assert!(!valid);
        assert!(output.contains(r#""error":"characters""#), "{output}");
    }

    #[test]
    fn never_prints_a_password() {
        let (valid, output) = run(&["password"], "river7stone \n密碼123\n".as_bytes());
        assert!(!valid);
        let mut lines = output.lines();
        let first = lines.next().unwrap();
        assert!(
            first.starts_with(
                r#"{"index":1,"length":12,"valid":true,"rules":[{"rule":"length_min","met":true}"#
            )
        );
        let second = lines.next().unwrap();
        assert!(second.starts_with(r#"{"index":2,"length":5,"valid":false,"#), "{second}");
        assert!(!output.contains("river7stone") && !output.contains("密碼"));
    }

    #[test]
    fn judges_a_password_by_role_profile_and_person() {
        let unmet = |args: &[&str]| {
            let (valid, output) = run(&[&["password"], args].concat(), b"");
            let line: serde_json::Value = serde_json::from_str(&output).unwrap();
            let rules = line["rules"].as_array().unwrap().clone();
            let unmet: Vec<_> = rules.into_iter().filter(|rule| rule["met"] == false).collect();
            assert_eq!(valid, unmet.is_empty());
            unmet.iter().map(|rule| rule["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(unmet(&["river7stone", "--role", "teacher"]), ["composition"]);
        assert_eq!(unmet(&["river7stone", "--profile", "nist"]), ["length_min"]);
        for person in [["--account", "river@mail.edu.tw"], ["--name", "River Wang"], ["--id", "RIVER7"]] {
            assert_eq!(unmet(&[&["river7stone"], &person[..]].concat()), ["context"], "{person:?}");
        }
        assert_eq!(unmet(&["k20010101m", "--birthday", "2001-01-01"]), ["context"]);
    }

    #[test]
    fn refuses_options_it_does_not_know() {
        for args in [
            ["birthday", "--role", "head", "1"],
            ["birthday", "--today", "1/1/2001", "1"],
            ["password", "--profile", "best", "1"],
        ] {
            assert!(Cli::try_parse_from([&["rules"], &args[..]].concat()).is_err(), "{args:?}");
        }
    }
}
