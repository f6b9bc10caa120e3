//! The challenge of the sign-in form: type the digits, hear them, or let the computer work.

use contract::api::challenge::Challenge as Task;
use leptos::prelude::*;

use crate::flows::challenge::Proof;
use crate::forms::field_view;
use crate::forms::spec::Field;
use crate::screens::sign_in::desk::{Desk, Said};
use crate::screens::trouble::trouble;
use crate::ui::{Button, Challenge, Checkbox, Icon, Look, Picture, Shape, changing};
use crate::words::{Words, failure_text};

/// The challenge; not there where the flow asks for none.
pub(super) fn challenge_part(desk: Desk, words: &'static Words) -> AnyView {
    let say = &words.challenge;
    let is_absent = Signal::derive(move || desk.is_unchallenged());
    let status = Signal::derive(move || match desk.said() {
        Some(said) => said_text(words, &said),
        None => proof_text(words, desk.proof()).to_owned(),
    });
    let retry = Callback::new(move |()| desk.open());
    let failure = changing(move || match desk.opening_failure() {
        Some(failure) => trouble(&failure, words, retry),
        None => ().into_any(),
    });
    view! {
        <fieldset class="c-challenge-part" hidden=is_absent on:focusin=move |_| desk.renew_if_stale()>
            <legend class="u-unseen">{say.legend}</legend>
            <div class="c-challenge-part__typing" hidden=desk.is_by_computer>{typing(desk, words)}</div>
            <Checkbox name="by-computer" label=say.proof hint=say.proof_hint checked=desk.is_by_computer/>
            <p class="c-challenge-part__status" role="status">{status}</p>
            {failure}
        </fieldset>
    }
    .into_any()
}

/// The picture, what can be done about it, and the field for its digits.
fn typing(desk: Desk, words: &'static Words) -> AnyView {
    let say = &words.challenge;
    let picture = changing(move || {
        let picture = desk.challenge(picture_of);
        let waiting = if desk.opening_failure().is_some() { "" } else { say.waiting };
        view! { <Challenge picture alt=say.image waiting/> }.into_any()
    });
    let next = move |()| desk.renew();
    let play = move |()| desk.play(words.language);
    view! {
        <div class="c-challenge">
            {picture}
            <div class="c-challenge__actions">
                <Button look=Look::Quiet busy=desk.is_renewing press=next>
                    <Icon shape=Shape::Renew/> {say.next}
                </Button>
                <Button look=Look::Quiet press=play><Icon shape=Shape::Sound/> {say.play}</Button>
            </div>
        </div>
        {field_view(desk.form, Field::Digits, words, None)}
    }
    .into_any()
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
