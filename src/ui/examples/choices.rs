//! Examples of what is chosen, pressed or followed.

use leptos::prelude::*;

use crate::ui::checklist::{Checklist, Rule};
use crate::ui::combobox::{ComboState, Combobox, Row, Rows};
use crate::ui::dialog::Dialog;
use crate::ui::examples::{Example, around};
use crate::ui::radio_group::{Pick, RadioGroup};
use crate::ui::select::{Choice, Select};
use crate::ui::step_indicator::StepIndicator;
use crate::ui::{Button, Checkbox, Drawn, Look, ServiceTile};

/// The examples, control by control.
pub(super) const EXAMPLES: &[Example] = &[
    Example { name: "button: primary", draw: || button(Look::Primary, false) },
    Example { name: "button: secondary", draw: || button(Look::Secondary, false) },
    Example { name: "button: quiet", draw: || button(Look::Quiet, false) },
    Example { name: "button: busy", draw: || button(Look::Primary, true) },
    Example { name: "checkbox: open", draw: || checkbox("example-open", false) },
    Example { name: "checkbox: ticked", draw: || checkbox("example-ticked", true) },
    Example { name: "select: empty", draw: || select("example-county", "", "") },
    Example { name: "select: chosen", draw: || select("example-chosen", "tnn", "") },
    Example { name: "select: wrong", draw: || select("example-missing", "", "選擇縣市") },
    Example { name: "radio_group: open", draw: || radio("example-who", "") },
    Example { name: "radio_group: wrong", draw: || radio("example-role", "選擇身分") },
    Example { name: "combobox: as it is typed into", draw: combobox },
    Example { name: "checklist: half met", draw: checklist },
    Example { name: "dialog: closed, with the button that opens it", draw: dialog },
    Example { name: "step_indicator: second of three", draw: steps },
    Example { name: "service_tile", draw: tile },
];

fn button(look: Look, busy: bool) -> AnyView {
    let label = "登入";
    view! { <Button look busy press=|()| ()>{label}</Button> }.drawn()
}

fn checkbox(name: &'static str, ticked: bool) -> AnyView {
    let (label, hint) = ("這是我自己的裝置", "學校的電腦、借來的裝置，都不要勾。");
    let checked = RwSignal::new(ticked);
    view! { <Checkbox name label hint checked/> }.drawn()
}

fn counties() -> Vec<Choice> {
    let county = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    vec![county("tnn", "臺南市"), county("txg", "臺中市")]
}

fn select(name: &'static str, value: &'static str, error: &'static str) -> AnyView {
    let (text, empty) = (around("縣市", "", error), "還沒選");
    let (choices, chosen) = (counties(), RwSignal::new(value.to_owned()));
    let choose = move |value: String| chosen.set(value);
    view! { <Select name text empty choices chosen choose/> }.drawn()
}

fn radio(name: &'static str, error: &'static str) -> AnyView {
    let text = around("你是？", "", error);
    let choices = vec![Pick { value: "pupil", label: "學生" }, Pick { value: "teacher", label: "教師" }];
    let chosen = RwSignal::new(String::new());
    let choose = move |value: String| chosen.set(value);
    view! { <RadioGroup name text choices chosen choose/> }.drawn()
}

fn combobox() -> AnyView {
    let names = ["國立北門農工", "市立北門國小", "市立北門國中"];
    let row = |(value, name): (usize, &&str)| Row {
        value,
        label: (*name).to_owned(),
        detail: "臺南市 北門區".to_owned(),
        mark: if value == 2 { "此方式不支援" } else { "" },
    };
    let rows = Rows { total: names.len(), rows: names.iter().enumerate().map(row).collect() };
    let (text, remark) = (around("學校名稱", "可以打簡稱或學校代碼。", ""), Signal::stored(String::new()));
    let list_name = text.label;
    let (found, state) = (Signal::stored(rows), ComboState::new());
    view! {
        <Combobox name="example-school" text list_name remark found state choose=|_: Row| ()/>
    }
    .drawn()
}

fn checklist() -> AnyView {
    let rules = vec![
        Rule { label: Signal::stored("8 到 20 個字".to_owned()), is_met: true.into() },
        Rule { label: Signal::stored("有英文字母和數字".to_owned()), is_met: false.into() },
    ];
    let (title, met, open) = ("新密碼", "符合", "還沒符合");
    view! { <Checklist id="example-rules" title rules met open/> }.drawn()
}

fn dialog() -> AnyView {
    let is_open = RwSignal::new(false);
    let (title, close, text) = ("還在嗎？", "繼續使用", "再過 30 秒就會自動登出。");
    let (open, show) = ("打開", move |()| is_open.set(true));
    view! {
        <Button press=show>{open}</Button>
        <Dialog id="example-dialog" title is_open close><p>{text}</p></Dialog>
    }
    .drawn()
}

fn steps() -> AnyView {
    let (name, steps) = ("步驟", vec!["選擇學校", "填寫資料", "新密碼"]);
    view! { <StepIndicator name steps present=1/> }.drawn()
}

fn tile() -> AnyView {
    let (name, summary) = (String::from("因材網"), String::from("依程度安排的自主學習。"));
    let (address, monogram) = (String::from("https://example.tw"), String::from("因"));
    view! { <ServiceTile name summary address monogram hue=3/> }.drawn()
}
