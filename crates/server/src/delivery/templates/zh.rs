//! Traditional Chinese.

use contract::language::Language;

use super::{Letter, Words, moment, not_me};
use crate::clock::Timestamp;
use crate::delivery::message::{Content, Purpose, Way};
use crate::services::import::areas::by_code;

const SIGNATURE: &str = "教育通行　教育體系單一簽入服務";
const LINK: &str = "不是我";

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
        language: Language::ZhTw,
        subject,
        opening: vec!["你好：".to_owned(), opening],
        code: None,
        closing: closing.iter().map(|line| (*line).to_owned()).collect(),
        link: None,
        signature: SIGNATURE,
    }
}

fn code(code: &str, purpose: Purpose, minutes: u32, written_at: Timestamp) -> Words {
    let until = moment::time(written_at.plus_seconds(i64::from(minutes) * 60));
    let (subject, what) = match purpose {
        Purpose::Recovery => ("教育通行：重設密碼的驗證碼", "重設教育雲端帳號的密碼"),
        Purpose::Activation => ("教育通行：啟用帳號的驗證碼", "啟用教育雲端帳號"),
    };
    let opening = format!("有人正在{what}。是你的話，在 {minutes} 分鐘內（{until} 以前）輸入這組驗證碼：");
    let closing = [
        "不是你的話，不用理會這封信，帳號不會有任何改變。",
        "驗證碼只有自己能用，別告訴任何人。老師和客服都不會向你要驗證碼。",
    ];
    let letter = Letter { code: Some(code.to_owned()), ..letter(subject, opening, &closing) };
    let sms =
        format!("教育通行驗證碼 {code}，{until} 以前輸入，用來{what}。別告訴任何人；不是你要的，不用理會。");
    Words { letter, sms }
}

fn recovery_started(at: Timestamp, link: String) -> Words {
    let when = moment::zh(at);
    let opening = format!("{when}，有人用你的個人資料核對了身分，準備重設教育雲端帳號的密碼。");
    let closing =
        ["是你自己的話，不用做什麼。", "不是你的話，打開下面的網頁按「不是我」，這次重設就會停下來。"];
    let sms = format!("教育通行：{when}有人用你的個人資料準備重設密碼。不是你的話，打開 {link} 停止。");
    let letter = letter("教育通行：有人準備重設你的密碼", opening, &closing);
    Words { letter: Letter { link: Some((LINK, link)), ..letter }, sms }
}

fn password_changed(at: Timestamp, way: Way, link: String) -> Words {
    let when = moment::zh(at);
    let how = match way {
        Way::PersonalData => "用個人資料核對身分以後，",
        Way::DefaultPassword => "用學校的預設密碼，",
        Way::Code => "用寄到備用信箱或手機的驗證碼，",
        Way::County => "用縣市帳號登入以後，",
        Way::Other => "",
    };
    let opening = format!("{when}，你的教育雲端帳號{how}換了新的密碼。");
    let closing =
        ["是你自己換的話，不用做什麼。", "不是你換的話，馬上打開下面的網頁按「不是我」，帳號就會先鎖起來。"];
    let sms = format!("教育通行：{when}你的帳號換了密碼。不是你換的話，馬上打開 {link}");
    let letter = letter("教育通行：你的密碼換了", opening, &closing);
    Words { letter: Letter { link: Some((LINK, link)), ..letter }, sms }
}

fn county_linked(at: Timestamp, county: &str, link: String) -> Words {
    let when = moment::zh(at);
    let county = by_code(county).map_or("縣市", |county| county.name.as_str());
    let opening = format!("{when}，你的教育雲端帳號連結了{county}的縣市帳號，以後也可以用它登入。");
    let closing =
        ["是你自己連結的話，不用做什麼。", "不是你連結的話，馬上打開下面的網頁按「不是我」，連結就會取消。"];
    let sms = format!("教育通行：{when}你的帳號連結了{county}的縣市帳號。不是你的話，馬上打開 {link}");
    let letter = letter("教育通行：你的帳號連結了縣市帳號", opening, &closing);
    Words { letter: Letter { link: Some((LINK, link)), ..letter }, sms }
}

fn account_looked_up(at: Timestamp) -> Words {
    let when = moment::zh(at);
    let opening = format!("{when}，有人用你的個人資料查到了教育雲端帳號的名稱。");
    let closing = [
        "是你自己查的話，不用做什麼。",
        "不是你查的話，把密碼換成新的，再和學校的老師說一聲。只知道名稱還不能登入。",
    ];
    let sms =
        format!("教育通行：{when}有人用你的個人資料查到你的帳號名稱。不是你的話，換一個密碼並告訴老師。");
    Words { letter: letter("教育通行：有人查了你的帳號", opening, &closing), sms }
}
