//! The challenge of the sign-in form: type the digits, hear them, or let the computer work.

use contract::api::challenge::Challenge as Task;
use leptos::prelude::*;

use crate::flows::challenge::Proof;
use crate::forms::FieldView;
use crate::forms::spec::Field;
use crate::screens::sign_in::desk::{Desk, Said};
use crate::screens::trouble::Trouble;
use crate::ui::{Button, Challenge, Checkbox, Icon, Look, Picture, Shape};
use crate::words::{Words, failure_text, t, use_speech};

/// The challenge; not there where the flow asks for none.
#[component]
pub(super) fn ChallengePart(desk: Desk) -> impl IntoView {
    let by_typing = move || (!desk.is_by_computer.get()).then(|| view! { <ByTyping desk/> });
    let trouble = move || {
        let failure = desk.opening_failure();
        failure.map(|failure| view! { <Trouble failure retry=move |()| desk.open()/> })
    };
    view! {
        <fieldset
            class="c-challenge-part"
            hidden=move || desk.is_unchallenged()
            on:focusin=move |_| desk.renew_if_stale()
        >
            <legend class="u-unseen">{t(|w| w.challenge.legend)}</legend>
            {by_typing}
            <Checkbox
                name="by-computer"
                label=t(|w| w.challenge.proof)
                hint=t(|w| w.challenge.proof_hint)
                checked=desk.is_by_computer
            />
            <Status desk/>
            {trouble}
        </fieldset>
    }
}

#[component]
fn ByTyping(desk: Desk) -> impl IntoView {
    let speech = use_speech();
    let picture = Signal::derive(move || desk.challenge(picture_of));
    let waiting = Signal::derive(move || {
        if desk.opening_failure().is_some() {
            String::new()
        } else {
            speech.words().challenge.waiting.to_owned()
        }
    });
    let play = move |()| desk.play(speech.language_now());
    view! {
        <Challenge picture alt=t(|w| w.challenge.image) waiting>
            <Button look=Look::Quiet busy=desk.is_renewing press=move |()| desk.renew()>
                <Icon shape=Shape::Renew/>
                {t(|w| w.challenge.next)}
            </Button>
            <Button look=Look::Quiet press=play>
                <Icon shape=Shape::Sound/>
                {t(|w| w.challenge.play)}
            </Button>
        </Challenge>
        <FieldView form=desk.form field=Field::Digits/>
    }
}

/// What goes on with the challenge, for everybody to see and for screen readers to say.
#[component]
fn Status(desk: Desk) -> impl IntoView {
    let speech = use_speech();
    let text = move || {
        let words = speech.words();
        match desk.said() {
            Some(said) => said_text(words, &said),
            None => proof_text(words, desk.proof()).to_owned(),
        }
    };
    view! { <p class="c-challenge-part__status" role="status">{text}</p> }
}

fn said_text(words: &Words, said: &Said) -> String {
    let say = &words.challenge;
    match said {
        Said::Renewed => say.renewed.to_owned(),
        Said::Playing => say.playing.to_owned(),
        Said::PlayFailed => say.play_failed.to_owned(),
        Said::Trouble(failure) => failure_text(words, failure),
    }
}

const fn proof_text(words: &Words, proof: Proof) -> &'static str {
    match proof {
        Proof::Off => "",
        Proof::Working => words.challenge.proof_working,
        Proof::Solved(_) => words.challenge.proof_solved,
        Proof::Failed => words.challenge.proof_failed,
    }
}

fn picture_of(task: &Task) -> Picture {
    Picture { source: task.image.clone(), width: task.width, height: task.height }
}
