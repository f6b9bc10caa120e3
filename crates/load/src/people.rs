//! The people of the run: files for the importer, and who signs in next.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::PasswordHasher as _;
use argon2::password_hash::SaltString;
use contract::rules::id_number::IdNumber;

use crate::browser::Person;
use crate::options::Options;
use crate::server::{self, Folder};
use crate::{Failure, ceiling};

const PASSWORD: &str = "Sunny-day-7";
const SCHOOL: &str = "code,name,county,district,level,source_year\n333699,試算國小,臺北市,中正區,國小,114\n";
const COLUMNS: &str = "name,id_number,birthday,role,school_code,grade,class,seat,account,password_hash";
/// Names are drawn from these, so that they are no two alike and nobody's.
const SYLLABLES: [&str; 10] = ["安", "柏", "晨", "德", "恩", "芳", "國", "和", "佳", "凱"];

/// Which password the people of a file have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Password {
    /// One for all of them, already hashed.
    Shared,
    /// None.
    None,
}

/// Who signs in next, each from a network of their own.
pub(crate) fn next(accounts: u32) -> Person {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let [_, _, _, _, _, high, middle, low] = number.to_be_bytes();
    Person {
        account: account(number % u64::from(accounts)),
        password: PASSWORD,
        address: format!("10.{high}.{middle}.{low}"),
        number,
    }
}

/// Writes `count` people into a file in the folder and imports the school they go to.
pub(crate) fn prepare(
    options: &Options,
    folder: &Folder,
    count: usize,
    password: Password,
) -> Result<(), Failure> {
    let schools = folder.file("schools.csv");
    std::fs::write(&schools, SCHOOL)?;
    server::run(options, folder, &["import", "schools"], &schools)?;
    let hash = match password {
        Password::Shared => shared_hash()?,
        Password::None => String::new(),
    };
    let mut file = BufWriter::new(File::create(folder.file("people.csv"))?);
    writeln!(file, "{COLUMNS}")?;
    for number in 0..count as u64 {
        writeln!(file, "{}", row(number, &hash)?)?;
    }
    Ok(file.flush()?)
}

/// Imports the people of the folder.
pub(crate) fn run_import(options: &Options, folder: &Folder) -> Result<(), Failure> {
    server::run(options, folder, &["import", "people"], &folder.file("people.csv"))
}

/// One pupil; without a hash the account is left to the server.
fn row(number: u64, hash: &str) -> Result<String, Failure> {
    let (class, seat) = (number / 30 % 40 + 1, number % 30 + 1);
    let (year, month, day) = (2014 + number % 5, number % 12 + 1, number % 28 + 1);
    let account = if hash.is_empty() { String::new() } else { account(number) };
    let (name, id) = (name(number), id_number(number)?);
    Ok(format!(
        "{name},{id},{year}/{month}/{day},pupil,333699,{},{class},{seat},{account},\"{hash}\"",
        number % 6 + 1
    ))
}

fn account(number: u64) -> String {
    format!("load{number:06}")
}

/// A name for each number, of as many signs as it has digits.
fn name(number: u64) -> String {
    let digits = format!("{number:03}");
    digits.bytes().map(|digit| SYLLABLES[usize::from(digit - b'0')]).collect()
}

/// A national ID number with the check digit that fits.
fn id_number(number: u64) -> Result<String, Failure> {
    let start = format!("A1{number:07}");
    let mut candidates = (0..10).map(|digit| format!("{start}{digit}"));
    candidates.find(|text| IdNumber::parse(text).is_ok()).ok_or_else(|| "no check digit fits".into())
}

fn shared_hash() -> Result<String, Failure> {
    let salt = SaltString::encode_b64(b"sixteen bytes.. ").map_err(|error| error.to_string())?;
    let hash = ceiling::hasher()?.hash_password(PASSWORD.as_bytes(), &salt);
    Ok(hash.map_err(|error| error.to_string())?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_differ_and_their_id_numbers_hold() {
        let rows: Vec<String> = (0..500).map(|number| row(number, "").expect("a row")).collect();
        let ids: std::collections::HashSet<&str> =
            rows.iter().filter_map(|row| row.split(',').nth(1)).collect();
        assert_eq!(ids.len(), rows.len());
        assert!(ids.iter().all(|id| IdNumber::parse(id).is_ok()));
    }

    #[test]
    fn nobody_signs_in_twice_in_a_row() {
        let (first, second) = (next(10), next(10));
        assert_ne!(first.account, second.account);
        assert_ne!(first.number, second.number);
    }
}
