//! A mail's parts.

use mail_parser::MessageParser;

use crate::outbox::{Channel, Received};

/// Reads a mail for `to` off its wire form.
pub(super) fn read(raw: Vec<u8>, to: String) -> Received {
    let parsed = MessageParser::default().parse(&raw);
    let parsed = parsed.as_ref();
    let owned = |text: &str| text.to_owned();
    // The parser makes HTML of a plain part and text of an HTML part; only what was sent counts.
    let text = parsed.filter(|mail| mail.text_bodies().any(|part| part.is_text() && !part.is_text_html()));
    let html = parsed.filter(|mail| mail.html_bodies().any(|part| part.is_text_html()));
    Received {
        id: parsed.and_then(|mail| mail.message_id()).map(owned).unwrap_or_default(),
        channel: Channel::Mail,
        to,
        subject: parsed.and_then(|mail| mail.subject()).map(owned),
        text: text.and_then(|mail| mail.body_text(0)).map(|text| text.into_owned()).unwrap_or_default(),
        html: html.and_then(|mail| mail.body_html(0)).map(|html| html.into_owned()),
        received_at: String::new(),
        raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_and_an_encoded_subject_are_read() {
        let raw = "Message-ID: <a@b>\r\nSubject: =?utf-8?B?5pWZ6IKy?=\r\nMIME-Version: 1.0\r\n\
                   Content-Type: multipart/alternative; boundary=x\r\n\r\n\
                   --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain\r\n\
                   --x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>rich</p>\r\n--x--\r\n";
        let mail = read(raw.as_bytes().to_vec(), "c@d".into());
        assert_eq!((mail.id.as_str(), mail.subject.as_deref()), ("a@b", Some("教育")));
        assert_eq!((mail.text.trim(), mail.html.as_deref().map(str::trim)), ("plain", Some("<p>rich</p>")));
    }

    #[test]
    fn plain_mail_has_no_html() {
        let mail = read(b"Subject: a\r\n\r\nplain\r\n".to_vec(), "c@d".into());
        assert_eq!((mail.text.trim(), mail.html), ("plain", None));
    }
}
