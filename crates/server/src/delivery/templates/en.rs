//! English. Short messages keep to the letters of GSM 03.38, of which 160 fit into one.

use contract::language::Language;

use super::{Letter, Words, moment, not_me};
use crate::clock::Timestamp;
use crate::delivery::message::{Content, Purpose, Way};
use crate::services::import::areas::by_code;

const SIGNATURE: &str = "EduPass, the single sign-on of Taiwan’s schools";
const LINK: &str = "This was not me";

pub(super) fn write(content: &Content, written_at: Timestamp, origin: &str) -> Words {
    match content {
        Content::Code { code, purpose, minutes } => self::code(code, *purpose, *minutes, written_at),
        Content::RecoveryStarted { at, link_token } => recovery_started(*at, not_me(origin, link_token)),
        Content::PasswordChanged { at, way, link_token } => {
            password_changed(*at, *way, not_me(origin, link_token))
        }
        Content::CountyLinked { at, county, link_token } => {
            county_linked(*at, county, not_me(origin, link_token))
        }
        Content::AccountLookedUp { at } => account_looked_up(*at),
    }
}

fn letter(subject: &'static str, opening: String, closing: &[&str]) -> Letter {
    Letter {
        language: Language::En,
        subject,
        opening: vec!["Hello,".to_owned(), opening],
        code: None,
        closing: closing.iter().map(|line| (*line).to_owned()).collect(),
        link: None,
        signature: SIGNATURE,
    }
}

fn code(code: &str, purpose: Purpose, minutes: u32, written_at: Timestamp) -> Words {
    let until = moment::time(written_at.plus_seconds(i64::from(minutes) * 60));
    let (subject, doing, what) = match purpose {
        Purpose::Recovery => {
            ("EduPass: your code for a new password", "setting a new password for", "set a new password")
        }
        Purpose::Activation => {
            ("EduPass: your code to activate the account", "activating", "activate your account")
        }
    };
    let opening = format!(
        "Somebody is {doing} your education cloud account. If it is you, enter this code within \
         {minutes} minutes (until {until}, Taiwan time):"
    );
    let closing = [
        "If it is not you, there is nothing to do: your account stays as it is.",
        "The code is for you alone. No teacher and no hotline will ever ask you for it.",
    ];
    let letter = Letter { code: Some(code.to_owned()), ..letter(subject, opening, &closing) };
    let sms = format!(
        "EduPass code {code}: enter it until {until} to {what}. Tell nobody. If you did not ask for it, \
         there is nothing to do."
    );
    Words { letter, sms }
}

fn recovery_started(at: Timestamp, link: String) -> Words {
    let when = moment::en(at);
    let opening = format!(
        "On {when} (Taiwan time), somebody gave your personal data and is about to set a new password for \
         your education cloud account."
    );
    let closing = [
        "If it was you, there is nothing to do.",
        "If it was not you, open the page below and choose “This was not me”: that stops it.",
    ];
    let sms = format!(
        "EduPass: on {when} somebody gave your personal data to set a new password. Not you? Stop it: {link}"
    );
    let letter = letter("EduPass: somebody is about to set your password", opening, &closing);
    Words { letter: Letter { link: Some((LINK, link)), ..letter }, sms }
}

fn password_changed(at: Timestamp, way: Way, link: String) -> Words {
    let when = moment::en(at);
    let how = match way {
        Way::PersonalData => ", after personal data had been checked",
        Way::DefaultPassword => ", with the school’s default password",
        Way::Code => ", with a code sent to a backup address",
        Way::County => ", after a sign-in with the county account",
        Way::Other => "",
    };
    let opening = format!("On {when} (Taiwan time), your education cloud account got a new password{how}.");
    let closing = [
        "If it was you, there is nothing to do.",
        "If it was not you, open the page below at once and choose “This was not me”: that locks the account.",
    ];
    let sms = format!("EduPass: your account got a new password on {when}. Not you? Open at once: {link}");
    let letter = letter("EduPass: your password was changed", opening, &closing);
    Words { letter: Letter { link: Some((LINK, link)), ..letter }, sms }
}

fn county_linked(at: Timestamp, county: &str, link: String) -> Words {
    let when = moment::en(at);
    let county = by_code(county).map_or("a county", |county| county.english.as_str());
    let opening = format!(
        "On {when} (Taiwan time), your education cloud account was linked with a county account of {county}, \
         which opens it from now on."
    );
    let closing = [
        "If it was you, there is nothing to do.",
        "If it was not you, open the page below at once and choose “This was not me”: that removes the link.",
    ];
    let sms = format!(
        "EduPass: on {when} your account was linked with a county account ({county}). Not you? Open at once: \
         {link}"
    );
    let letter = letter("EduPass: your account was linked with a county account", opening, &closing);
    Words { letter: Letter { link: Some((LINK, link)), ..letter }, sms }
}

fn account_looked_up(at: Timestamp) -> Words {
    let when = moment::en(at);
    let opening = format!(
        "On {when} (Taiwan time), somebody gave your personal data and saw the name of your education cloud \
         account."
    );
    let closing = [
        "If it was you, there is nothing to do.",
        "If it was not you, set a new password and tell a teacher. The name alone opens nothing.",
    ];
    let sms = format!(
        "EduPass: on {when} somebody looked up your account's name. Not you? Set a new password and tell a \
         teacher."
    );
    Words { letter: letter("EduPass: somebody looked up your account", opening, &closing), sms }
}
