//! A field for a password, with an eye. It hides again when the form is sent or the page is left.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use crate::ui::field::uncorrected;
use crate::ui::{Drawn, Field, FieldText, Icon, Keyboard, KeyboardNote, Shape, changing};

/// What a password field says beside its [`FieldText`].
#[derive(Clone, Copy)]
pub(crate) struct PasswordText {
    /// The name of the button that shows the password.
    pub(crate) show: &'static str,
    /// The name of the button that hides it.
    pub(crate) hide: &'static str,
    /// Said once it is shown.
    pub(crate) shown: &'static str,
    /// Said once it is hidden again.
    pub(crate) hidden: &'static str,
    /// Said while capitals stay on.
    pub(crate) caps_lock: &'static str,
    /// Said while a Chinese input method is on.
    pub(crate) chinese: &'static str,
}

/// A password.
#[component]
pub(crate) fn PasswordField(
    /// The input's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// What else it says.
    says: PasswordText,
    /// Whether the password can be read; whoever sends the form sets it back.
    is_shown: RwSignal<bool>,
    /// What a password manager may put there.
    #[prop(default = "current-password")]
    completion: &'static str,
) -> impl IntoView {
    let keyboard = Keyboard::default();
    let was_pressed = RwSignal::new(false);
    let toggle = move |_| {
        was_pressed.set(true);
        is_shown.update(|shown| *shown = !*shown);
    };
    let status = Signal::derive(move || {
        let said = if is_shown.get() { says.shown } else { says.hidden };
        if was_pressed.get() { said } else { "" }.to_owned()
    });
    let eye_name = Signal::derive(move || if is_shown.get() { says.hide } else { says.show }.to_owned());
    let kind = Signal::derive(move || if is_shown.get() { "text" } else { "password" }.to_owned());
    let eye = changing(move || {
        view! { <Icon shape=if is_shown.get() { Shape::EyeOff } else { Shape::Eye }/> }.drawn()
    });
    let press = move |event: KeyboardEvent| keyboard.press(&event);
    view! {
        <Field name text>
            <div class="c-password-field">
                <input
                    class="c-text-field__input"
                    id=name
                    name=name
                    type=kind
                    autocomplete=completion
                    autocapitalize="none"
                    {uncorrected()}
                    spellcheck="false"
                    aria-describedby=text.described_by(name, String::new())
                    aria-invalid=text.invalid()
                    on:keyup=press
                    on:input=move |event: Event| keyboard.read(&event_target_value(&event))
                />
                <button
                    class="c-password-field__eye"
                    type="button"
                    on:click=toggle
                >
                    {eye}
                    <span class="u-unseen">{eye_name}</span>
                </button>
            </div>
            <p class="u-unseen" role="status">{status}</p>
            <KeyboardNote keyboard caps_lock=says.caps_lock chinese=says.chinese/>
        </Field>
    }
    .drawn()
}
