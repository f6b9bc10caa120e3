//! Signing in with an education cloud account, as the seed shows it.

mod challenge;
mod desk;
mod flow;
mod submit;
mod ways;

use contract::error::{ErrorCode, FieldErrorKind};
use contract::rules::account::AccountName;
use contract::rules::challenge::ChallengeDigits;
use leptos::prelude::*;

use crate::flows::notice::Notice as Sent;
use crate::forms::spec::{Field, FieldKind, FieldSpec, FormSpec};
use crate::forms::{FieldView, Form, FormErrors, FormHandle};
use crate::routes::Screen;
use crate::screens::sign_in::challenge::ChallengePart;
use crate::screens::sign_in::desk::Desk;
use crate::screens::sign_in::ways::Ways;
use crate::ui::{Button, Checkbox, Look, Mark, Notice, Page, Tone};
use crate::words::{failure_text, fill, t, use_speech};

const FORM: FormSpec = FormSpec {
    fields: &[
        FieldSpec { field: Field::Account, kind: FieldKind::Account, check: check_account },
        FieldSpec { field: Field::Password, kind: FieldKind::CurrentPassword, check: check_password },
        FieldSpec { field: Field::Digits, kind: FieldKind::Digits, check: check_digits },
    ],
};

/// The sign-in page.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let speech = use_speech();
    let desk = Desk::new(FormHandle::new(&FORM));
    let lead = Signal::derive(move || {
        let (words, service) = (speech.words(), desk.service(speech.language()));
        match service {
            Some(name) => fill(words.sign_in.lead_service, &name),
            None => words.sign_in.lead.to_owned(),
        }
    });
    let sent = desk.sent();
    let before = move || view! { <Before desk sent/> };
    view! {
        <div class="l-sign-in">
            <section class="l-sign-in__desk">
                <Page heading=t(|w| w.sign_in.title) lead before>
                    <Fields desk/>
                    <Ways/>
                </Page>
            </section>
            <Tips/>
        </div>
    }
}

/// What stands above the heading: why somebody was sent here, what to mend, what went wrong.
#[component]
fn Before(desk: Desk, sent: Option<Sent>) -> impl IntoView {
    let form = desk.form;
    let speech = use_speech();
    let sent = sent.map(|sent| {
        let (tone, text) = match sent {
            Sent::SignedOut => (Tone::Success, t(|w| w.sign_in.signed_out)),
            Sent::SessionNone => (Tone::Info, t(|w| w.sign_in.session_none)),
            Sent::SessionExpired => (Tone::Info, t(|w| w.sign_in.session_expired)),
        };
        view! { <Notice tone><p>{text}</p></Notice> }
    });
    let failure = move || {
        form.failure().map(|failure| {
            let is_disabled = failure.code() == Some(ErrorCode::AccountDisabled);
            let help = move || Screen::Contact.href(speech.language());
            view! {
                <Notice tone=Tone::Error id="failure">
                    <p>{move || failure_text(speech.words(), &failure)}</p>
                    {is_disabled.then(|| view! {
                        <p><a href=help>{t(|w| w.sign_in.help_page)}</a></p>
                    })}
                </Notice>
            }
        })
    };
    view! { {sent} {failure} <FormErrors form/> }
}

#[component]
fn Fields(desk: Desk) -> impl IntoView {
    let form = desk.form;
    let sending = t(|w| w.sign_in.sending);
    let is_sending = Signal::derive(move || form.is_sending());
    view! {
        <Form name=t(|w| w.sign_in.title) submit=move |()| desk.submit()>
            <FieldView form field=Field::Account/>
            <FieldView form field=Field::Password is_shown=desk.is_shown/>
            <ChallengePart desk/>
            <Checkbox
                name="personal-device"
                label=t(|w| w.sign_in.personal)
                hint=t(|w| w.sign_in.personal_hint)
                checked=desk.is_personal
            />
            <Button look=Look::Primary busy=is_sending>{t(|w| w.sign_in.submit)}</Button>
            <p class="u-unseen" role="status">
                {move || is_sending.get().then(|| sending.get())}
            </p>
        </Form>
    }
}

#[component]
fn Tips() -> impl IntoView {
    view! {
        <aside class="c-tips" aria-labelledby="tips">
            <Mark/>
            <h2 class="c-tips__title" id="tips">{t(|w| w.sign_in.tip_title)}</h2>
            <ul class="c-tips__list">
                <li>{t(|w| w.sign_in.tip_shared)}</li>
                <li>{t(|w| w.sign_in.tip_address)}</li>
                <li>{t(|w| w.sign_in.tip_password)}</li>
            </ul>
        </aside>
    }
}

fn check_account(text: &str) -> Result<(), FieldErrorKind> {
    AccountName::parse(text).map(|_| ()).map_err(FieldErrorKind::from)
}

/// A password that exists is never judged, only missed.
fn check_password(text: &str) -> Result<(), FieldErrorKind> {
    if text.is_empty() { Err(FieldErrorKind::Missing) } else { Ok(()) }
}

fn check_digits(text: &str) -> Result<(), FieldErrorKind> {
    use contract::rules::challenge::ChallengeDigitsError as Wrong;
    ChallengeDigits::parse(text).map(|_| ()).map_err(|error| match error {
        Wrong::Missing => FieldErrorKind::Missing,
        Wrong::NotDigits => FieldErrorKind::Characters,
        Wrong::Length => FieldErrorKind::Malformed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_may_be_pasted_with_its_suffix() {
        assert_eq!(check_account(" Amy01@mail.edu.tw "), Ok(()));
        assert_eq!(check_account("amy@gmail.com"), Err(FieldErrorKind::OtherDomain));
    }

    #[test]
    fn digits_may_be_full_width_and_in_groups() {
        assert_eq!(check_digits("０ ３５"), Ok(()));
        assert_eq!(check_digits(""), Err(FieldErrorKind::Missing));
        assert_eq!(check_digits("12"), Err(FieldErrorKind::Malformed));
    }

    #[test]
    fn a_password_is_only_missed() {
        assert_eq!(check_password(" "), Ok(()));
        assert_eq!(check_password(""), Err(FieldErrorKind::Missing));
    }
}
