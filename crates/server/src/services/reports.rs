//! 回報問題: a report, without anything personal in it.

use contract::api::problem::pointer;
use contract::api::report::{NewReport, ReportReceipt};
use contract::error::{ErrorCode, FieldErrorKind};
use contract::paths;
use contract::rules::fold::fold_compact;
use rand::Rng as _;

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::services::import::level::LevelWord as _;
use crate::services::refusal::{Refusal, field};
use crate::services::visitor::Visitor;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::report::{self, Report};
use crate::store::{Transaction, attempt};

/// The longest text.
const CHARACTERS_MAX: usize = 500;
/// Reports from one source, a network or an account, in an hour.
const PER_HOUR: i64 = 10;
/// A reference's characters: none that look or sound like another.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// A reference's length.
const LENGTH: usize = 8;

/// Stores a report.
///
/// # Errors
/// [`ErrorCode::RequestInvalid`] with the field, [`ErrorCode::RateLimited`], or our own failure.
pub async fn submit(app: &App, visitor: &Visitor, new: NewReport) -> Result<ReportReceipt, Refusal> {
    let mut errors = Vec::new();
    if paths::screen_of(&new.page).is_none() {
        errors.push(field(pointer::PAGE, FieldErrorKind::Unknown));
    }
    errors.extend(fault_in(&new.message).map(|rule| field(pointer::MESSAGE, rule)));
    let is_code =
        |code: &str| (4..=6).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if new.school.as_ref().is_some_and(|school| !is_code(&school.code)) {
        errors.push(field(pointer::SCHOOL, FieldErrorKind::Unknown));
    }
    if !errors.is_empty() {
        return Err(Refusal::new(ErrorCode::RequestInvalid).with_errors(errors));
    }
    let draft = Draft {
        page: new.page,
        school_code: new.school.as_ref().map(|school| school.code.clone()),
        school_level: new.school.map(|school| school.level.word().to_owned()),
        message: new.message.trim().to_owned(),
        account_id: None,
    };
    keep(app, &[b"report", &visitor.prefix()], draft).await
}

/// What is wrong with the text of a report.
#[must_use]
pub fn fault_in(message: &str) -> Option<FieldErrorKind> {
    let message = message.trim();
    if message.chars().count() > CHARACTERS_MAX {
        Some(FieldErrorKind::TooLong)
    } else {
        looks_personal(message).then_some(FieldErrorKind::PersonalData)
    }
}

/// A report apart from its number and moment.
pub struct Draft {
    /// The page.
    pub page: String,
    /// The school.
    pub school_code: Option<String>,
    /// Its level, in the ministry's word.
    pub school_level: Option<String>,
    /// What there is to say.
    pub message: String,
    /// Whose report it is. It stands in the audit log only, beside the number: the report itself names nobody.
    pub account_id: Option<String>,
}

/// Stores a report whose text was looked at, ten in an hour for each `source`.
///
/// # Errors
/// [`ErrorCode::RateLimited`], or our own failure.
pub async fn keep(app: &App, source: &[&[u8]], draft: Draft) -> Result<ReportReceipt, Refusal> {
    let Draft { page, school_code, school_level, message, account_id } = draft;
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    limit(app, source, &transaction).await?;
    let row = Report { reference: reference(), at: now.0, page, school_code, school_level, message };
    report::insert(&transaction, &row).await?;
    let subject = Subject { account_id, detail: Some(row.reference.clone()), ..Subject::default() };
    audit::append(&transaction, Event::Reported, Actor::Person, subject, now).await?;
    transaction.commit().await?;
    Ok(ReportReceipt { reference: row.reference })
}

async fn limit(app: &App, source: &[&[u8]], transaction: &Transaction) -> Result<(), Refusal> {
    let now = app.clock.now();
    let bucket = app.keys.tag(Purpose::Bucket, source);
    let (uses, ends) = attempt::use_in_window(transaction, &bucket, 3600, now).await?;
    if uses > PER_HOUR {
        return Err(Refusal::new(ErrorCode::RateLimited).retry_after(ends.seconds_from(now)));
    }
    Ok(())
}

fn reference() -> String {
    let mut random = crate::random::generator();
    (0..LENGTH).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())])).collect()
}

/// Whether a text has what looks like an ID number or a date of birth: six digits in a row, in groups or
/// not, or year, month and day.
fn looks_personal(text: &str) -> bool {
    let folded = fold_compact(text);
    let groups: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let dated = ['/', '.', '年'].into_iter().any(|separator| is_date(&folded, separator));
    dated || groups.iter().any(|group| group.len() >= 6)
}

/// Whether three groups of digits stand around this separator as in a date.
fn is_date(text: &str, separator: char) -> bool {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(separator) {
        let year = before.chars().rev().take_while(char::is_ascii_digit).count();
        let month = after.chars().take_while(char::is_ascii_digit).count();
        let tail = after.get(month..).unwrap_or_default();
        let day = tail.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if (2..=4).contains(&year) && (1..=2).contains(&month) && day {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::looks_personal;

    #[test]
    fn personal_data_is_found_in_every_form() {
        for text in [
            "A123456789",
            "我是 a 1234-56789",
            "生日 2013/05/06",
            "民國102年05月06日",
            "102年5月6日",
            "１０２０５０６",
            "102.05.06",
        ] {
            assert!(looks_personal(text), "{text}");
        }
        for text in ["", "第 3 步按了沒有反應", "5 年 2 班，11:30 試過兩次", "錯誤 404"] {
            assert!(!looks_personal(text), "{text}");
        }
    }
}
