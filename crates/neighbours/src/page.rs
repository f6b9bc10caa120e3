//! The page that shows what was sent, for a person who tries the demo.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse};

use crate::outbox::{Channel, Outbox, Received};

const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";
const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const EMPTY: &str =
    "<p class=\"empty\">還沒有任何訊息。在教育通行忘記密碼、啟用帳號時，信和簡訊會出現在這裡。</p>";

/// `GET /`: everything, the newest first.
pub async fn show(State(outbox): State<Outbox>) -> impl IntoResponse {
    let messages = outbox.messages();
    let list = messages.iter().map(article).collect::<String>();
    let body = if messages.is_empty() { EMPTY.to_owned() } else { list };
    let headers: [(HeaderName, &str); 2] =
        [(header::CONTENT_SECURITY_POLICY, POLICY), (header::CACHE_CONTROL, "no-store")];
    (headers, Html(PAGE.replace("{messages}", &body)))
}

/// `GET /style.css`.
pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// `GET /messages`: everything, for programs.
pub async fn messages(State(outbox): State<Outbox>) -> Json<Vec<Received>> {
    Json(outbox.messages())
}

/// `DELETE /messages`: forgets everything.
pub async fn clear(State(outbox): State<Outbox>) -> StatusCode {
    outbox.clear();
    StatusCode::NO_CONTENT
}

fn article(message: &Received) -> String {
    let channel = match message.channel {
        Channel::Mail => "信",
        Channel::Sms => "簡訊",
    };
    let subject = message.subject.as_deref().unwrap_or("簡訊");
    let (subject, to, text) = (escape(subject), escape(&message.to), escape(message.text.trim()));
    let at = escape(&message.received_at);
    format!(
        "<article>\n<h2><span class=\"channel\">{channel}</span> {subject}</h2>\n\
         <p class=\"about\">寄給 <b>{to}</b>　<time datetime=\"{at}\">{at}</time></p>\n\
         <pre>{text}</pre>\n</article>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
