//! Plain pages for what cannot be answered by a redirect: no style, no script, both languages.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// What a page says. The sentences are stable: hotlines look for them.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The answer's status.
    pub status: StatusCode,
    /// The stable code, for whoever runs the service.
    pub code: &'static str,
    /// The Chinese heading and sentence.
    pub zh: (&'static str, &'static str),
    /// The English heading and sentence.
    pub en: (&'static str, &'static str),
}

/// The request itself is wrong, and it is not known to whom that could be told.
#[must_use]
pub const fn bad_request(code: &'static str) -> Page {
    Page {
        status: StatusCode::BAD_REQUEST,
        code,
        zh: (
            "這項服務沒有正確地請求登入",
            "請回到服務的首頁再試一次。若還是一樣，請把這一頁的代碼告訴服務的管理者。",
        ),
        en: (
            "The service did not ask for a sign-in correctly",
            "Go back to the service and try again. If that does not help, tell its operator the code on this page.",
        ),
    }
}

/// The authorization request is unknown here, over, or another browser's.
pub const REQUEST_OVER: Page = Page {
    status: StatusCode::GONE,
    code: "request.over",
    zh: ("這次登入已經結束或逾時", "請回到服務的首頁重新登入。"),
    en: ("This sign-in is finished or took too long", "Go back to the service and sign in again."),
};

/// Signing out was asked for in a way that cannot be followed.
#[must_use]
pub const fn bad_logout(code: &'static str) -> Page {
    Page {
        status: StatusCode::BAD_REQUEST,
        code,
        zh: ("這項服務沒有正確地請求登出", "還沒有登出。要登出教育雲端帳號，請到「我的帳號」按「登出」。"),
        en: (
            "The service did not ask for a sign-out correctly",
            "You are not signed out. To sign out, open your account page and choose Sign out.",
        ),
    }
}

/// Nobody is signed in any more.
pub const SIGNED_OUT: Page = Page {
    status: StatusCode::OK,
    code: "signed_out",
    zh: ("已經登出", "若這是共用的電腦，請關閉瀏覽器。"),
    en: ("You are signed out", "On a shared computer, close the browser."),
};

/// Asks whether to sign out.
pub const CONFIRM_SIGN_OUT: Page = Page {
    status: StatusCode::OK,
    code: "confirm_sign_out",
    zh: ("要登出嗎？", "登出後，這個瀏覽器裡用教育雲端帳號登入的服務也會登出。"),
    en: ("Sign out?", "Services that you signed in to with this account in this browser are signed out too."),
};

/// Something broke on our side.
pub const FAILED: Page = Page {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    code: "server.error",
    zh: ("系統發生問題", "請稍後再試。若還是一樣，請打客服專線 04-2222-0507。"),
    en: ("Something broke on our side", "Try again in a moment. If that does not help, call 04-2222-0507."),
};

impl Page {
    /// The page, with `extra` markup of ours below its sentences.
    #[must_use]
    pub fn show(self, extra: &str) -> Response {
        let Self { status, code, zh, en } = self;
        let text = format!(
            "<!DOCTYPE html>\n<html lang=\"zh-Hant-TW\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{} – 教育通行</title>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n\
             <div lang=\"en\">\n<h2>{}</h2>\n<p>{}</p>\n</div>\n{extra}<p><code>{code}</code></p>\n\
             </main>\n</body>\n</html>\n",
            zh.0, zh.0, zh.1, en.0, en.1
        );
        html(status, text, "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
    }
}

/// An answer in HTML with its own content policy.
#[must_use]
pub fn html(status: StatusCode, text: String, policy: &str) -> Response {
    let mut response = (status, text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Text as it may stand in markup and in an attribute.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
