//! The challenge of a form: type the digits, hear them, or let the computer work.

use leptos::prelude::*;

use crate::flows::challenge::Proof;
use crate::forms::field_view;
use crate::forms::spec::Field;
use crate::screens::desk::{Board, Desk, Said};
use crate::screens::trouble::trouble;
use crate::ui::{Button, Challenge, Checkbox, Drawn, Icon, Look, Shape, changing, legible, legibly};
use crate::words::{Words, failure_text};

/// The `name` and `id` of the box that lets the computer work.
pub(super) const BY_COMPUTER: &str = "by-computer";

/// The challenge; not there where the flow asks for none.
pub(in crate::screens) fn challenge_part(desk: Desk, words: &'static Words) -> AnyView {
    let say = &words.challenge;
    let is_absent = Signal::derive(move || desk.is_unchallenged());
    let is_by_computer = Signal::derive(move || desk.is_by_computer.get());
    let status = Signal::derive(move || desk.board.with(|board| status(board, words)));
    let retry = Callback::new(move |()| desk.open());
    let failure = changing(move || match desk.opening_failure() {
        Some(failure) => trouble(&failure, words, retry),
        None => ().into_any(),
    });
    view! {
        <fieldset class="c-challenge-part" hidden=is_absent>
            <legend class="u-unseen">{say.legend}</legend>
            <div class="c-challenge-part__typing" hidden=is_by_computer>{typing(desk, words)}</div>
            <Checkbox name=BY_COMPUTER label=say.proof hint=say.proof_hint checked=desk.is_by_computer/>
            <p class="c-challenge-part__status" role="status">{legibly(status)}</p>
            {failure}
        </fieldset>
    }
    .drawn()
}

/// The picture, what can be done about it, and the field for its digits.
fn typing(desk: Desk, words: &'static Words) -> AnyView {
    let say = &words.challenge;
    let picture = changing(move || {
        let source = desk.challenge(|task| task.image.clone());
        let waiting = if desk.opening_failure().is_some() { "" } else { say.waiting };
        view! { <Challenge source alt=say.image waiting/> }.drawn()
    });
    let is_renewing = Signal::derive(move || desk.board.with(|board| board.is_renewing));
    let next = move |()| desk.renew();
    let play = move |()| desk.play(words.language);
    view! {
        <div class="c-challenge">
            {picture}
            <div class="c-challenge__actions">
                <Button look=Look::Quiet busy=is_renewing press=next>
                    <Icon shape=Shape::Renew/> {legible(say.next)}
                </Button>
                <Button look=Look::Quiet press=play><Icon shape=Shape::Sound/> {legible(say.play)}</Button>
            </div>
        </div>
        {field_view(desk.form, Field::Digits, words, None)}
    }
    .drawn()
}

/// What goes on with the challenge, for everybody to see and for screen readers to say.
fn status(board: &Board, words: &Words) -> String {
    match &board.said {
        Some(said) => said_text(words, said),
        None => proof_text(words, board.proof).to_owned(),
    }
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
