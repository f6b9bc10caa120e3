//! Examples of what is said, waited for and looked at.

use leptos::prelude::*;

use crate::ui::examples::Example;
use crate::ui::{
    Challenge, Drawn, ErrorSummary, Icon, Mark, Notice, Page, Shape, Spinner, SummaryItem, Tone,
};

/// The examples, control by control.
pub(super) const EXAMPLES: &[Example] = &[
    Example { name: "notice: info", draw: || notice(Tone::Info) },
    Example { name: "notice: success", draw: || notice(Tone::Success) },
    Example { name: "notice: warning", draw: || notice(Tone::Warning) },
    Example { name: "notice: error", draw: || notice(Tone::Error) },
    Example { name: "error_summary: one", draw: || summary(1) },
    Example { name: "error_summary: two", draw: || summary(2) },
    Example { name: "challenge: on its way", draw: || challenge(None, "正在準備驗證碼…") },
    Example { name: "challenge: here", draw: || challenge(Some(PICTURE), "") },
    Example { name: "spinner", draw: || view! { <Spinner/> }.drawn() },
    Example { name: "icon", draw: icons },
    Example { name: "mark", draw: || view! { <Mark/> }.drawn() },
    Example { name: "page", draw: page },
];

fn notice(tone: Tone) -> AnyView {
    let text = "教育雲端帳號將於星期六 16:00 到 24:00 維護。";
    view! { <Notice tone id="example-notice"><p>{text}</p></Notice> }.drawn()
}

fn summary(count: usize) -> AnyView {
    let all = [("example-wrong", "輸入帳號"), ("example-password", "輸入密碼")];
    let line = |(target, text): (&'static str, &str)| SummaryItem { target, text: text.to_owned() };
    let items = all.into_iter().take(count).map(line).collect();
    let title = ["有 ", &count.to_string(), " 個地方需要修改"].concat();
    view! { <ErrorSummary title items go=|_| ()/> }.drawn()
}

/// A grey picture of one pixel.
const PICTURE: &str = "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

fn challenge(source: Option<&str>, waiting: &'static str) -> AnyView {
    let source = source.map(str::to_owned);
    view! { <Challenge source alt="" waiting/> }.drawn()
}

fn icons() -> AnyView {
    let shapes = [
        Shape::Alert,
        Shape::Away,
        Shape::Check,
        Shape::Eye,
        Shape::EyeOff,
        Shape::Info,
        Shape::Renew,
        Shape::Sound,
    ];
    shapes.into_iter().map(|shape| view! { <Icon shape/> }).collect_view().into_any()
}

fn page() -> AnyView {
    let (heading, lead) = ("聯絡我們", "帳號登不進去、資料不對，都可以找我們。");
    view! { <Page heading lead>""</Page> }.drawn()
}
