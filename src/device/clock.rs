//! The one place of the portal that reads a clock, and how times are written.

use contract::language::Language;
use contract::rules::date::Date as Day;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// Schools are in Taiwan, and so are their clocks, whatever a device is set to.
const TIME_ZONE: &str = "Asia/Taipei";

/// The years before the first of the Republic's calendar.
const ROC_OFFSET: u32 = 1911;

/// Where a device has no calendar, nobody is taken for born too late.
const LATE_YEAR: u16 = 2100;

/// Milliseconds on the device's clock.
pub(crate) fn now_ms() -> f64 {
    Date::now()
}

/// Today, in Taiwan.
pub(crate) fn today() -> Day {
    let now = Moment(Date::new_0());
    let part = |name| now.write("en", &[(name, "numeric")]);
    let read = || {
        let (year, month) = (part("year").parse().ok()?, part("month").parse().ok()?);
        Day::new(year, month, part("day").parse().ok()?)
    };
    read().or_else(|| Day::new(LATE_YEAR, 1, 1)).expect("a day") // invariant: every January has a first day
}

/// A point in time from the API (RFC 3339).
pub(crate) struct Moment(Date);

impl Moment {
    /// Reads what the API sent.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let date = Date::new(&JsValue::from_str(text));
        (!date.get_time().is_nan()).then_some(Self(date))
    }

    /// Day and time in both calendars, as people write them in `language`.
    pub(crate) fn in_words(&self, language: Language) -> String {
        let year: u32 = self.write("en", &[("year", "numeric")]).parse().unwrap_or_default();
        let roc = year.saturating_sub(ROC_OFFSET).to_string();
        let time = self.write(language.code(), &[("timeStyle", "short")]);
        let day = self.write(day_locale(language), &[("dateStyle", "long")]);
        match language {
            Language::ZhTw => [&day, "（民國 ", &roc, " 年）", &time].concat(),
            Language::En => [&day, " (ROC ", &roc, "), ", &time].concat(),
        }
    }

    /// Day and time, short.
    pub(crate) fn in_short(&self, language: Language) -> String {
        let style = [("dateStyle", "medium"), ("timeStyle", "short")];
        self.write(day_locale(language), &style)
    }

    fn write(&self, locale: &str, style: &[(&str, &str)]) -> String {
        let options = Object::new();
        for (key, value) in style.iter().chain(&[("timeZone", TIME_ZONE)]) {
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        let format = Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str(locale)), &options);
        let text = format.format().call1(&JsValue::NULL, &self.0);
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}

/// English dates put the day first (experience.md I5).
const fn day_locale(language: Language) -> &'static str {
    match language {
        Language::ZhTw => "zh-TW",
        Language::En => "en-GB",
    }
}
