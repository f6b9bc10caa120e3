//! One function per column of a school.

use contract::rules::fold::fold;

use super::{SchoolColumn as C, SchoolProblem as P};
use crate::services::import::areas::{County, District, county_with_district};
use crate::services::import::csv_file::cells::{Cells, Fault, lost_a_character};
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::import::problem::RowProblem;
use crate::services::import::school_code::{self, SchoolCodeError};
use crate::services::import::school_year::{self, SchoolYearError};

/// The longest real name has 24 characters.
const NAME_CHARACTERS_MAX: usize = 60;
const ADDRESS_CHARACTERS_MAX: usize = 120;
const PHONE_CHARACTERS_MAX: usize = 60;
const WEBSITE_CHARACTERS_MAX: usize = 200;

type Outcome<T> = Result<T, Fault<C, P>>;

fn fault<T>(column: C, problem: impl Into<P>) -> Outcome<T> {
    Err(Fault::at(column, problem))
}

/// The school's code.
pub(super) fn code(cells: &Cells<'_, C>) -> Outcome<String> {
    school_code::parse(cells.get(C::Code)).map_err(|error| {
        Fault::at(
            C::Code,
            match error {
                SchoolCodeError::Missing => P::CodeMissing,
                SchoolCodeError::Characters => P::CodeCharacters,
                SchoolCodeError::Length(found) => P::CodeLength { found },
            },
        )
    })
}

/// A name with at least one letter or Chinese character.
pub(super) fn name(cells: &Cells<'_, C>) -> Outcome<String> {
    let name = cells.get(C::Name);
    if name.is_empty() {
        return fault(C::Name, P::NameMissing);
    }
    if lost_a_character(name) {
        return fault(C::Name, RowProblem::LostCharacter);
    }
    if name.chars().count() > NAME_CHARACTERS_MAX {
        return fault(C::Name, P::NameTooLong);
    }
    if !name.chars().any(char::is_alphabetic) {
        return fault(C::Name, P::NameCharacters);
    }
    Ok(name.to_owned())
}

/// The county by its name; the area codes beside the name and in the school's code must agree.
pub(super) fn county(cells: &Cells<'_, C>, school: &str) -> Outcome<&'static County> {
    let (area, name) = bracketed(cells.get(C::County));
    if name.is_empty() {
        return fault(C::County, P::CountyMissing);
    }
    let Some(county) = County::by_name(name) else {
        return fault(C::County, P::CountyUnknown { written: short(name) });
    };
    let code = fold(cells.get(C::CountyCode));
    for (column, written) in [(C::County, area), (C::CountyCode, Some(code.as_str()))] {
        if let Some(written) = written.filter(|written| !written.is_empty() && !county.has_code(written)) {
            return fault(column, P::AreaCodeElsewhere { written: short(written), county: &county.name });
        }
    }
    match (school.len() == 6).then(|| school.get(..2)).flatten().and_then(County::by_area_code) {
        Some(other) if other.code != county.code => {
            fault(C::Code, P::CodeElsewhere { code_county: &other.name, county: &county.name })
        }
        _ => Ok(county),
    }
}

/// The level by its column, else as told for the whole file, else by name and code.
pub(super) fn level(cells: &Cells<'_, C>, told: Option<Level>, name: &str, code: &str) -> Outcome<Level> {
    let written = cells.get(C::Level);
    if written.is_empty() {
        let level = told.or_else(|| Level::from_name_and_code(name, code));
        return level.ok_or(Fault::at(C::Code, P::LevelMissing));
    }
    Level::from_word(written).ok_or_else(|| Fault::at(C::Level, P::LevelUnknown { written: short(written) }))
}

/// The address without the postal code before it.
pub(super) fn address(cells: &Cells<'_, C>, county: &'static County) -> Outcome<Option<String>> {
    let (_, address) = bracketed(cells.get(C::Address));
    let address = address.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace());
    if address.is_empty() {
        return Ok(None);
    }
    if lost_a_character(address) {
        return fault(C::Address, RowProblem::LostCharacter);
    }
    if address.chars().count() > ADDRESS_CHARACTERS_MAX {
        return fault(C::Address, P::AddressTooLong);
    }
    match County::at_start(address) {
        Some((other, _)) if other.code != county.code => {
            fault(C::Address, P::AddressElsewhere { address_county: &other.name, county: &county.name })
        }
        _ => Ok(Some(address.to_owned())),
    }
}

/// The district by its column, else by the address. Only 大專 may have none.
pub(super) fn district(
    cells: &Cells<'_, C>,
    county: &'static County,
    address: Option<&str>,
    level: Level,
) -> Outcome<Option<&'static District>> {
    let (_, written) = bracketed(cells.get(C::District));
    if written.is_empty() {
        let Some(address) = address else {
            return if level == Level::College { Ok(None) } else { fault(C::District, P::DistrictMissing) };
        };
        let rest = County::at_start(address).map_or(address, |(_, rest)| rest).trim_start();
        let found = county.district_at_start(rest);
        return if found.is_none() { fault(C::Address, P::AddressUnreadable) } else { Ok(found) };
    }
    let name = match County::at_start(written) {
        Some((named, rest)) if named.code == county.code && !rest.is_empty() => rest,
        _ => written,
    };
    match (county.district(name), county_with_district(name)) {
        (Some(district), _) => Ok(Some(district)),
        (None, Some(other)) => {
            fault(C::District, P::DistrictElsewhere { district_county: &other.name, county: &county.name })
        }
        (None, None) => fault(C::District, P::DistrictUnknown { written: short(name) }),
    }
}

/// The school year in the Republic's calendar; `2020 snapshot` is a year with a remark.
pub(super) fn year(cells: &Cells<'_, C>) -> Outcome<Option<u16>> {
    school_year::parse(cells.get(C::Year)).map_err(|error| {
        Fault::at(
            C::Year,
            match error {
                SchoolYearError::NotNumber => P::YearNotNumber,
                SchoolYearError::Implausible => P::YearImplausible,
            },
        )
    })
}

/// Digits with the signs that people write between them.
pub(super) fn phone(cells: &Cells<'_, C>) -> Outcome<Option<String>> {
    let phone = fold(cells.get(C::Phone));
    if phone.is_empty() {
        return Ok(None);
    }
    let is_sign = |c: char| c.is_ascii_digit() || c == ' ' || "()-+#*~,/.、;轉分機".contains(c);
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let is_fine = phone.chars().all(is_sign) && digits >= 6 && phone.chars().count() <= PHONE_CHARACTERS_MAX;
    if is_fine { Ok(Some(phone)) } else { fault(C::Phone, P::PhoneUnreadable) }
}

/// A web address; without a scheme it counts as `http://`.
pub(super) fn website(cells: &Cells<'_, C>) -> Outcome<Option<String>> {
    let written = fold(cells.get(C::Website));
    if written.is_empty() {
        return Ok(None);
    }
    let (scheme, rest) = written.split_once("://").unwrap_or(("http", &written));
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_is_fine = host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:_".contains(&byte));
    let is_fine = matches!(scheme.as_str(), "http" | "https")
        && host_is_fine
        && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\".contains(&byte))
        && rest.len() <= WEBSITE_CHARACTERS_MAX;
    if is_fine { Ok(Some(format!("{scheme}://{rest}"))) } else { fault(C::Website, P::WebsiteUnreadable) }
}

/// Text that is kept as it is.
pub(super) fn optional(cells: &Cells<'_, C>, column: C) -> Option<String> {
    let text = cells.get(column);
    (!text.is_empty()).then(|| text.chars().take(NAME_CHARACTERS_MAX).collect())
}

/// `[33]臺北市` into its code and its name.
fn bracketed(text: &str) -> (Option<&str>, &str) {
    let split = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    split.map_or((None, text), |(code, name)| (Some(code.trim()), name.trim()))
}

/// What stands in the cell, for a message.
fn short(text: &str) -> String {
    text.chars().take(20).collect()
}
