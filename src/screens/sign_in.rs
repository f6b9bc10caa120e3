//! Signing in with an education cloud account, as the seed shows it.

mod desk;
mod submit;
mod ways;

use contract::error::{ErrorCode, FieldErrorKind};
use contract::rules::account::AccountName;
use contract::rules::challenge::ChallengeDigits;
use leptos::prelude::*;

use crate::flows::notice::Notice as Sent;
use crate::forms::spec::{Field, FieldKind, FieldSpec, FormSpec};
use crate::forms::{Form, FormHandle, field_view, form_errors};
use crate::routes::Screen;
use crate::screens::desk::challenge::challenge_part;
use crate::screens::sign_in::desk::SignInDesk;
use crate::screens::sign_in::ways::ways;
use crate::ui::{Button, Checkbox, Drawn, Look, Mark, Notice, Page, Tone, changing, legible, only_if};
use crate::words::{Words, failure_text, fill, in_words};

const FORM: FormSpec = FormSpec {
    fields: &[
        FieldSpec { field: Field::Account, kind: FieldKind::Account, check: check_account },
        FieldSpec { field: Field::Password, kind: FieldKind::CurrentPassword, check: check_password },
        FieldSpec { field: Field::Digits, kind: FieldKind::Digits, check: check_digits },
    ],
};

/// The sign-in page.
pub(crate) fn draw() -> AnyView {
    let desk = SignInDesk::new(FormHandle::new(&FORM));
    in_words(move |words| {
        view! {
            <div class="l-sign-in">
                <section class="l-sign-in__desk">{page(desk, words)}</section>
                {tips(words)}
            </div>
        }
        .drawn()
    })
    .into_any()
}

fn page(desk: SignInDesk, words: &'static Words) -> AnyView {
    let lead = Signal::derive(move || match desk.service(words.language) {
        _ if desk.is_linking() => words.sign_in.lead_link.to_owned(),
        Some(name) => fill(words.sign_in.lead_service, &name),
        None => words.sign_in.lead.to_owned(),
    });
    let errors = changing(move || form_errors(desk.desk.form, words));
    let failure = changing(move || failure(desk, words));
    let before = view! { {sent(desk, words)} {failure} {errors} }.drawn();
    view! {
        <Page heading=words.sign_in.title lead before>
            {fields(desk, words)}
            <div on:click=move |_| desk.carry()>{ways(words)}</div>
        </Page>
    }
    .drawn()
}

/// Why somebody was sent here.
fn sent(desk: SignInDesk, words: &'static Words) -> AnyView {
    let say = &words.sign_in;
    let (tone, text) = match desk.sent() {
        Some(Sent::SignedOut) => (Tone::Success, say.signed_out),
        Some(Sent::SessionNone) => (Tone::Info, say.session_none),
        Some(Sent::SessionExpired) => (Tone::Info, say.session_expired),
        Some(Sent::Idle) => (Tone::Info, say.idle),
        Some(Sent::Cleared) => (Tone::Success, say.cleared),
        None => return ().into_any(),
    };
    view! { <Notice tone id="sent"><p>{legible(text)}</p></Notice> }.drawn()
}

/// What went wrong with the last submission, where it is not about one field.
fn failure(desk: SignInDesk, words: &'static Words) -> AnyView {
    let Some(failure) = desk.desk.form.failure() else {
        return ().into_any();
    };
    let help = only_if(failure.code() == Some(ErrorCode::AccountDisabled), || {
        let carry = move |_| desk.carry();
        let (activate, help) = (Screen::Activate.href(words.language), Screen::Contact.href(words.language));
        view! {
            <p><a href=activate on:click=carry>{legible(words.titles.activate)}</a></p>
            <p><a href=help>{legible(words.sign_in.help_page)}</a></p>
        }
        .drawn()
    });
    view! {
        <Notice tone=Tone::Error id="failure">
            <p>{legible(&failure_text(words, &failure))}</p>
            {help}
        </Notice>
    }
    .drawn()
}

fn fields(desk: SignInDesk, words: &'static Words) -> AnyView {
    let (form, say) = (desk.desk.form, &words.sign_in);
    let is_sending = Signal::derive(move || form.is_sending());
    let status = Signal::derive(move || if form.is_sending() { say.sending } else { "" }.to_owned());
    let submit = move |()| desk.submit();
    view! {
        <Form name=say.title submit>
            {field_view(form, Field::Account, words, None)}
            {field_view(form, Field::Password, words, Some(desk.is_shown))}
            {challenge_part(desk.desk, words)}
            <div hidden=desk.whose.is_kiosk()>
                <Checkbox
                    name="personal-device"
                    label=say.personal
                    hint=say.personal_hint
                    checked=desk.is_personal
                />
            </div>
            <Button look=Look::Primary busy=is_sending>{legible(say.submit)}</Button>
            <p class="u-unseen" role="status">{status}</p>
        </Form>
    }
    .drawn()
}

fn tips(words: &'static Words) -> AnyView {
    let say = &words.sign_in;
    view! {
        <aside class="c-tips" aria-label=say.tip_title>
            <Mark/>
            <h2 class="c-tips__title">{legible(say.tip_title)}</h2>
            <ul class="c-tips__list">
                <li>{legible(say.tip_shared)}</li>
                <li>{legible(say.tip_address)}</li>
                <li>{legible(say.tip_password)}</li>
            </ul>
        </aside>
    }
    .drawn()
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
