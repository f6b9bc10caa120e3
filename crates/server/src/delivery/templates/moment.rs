//! Moments as people in Taiwan say them.

use crate::clock::Timestamp;

/// `16:05`.
pub(super) fn time(at: Timestamp) -> String {
    let time = at.taiwan_time();
    format!("{}:{:02}", time.hour(), time.minute())
}

/// `11 月 22 日 16:05`.
pub(super) fn zh(at: Timestamp) -> String {
    let date = at.taiwan_date();
    format!("{} 月 {} 日 {}", u8::from(date.month()), date.day(), time(at))
}

/// `22 November, 16:05`.
pub(super) fn en(at: Timestamp) -> String {
    let date = at.taiwan_date();
    format!("{} {}, {}", date.day(), date.month(), time(at))
}
