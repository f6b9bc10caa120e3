//! The signed link of a school's own computer: opened once, it makes the browser a kiosk.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use contract::language::Language;
use contract::paths;

use crate::app::App;
use crate::kiosk::link::{Link, LinkError};
use crate::oidc::page::Page;
use crate::oidc::respond::see_other;
use crate::routes::plain::PlainQuery;
use crate::security::cookies;

/// Nobody's link: cut off while it was copied, or made with another key file.
const INVALID: Page = Page {
    status: StatusCode::BAD_REQUEST,
    code: "kiosk.link_invalid",
    zh: (
        "這不是完整的設定連結",
        "這個連結讓學校的電腦成為共用電腦。從頭到尾再複製一次，或請學校的資訊人員重新產生。要登入的話，打開教育雲的登入頁就可以。",
    ),
    en: (
        "This is not a whole set-up link",
        "The link sets up a school's computer. Copy it again from its beginning to its end, or ask whoever looks after the school's computers for a new one. To sign in, open the sign-in page.",
    ),
};

/// A link of ours whose time is over.
const EXPIRED: Page = Page {
    status: StatusCode::GONE,
    code: "kiosk.link_expired",
    zh: (
        "這個設定連結過期了",
        "這部電腦還可以登入，只是不會當成學校的共用電腦。請學校的資訊人員產生新的連結，設成瀏覽器的首頁。",
    ),
    en: (
        "This set-up link is too old",
        "You can still sign in here, but the computer is not set up as the school's. Ask whoever looks after the school's computers to make a new link and set it as the browser's start page.",
    ),
};

/// Keeps the link in a cookie that ends with the browser's window, and goes on to its start page.
pub async fn open_kiosk(
    State(app): State<App>,
    token: Result<Path<String>, PathRejection>,
    query: Result<Query<PlainQuery>, QueryRejection>,
) -> Response {
    let token = token.map(|Path(token)| token).unwrap_or_default();
    let link = match Link::read(&app.keys, &token, app.clock.now()) {
        Ok(link) => link,
        Err(LinkError::Invalid) => return INVALID.show(&way_in()),
        Err(LinkError::Expired) => return EXPIRED.show(&way_in()),
    };
    let language = query.map_or(Language::default(), |Query(query)| query.language());
    let mut response = see_other(&paths::in_language(link.page, language));
    if let Some(cookie) = cookies::set(cookies::KIOSK, &token, None) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn way_in() -> String {
    let [chinese, english] =
        Language::ALL.map(|language| paths::in_language(paths::SCREEN_SIGN_IN, language));
    format!("<p><a href=\"{chinese}\">登入</a> · <a href=\"{english}\" lang=\"en\">Sign in</a></p>\n")
}
