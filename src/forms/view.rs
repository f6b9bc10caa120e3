//! How a form looks: a small control for each kind of field, and what is wrong above all.

use contract::rules::account::SUFFIX;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::forms::FormHandle;
use crate::forms::spec::{Field, FieldKind, FieldProblem};
use crate::ui::{
    ErrorSummary, FieldText, PasswordField, PasswordText, SummaryItem, TextField, TextKind,
};
use crate::words::{field_label, field_text, fill, t, use_speech};

/// A form. Pressing Enter sends it as the browser does: no key is handled here.
#[component]
pub(crate) fn Form(
    /// What it is called by screen readers.
    name: crate::ui::Text,
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
}

/// One field of a form, with the control of its kind.
#[component]
pub(crate) fn FieldView(
    /// The form.
    form: FormHandle,
    /// Which field.
    field: Field,
    /// Whether a password can be read.
    #[prop(optional)]
    is_shown: Option<RwSignal<bool>>,
) -> impl IntoView {
    let text = field_words(form, field);
    let chinese = t(|w| w.sign_in.chinese_input);
    let name = field.name();
    form.spec_of(field).map(|spec| match spec.kind {
        FieldKind::Account => {
            view! { <TextField name text kind=TextKind::Account suffix=SUFFIX chinese/> }.into_any()
        }
        FieldKind::Digits => view! { <TextField name text kind=TextKind::Digits chinese/> }.into_any(),
        FieldKind::CurrentPassword => {
            let is_shown = is_shown.unwrap_or_else(|| RwSignal::new(false));
            view! { <PasswordField name text says=password_words() is_shown/> }.into_any()
        }
    })
}

/// What has to be mended, above the heading.
#[component]
pub(crate) fn FormErrors(
    /// The form.
    form: FormHandle,
) -> impl IntoView {
    let speech = use_speech();
    let line = move |(field, problem): (Field, FieldProblem)| SummaryItem {
        target: field.name(),
        text: field_text(speech.words(), field, problem).to_owned(),
    };
    let items = Signal::derive(move || form.problems().into_iter().map(line).collect::<Vec<_>>());
    let title = Signal::derive(move || {
        let (count, say) = (form.problems().len(), &speech.words().form);
        fill(if count == 1 { say.mend_one } else { say.mend_many }, &count.to_string())
    });
    let go = |target: &'static str| crate::device::focus(&["#", target].concat());
    view! { <ErrorSummary title items go/> }
}

fn field_words(form: FormHandle, field: Field) -> FieldText {
    let speech = use_speech();
    let hint: Option<crate::ui::Text> = match field {
        Field::Account => Some(t(|w| w.sign_in.account_hint)),
        Field::Digits => Some(t(|w| w.challenge.digits_hint)),
        Field::Password => None,
    };
    FieldText {
        label: Signal::derive(move || field_label(speech.words(), field).to_owned()),
        hint,
        error: Signal::derive(move || {
            let problem = form.problem(field);
            problem.map(|it| field_text(speech.words(), field, it).to_owned()).unwrap_or_default()
        }),
        error_prefix: t(|w| w.form.error_prefix),
    }
}

fn password_words() -> PasswordText {
    PasswordText {
        show: t(|w| w.sign_in.show),
        hide: t(|w| w.sign_in.hide),
        shown: t(|w| w.sign_in.shown),
        hidden: t(|w| w.sign_in.hidden),
        caps_lock: t(|w| w.sign_in.caps_lock),
        chinese: t(|w| w.sign_in.chinese_input),
    }
}
