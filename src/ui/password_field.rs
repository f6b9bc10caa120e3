//! A field for a password, with an eye. It hides again when the form is sent or the page is left.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use crate::ui::field::uncorrected;
use crate::ui::{Field, FieldText, Icon, Keyboard, KeyboardNote, Shape, Text};

/// What a password field says beside its [`FieldText`].
#[derive(Clone, Copy)]
pub(crate) struct PasswordText {
    /// The name of the button that shows the password.
    pub(crate) show: Text,
    /// The name of the button that hides it.
    pub(crate) hide: Text,
    /// Said once it is shown.
    pub(crate) shown: Text,
    /// Said once it is hidden again.
    pub(crate) hidden: Text,
    /// Said while capitals stay on.
    pub(crate) caps_lock: Text,
    /// Said while a Chinese input method is on.
    pub(crate) chinese: Text,
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
) -> impl IntoView {
    let keyboard = Keyboard::default();
    let was_pressed = RwSignal::new(false);
    let toggle = move |_| {
        was_pressed.set(true);
        is_shown.update(|shown| *shown = !*shown);
    };
    let status = move || match (was_pressed.get(), is_shown.get()) {
        (false, _) => String::new(),
        (true, true) => says.shown.get(),
        (true, false) => says.hidden.get(),
    };
    let eye_name = move || if is_shown.get() { says.hide.get() } else { says.show.get() };
    let press = move |event: KeyboardEvent| keyboard.press(&event);
    view! {
        <Field name text>
            <div class="c-password-field">
                <input
                    class="c-text-field__input"
                    id=name
                    name=name
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete="current-password"
                    autocapitalize="none"
                    {uncorrected()}
                    spellcheck="false"
                    aria-describedby=move || text.described_by(name, "")
                    aria-invalid=move || text.invalid()
                    on:keydown=press
                    on:keyup=press
                    on:input=move |event: Event| keyboard.read(&event_target_value(&event))
                />
                <button
                    class="c-password-field__eye"
                    type="button"
                    aria-controls=name
                    aria-label=eye_name
                    title=eye_name
                    on:click=toggle
                >
                    {move || view! {
                        <Icon shape=if is_shown.get() { Shape::EyeOff } else { Shape::Eye }/>
                    }}
                </button>
            </div>
            <p class="u-unseen" role="status">{status}</p>
            <KeyboardNote keyboard caps_lock=says.caps_lock chinese=says.chinese/>
        </Field>
    }
}
