//! Examples of what is typed into.

use leptos::prelude::*;

use crate::ui::date_field::{Correction, DateField, DateParts, DateText};
use crate::ui::examples::{Example, around};
use crate::ui::id_field::{IdEntry, IdField};
use crate::ui::radio_group::Pick;
use crate::ui::text_area::TextArea;
use crate::ui::{Drawn, Keyboard, KeyboardNote, PasswordField, PasswordText, TextField, TextKind};

/// The examples, control by control.
pub(super) const EXAMPLES: &[Example] = &[
    Example { name: "text_field: empty", draw: text_empty },
    Example { name: "text_field: with suffix and hint", draw: text_suffix },
    Example { name: "text_field: wrong", draw: text_wrong },
    Example { name: "text_field: digits", draw: text_digits },
    Example { name: "password_field: hidden", draw: password_hidden },
    Example { name: "password_field: shown", draw: password_shown },
    Example { name: "password_field: wrong", draw: password_wrong },
    Example { name: "keyboard_note: Chinese input", draw: keyboard_chinese },
    Example { name: "id_field", draw: id },
    Example { name: "text_area", draw: text_area },
    Example { name: "date_field: empty", draw: date_empty },
    Example { name: "date_field: wrong", draw: date_wrong },
];

fn text_empty() -> AnyView {
    let (text, chinese) = (around("姓名", "", ""), "");
    view! { <TextField name="example-name" text kind=TextKind::Name chinese/> }.drawn()
}

fn text_suffix() -> AnyView {
    let (text, chinese) = (around("帳號", "輸入 @ 前面的部分就好。", ""), "");
    let suffix = "@mail.edu.tw";
    view! { <TextField name="example-account" text kind=TextKind::Account suffix chinese/> }.drawn()
}

fn text_wrong() -> AnyView {
    let (text, chinese) = (around("帳號", "", "輸入帳號"), "");
    view! { <TextField name="example-wrong" text kind=TextKind::Account chinese/> }.drawn()
}

fn text_digits() -> AnyView {
    let (text, chinese) = (around("驗證碼", "輸入圖片上的數字。", ""), "");
    view! { <TextField name="example-digits" text kind=TextKind::Digits chinese/> }.drawn()
}

fn password_hidden() -> AnyView {
    password("example-hidden", "", false)
}

fn password_shown() -> AnyView {
    password("example-shown", "", true)
}

fn password_wrong() -> AnyView {
    password("example-password", "輸入密碼", false)
}

fn password(name: &'static str, error: &'static str, shown: bool) -> AnyView {
    let says = PasswordText {
        show: "顯示密碼",
        hide: "隱藏密碼",
        shown: "密碼看得到了。",
        hidden: "密碼藏起來了。",
        caps_lock: "大寫鎖定（Caps Lock）開著。",
        chinese: "輸入法現在是中文。",
    };
    let (text, is_shown) = (around("密碼", "", error), RwSignal::new(shown));
    view! { <PasswordField name text says is_shown/> }.drawn()
}

fn keyboard_chinese() -> AnyView {
    let keyboard = Keyboard::default();
    keyboard.read("ㄊㄞ");
    let chinese = "輸入法現在是中文。";
    view! { <KeyboardNote keyboard chinese/> }.drawn()
}

fn id() -> AnyView {
    let (text, entry) = (around("身分證字號", "", ""), IdEntry::new());
    let eye = ["顯示號碼", "隱藏號碼"];
    view! { <IdField name="example-id" text eye entry/> }.drawn()
}

fn text_area() -> AnyView {
    let text = around("發生什麼事？（可以不填）", "", "");
    view! { <TextArea name="example-message" text/> }.drawn()
}

fn date_empty() -> AnyView {
    date("example-date", "", "")
}

fn date_wrong() -> AnyView {
    date("example-birthday", "看起來是民國年，選一下是哪一種年", "")
}

fn date(name: &'static str, error: &'static str, echo: &'static str) -> AnyView {
    let parts = DateParts::new();
    let says = DateText {
        year: "年",
        month: "月",
        day: "日",
        calendar: around("哪一種年？", "", ""),
        echo: Signal::stored(echo.to_owned()),
        read_in: Signal::stored(String::new()),
    };
    let calendars = vec![Pick { value: "roc", label: "民國" }, Pick { value: "gregorian", label: "西元" }];
    let corrections = Signal::stored(Vec::<Correction>::new());
    let text = around("生日", "例如 90 年 3 月 27 日", error);
    view! { <DateField name text says calendars corrections parts/> }.drawn()
}
