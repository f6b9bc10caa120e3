//! A letter as HTML: no picture, no script, nothing that is fetched. Mail programs drop style
//! sheets, so the few styles stand at their elements.

use super::Letter;
use crate::html::escape;

const BODY: &str = "margin:0 auto;padding:24px;max-width:36em;color:#1b1b1b;background:#fff;\
                    font:16px/1.7 system-ui,'Noto Sans TC','Microsoft JhengHei',sans-serif";
const CODE: &str = "margin:24px 0;padding:12px 0;text-align:center;background:#f1f5f4;\
                    font:700 32px/1.2 ui-monospace,monospace;letter-spacing:.2em";
const LINK: &str = "display:inline-block;padding:12px 24px;border-radius:6px;color:#fff;background:#0b5a4c";
const ADDRESS: &str = "color:#4a4a4a;font-size:14px;overflow-wrap:anywhere";
const FOOT: &str = "margin-top:32px;padding-top:12px;border-top:1px solid #ccc;color:#4a4a4a;font-size:14px";

impl Letter {
    /// The HTML part of the mail.
    #[must_use]
    pub fn html(&self) -> String {
        let paragraph = |line: &String| format!("<p>{}</p>\n", escape(line));
        let code = self.code.iter().map(|code| format!("<p style=\"{CODE}\">{}</p>\n", escape(code)));
        let link = self.link.iter().map(|(words, address)| {
            let (words, address) = (escape(words), escape(address));
            format!(
                "<p><a href=\"{address}\" style=\"{LINK}\">{words}</a></p>\n\
                 <p style=\"{ADDRESS}\">{address}</p>\n"
            )
        });
        let opening = self.opening.iter().map(paragraph);
        let body = opening.chain(code).chain(self.closing.iter().map(paragraph)).chain(link);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n\
             <body style=\"{BODY}\">\n{}<p style=\"{FOOT}\">{}</p>\n</body>\n</html>\n",
            self.language.html_lang(),
            escape(self.subject),
            body.collect::<String>(),
            escape(self.signature),
        )
    }
}
