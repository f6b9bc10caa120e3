//! Each kind, in both languages and every form.

use contract::language::Language;

use super::{Words, write};
use crate::clock::Timestamp;
use crate::delivery::message::{Content, Purpose, Way};

/// 2026-11-22 16:05 in Taiwan.
const AT: Timestamp = Timestamp(1_795_334_700_000);
const ORIGIN: &str = "https://sso.education.example.edu.tw";
const TOKEN: &str = "AbCdEfGhIjKlMnOpQrStUv";

fn contents() -> Vec<Content> {
    let code = |purpose| Content::Code { code: "204068".into(), purpose, minutes: 10 };
    let changed = |way| Content::PasswordChanged { at: AT, way, link_token: TOKEN.into() };
    let ways = [Way::PersonalData, Way::DefaultPassword, Way::Code, Way::County, Way::Other];
    let mut all = vec![
        code(Purpose::Recovery),
        code(Purpose::Activation),
        Content::RecoveryStarted { at: AT, link_token: TOKEN.into() },
        Content::AccountLookedUp { at: AT },
        Content::CountyLinked { at: AT, county: "66000000".into(), link_token: TOKEN.into() },
    ];
    all.extend(ways.map(changed));
    all
}

fn each(check: impl Fn(&Content, Language, &Words)) {
    for content in contents() {
        for language in Language::ALL {
            check(&content, language, &write(language, &content, AT, ORIGIN));
        }
    }
}

/// Parts that a phone shows as one message (3GPP TS 23.040: 160 or 70 letters, 153 or 67 of more).
fn segments(text: &str) -> usize {
    let (one, more) = if text.is_ascii() { (160, 153) } else { (70, 67) };
    let length = text.encode_utf16().count();
    if length <= one { 1 } else { length.div_ceil(more) }
}

#[test]
fn code_is_in_every_form_and_not_in_the_subject() {
    each(|content, _, words| {
        if let Content::Code { code, .. } = content {
            for form in [&words.letter.text(), &words.letter.html(), &words.sms] {
                assert_eq!(form.matches(code.as_str()).count(), 1, "{form}");
                assert!(form.contains("16:15"), "says until when: {form}");
            }
        }
        assert!(!words.letter.subject.contains(|c: char| c.is_ascii_digit()), "{}", words.letter.subject);
    });
}

#[test]
fn notices_say_when_and_link_to_the_way_out() {
    let link = format!("{ORIGIN}/not-me#{TOKEN}");
    each(|content, language, words| {
        let has_link = match content {
            Content::Code { .. } => return,
            Content::AccountLookedUp { .. } => false,
            Content::RecoveryStarted { .. }
            | Content::PasswordChanged { .. }
            | Content::CountyLinked { .. } => true,
        };
        let moment = if language == Language::En { "22 November, 16:05" } else { "11 月 22 日 16:05" };
        for form in [&words.letter.text(), &words.letter.html(), &words.sms] {
            assert!(form.contains(moment), "{form}");
            assert_eq!(form.contains(&link), has_link, "{form}");
        }
        let button = format!("<a href=\"{link}\"");
        assert_eq!(words.letter.html().contains(&button), has_link);
    });
}

#[test]
fn each_message_is_in_the_language_asked_for() {
    each(|_, language, words| {
        let is_chinese = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        let expected = language == Language::ZhTw;
        for form in [words.letter.subject, words.letter.signature, &words.letter.text(), &words.sms] {
            assert_eq!(is_chinese(form), expected, "{form}");
        }
        let lang = format!("<html lang=\"{}\">", language.html_lang());
        assert!(words.letter.html().contains(&lang));
    });
}

#[test]
fn ways_of_changing_a_password_read_differently() {
    for language in Language::ALL {
        let texts: std::collections::BTreeSet<String> = contents()
            .iter()
            .filter(|content| matches!(content, Content::PasswordChanged { .. }))
            .map(|content| write(language, content, AT, ORIGIN).letter.text())
            .collect();
        assert_eq!(texts.len(), 5);
    }
}

#[test]
fn html_is_escaped() {
    let code = Content::Code { code: "<b>&\"'".into(), purpose: Purpose::Recovery, minutes: 10 };
    let link = Content::RecoveryStarted { at: AT, link_token: "\"><script>".into() };
    for language in Language::ALL {
        let html = write(language, &code, AT, ORIGIN).letter.html();
        assert!(html.contains("&lt;b&gt;&amp;&quot;&#39;") && !html.contains("<b>"), "{html}");
        let html = write(language, &link, AT, ORIGIN).letter.html();
        assert!(html.contains("#&quot;&gt;&lt;script&gt;") && !html.contains("<script"), "{html}");
    }
}

#[test]
fn short_messages_are_short() {
    each(|_, _, words| assert!(segments(&words.sms) <= 2, "{} letters: {}", words.sms.len(), words.sms));
    assert_eq!(
        (segments(&"字".repeat(70)), segments(&"字".repeat(71)), segments(&"字".repeat(135))),
        (1, 2, 3)
    );
}

#[test]
fn words_say_what_to_do() {
    each(|_, _, words| {
        for form in [words.letter.subject, &words.letter.text(), &words.sms] {
            assert!(
                !["請", "抱歉", "無效", "sorry", "invalid"].iter().any(|word| form.contains(word)),
                "{form}"
            );
        }
    });
}
