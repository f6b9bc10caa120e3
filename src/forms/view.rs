//! How a form looks: a small control for each kind of field, and what is wrong above all.

use contract::rules::account::SUFFIX;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::device::focus;
use crate::forms::FormHandle;
use crate::forms::spec::{Field, FieldKind, FieldProblem};
use crate::ui::{
    Drawn, ErrorSummary, FieldText, PasswordField, PasswordText, SummaryItem, TextField, TextKind,
};
use crate::words::{Words, field_label, field_text, fill};

/// A form. Pressing Enter sends it as the browser does: no key is handled here.
#[component]
pub(crate) fn Form(
    /// What it is called by screen readers.
    name: &'static str,
    /// Called when it is sent.
    #[prop(into)]
    submit: Callback<()>,
    /// The fields and the button.
    children: Children,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit.run(());
    };
    view! {
        <form class="c-form" method="post" novalidate aria-label=name on:submit=on_submit>
            {children()}
        </form>
    }
    .drawn()
}

/// One field of a form, with the control of its kind. `is_shown` is for whoever hides a password
/// again.
pub(crate) fn field_view(
    form: FormHandle,
    field: Field,
    words: &'static Words,
    is_shown: Option<RwSignal<bool>>,
) -> AnyView {
    let text = around(form, field, words);
    let (name, chinese) = (field.name(), words.sign_in.chinese_input);
    match form.spec_of(field).map(|spec| spec.kind) {
        Some(FieldKind::Account) => {
            view! { <TextField name text kind=TextKind::Account suffix=SUFFIX chinese/> }.drawn()
        }
        Some(FieldKind::Digits) => view! { <TextField name text kind=TextKind::Digits chinese/> }.drawn(),
        Some(FieldKind::CurrentPassword) => {
            let is_shown = is_shown.unwrap_or_else(|| RwSignal::new(false));
            view! { <PasswordField name text says=of_password(words) is_shown/> }.drawn()
        }
        Some(FieldKind::Own) | None => ().into_any(),
    }
}

/// What has to be mended, above the heading.
pub(crate) fn form_errors(form: FormHandle, words: &'static Words) -> AnyView {
    let line = |(field, problem): (Field, FieldProblem)| SummaryItem {
        target: field.name(),
        text: field_text(words, field, problem).to_owned(),
    };
    let items: Vec<_> = form.problems().into_iter().map(line).collect();
    let say = if items.len() == 1 { words.form.mend_one } else { words.form.mend_many };
    let title = fill(say, &items.len().to_string());
    let go = |target: &'static str| focus(&["#", target].concat());
    view! { <ErrorSummary title items go/> }.drawn()
}

/// The text around a field.
pub(crate) fn around(form: FormHandle, field: Field, words: &'static Words) -> FieldText {
    let text = move |problem| field_text(words, field, problem).to_owned();
    FieldText {
        label: field_label(words, field),
        hint: match field {
            Field::Account => words.sign_in.account_hint,
            Field::Digits => words.challenge.digits_hint,
            Field::Password => "",
            Field::Later(field) => (field.hint)(words.language),
        },
        error: Signal::derive(move || form.problem(field).map(text).unwrap_or_default()),
        error_prefix: words.form.error_prefix,
    }
}

/// What a password field says.
pub(crate) const fn of_password(words: &Words) -> PasswordText {
    let say = &words.sign_in;
    PasswordText {
        show: say.show,
        hide: say.hide,
        shown: say.shown,
        hidden: say.hidden,
        caps_lock: say.caps_lock,
        chinese: say.chinese_input,
    }
}
