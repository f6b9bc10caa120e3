//! The desk of a page with a challenge: holds the flow, and does what the person and the server ask
//! of the challenge. What is asked besides, and where it is sent, is the page's own.

pub(super) mod challenge;
mod flow;
pub(super) mod ticket;

use std::future::Future;
use std::pin::Pin;

use contract::api::challenge::Challenge;
use contract::api::flow::Flow;
use contract::error::FieldErrorKind;
use leptos::prelude::*;

use crate::api::Remote;
use crate::api::error::Failure;
use crate::device::{self, ProofWorker};
use crate::flows::challenge::Proof;
use crate::forms::FormHandle;
use crate::forms::spec::{Field, FieldProblem};
use crate::routes::{Screen, use_place};
use crate::words::use_speech;

/// A flow that is being opened.
pub(super) type Opening = Pin<Box<dyn Future<Output = Result<Flow, Failure>>>>;

/// The state of the flow and its challenge, and what can be done with them.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The form with the challenge.
    pub(super) form: FormHandle,
    /// Whether the computer answers the challenge.
    pub(super) is_by_computer: RwSignal<bool>,
    /// What is on show. One signal for all of it: each kind of signal is paid for in the module.
    pub(super) board: RwSignal<Board>,
    /// What is remembered and not on show.
    pub(super) memory: StoredValue<Memory, LocalStorage>,
    /// Follows an address that the server built.
    pub(super) go: Callback<String>,
    trade: StoredValue<Trade, LocalStorage>,
}

/// What the page brings.
struct Trade {
    open: Box<dyn Fn() -> Opening>,
    send: Box<dyn Fn(Desk)>,
}

/// What is on show.
pub(super) struct Board {
    /// The flow.
    pub(super) flow: Remote<Flow>,
    /// How far the computer's work is.
    pub(super) proof: Proof,
    /// What was last said about the challenge.
    pub(super) said: Option<Said>,
    /// Whether a new picture is on its way.
    pub(super) is_renewing: bool,
}

/// What was last said about the challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// There is a new picture.
    Renewed,
    /// The digits are being spoken.
    Playing,
    /// They could not be spoken.
    PlayFailed,
    /// What was asked for did not work.
    Trouble(Failure),
}

/// What is remembered and not on show.
pub(super) struct Memory {
    /// The computer at work.
    pub(super) worker: Option<ProofWorker>,
    /// When the challenge gets too old, in milliseconds on the device's clock.
    pub(super) stale_at: f64,
    /// A submission that waits for a flow or a proof, with what to mark if digits turn out to be
    /// needed.
    pub(super) waiting: Option<FieldProblem>,
    /// Whether a flow that was over has been opened again for this submission.
    pub(super) has_reopened: bool,
}

impl Desk {
    /// A desk without a flow; `open` asks for one, `send` sends what is typed.
    pub(super) fn new(
        form: FormHandle,
        open: impl Fn() -> Opening + 'static,
        send: impl Fn(Self) + 'static,
    ) -> Self {
        let board = Board { flow: Remote::Waiting, proof: Proof::Off, said: None, is_renewing: false };
        let memory = Memory { worker: None, stale_at: f64::INFINITY, waiting: None, has_reopened: false };
        let desk = Self {
            form,
            is_by_computer: RwSignal::new(false),
            board: RwSignal::new(board),
            memory: StoredValue::new_local(memory),
            go: way_on(),
            trade: StoredValue::new_local(Trade { open: Box::new(open), send: Box::new(send) }),
        };
        device::on_return(move || desk.renew_if_stale());
        // An effect, because the worker is outside.
        Effect::new(move || desk.follow_box(desk.is_by_computer.get()));
        desk
    }

    /// Sends what is typed.
    pub(super) fn send(self) {
        self.memory.update_value(|memory| memory.waiting = None);
        self.trade.with_value(|trade| (trade.send)(self));
    }

    /// Something of the present flow, for what follows it.
    pub(super) fn flow<T>(self, read: impl FnOnce(&Flow) -> Option<T>) -> Option<T> {
        self.board.with(|board| board.flow.ready().and_then(read))
    }

    /// Something of the present flow, for what happens once.
    pub(super) fn flow_now<T>(self, read: impl FnOnce(&Flow) -> Option<T>) -> Option<T> {
        self.board.with_untracked(|board| board.flow.ready().and_then(read))
    }

    /// Something of the present challenge.
    pub(super) fn challenge<T>(self, read: impl FnOnce(&Challenge) -> T) -> Option<T> {
        self.flow(|flow| flow.challenge.as_ref().map(read))
    }

    /// Whether the flow asks for no challenge at all.
    pub(super) fn is_unchallenged(self) -> bool {
        self.flow(|flow| Some(flow.challenge.is_none())).unwrap_or_default()
    }

    /// Whether the flow is on its way.
    pub(super) fn is_opening(self) -> bool {
        self.board.with(|board| matches!(board.flow, Remote::Waiting))
    }

    /// Why there is no flow.
    pub(super) fn opening_failure(self) -> Option<Failure> {
        self.board.with(|board| board.flow.failure().cloned())
    }

    /// How far the computer's work is, for what happens once.
    pub(super) fn proof_now(self) -> Proof {
        self.board.with_untracked(|board| board.proof)
    }

    /// Begins a submission of the form with the challenge: at once where nothing stands against it,
    /// else as soon as the flow or the computer's work is there.
    /// `also` is what is wrong beside what the fields' rules say.
    pub(super) fn submit(self, also: &[(Field, FieldProblem)]) {
        let needs_digits = self.needs_digits();
        if !self.form.begin(|field| field != Field::Digits || needs_digits, also) {
            return;
        }
        self.memory.update_value(|memory| memory.has_reopened = false);
        let (is_open, has_failed) =
            self.board.with_untracked(|board| (board.flow.ready().is_some(), board.flow.failure().is_some()));
        if is_open && self.proof_now() != Proof::Working {
            return self.send();
        }
        self.wait(FieldProblem::Rule(FieldErrorKind::Missing));
        if has_failed {
            self.open();
        }
    }

    /// Opens another flow and goes on with what is typed; only the digits may be asked for again.
    pub(super) fn reopen(self) {
        self.memory.update_value(|memory| memory.has_reopened = true);
        self.wait(FieldProblem::Renewed);
        self.open();
    }

    /// Whether a flow that was over has been opened again for this submission.
    pub(super) fn has_reopened(self) -> bool {
        self.memory.with_value(|memory| memory.has_reopened)
    }

    fn wait(self, problem: FieldProblem) {
        self.memory.update_value(|memory| memory.waiting = Some(problem));
    }

    /// Says something about the challenge.
    pub(super) fn say(self, said: Option<Said>) {
        self.board.update(|board| board.said = said);
    }
}

/// Follows an address that the server built: to a page of ours, or out of the portal.
fn way_on() -> Callback<String> {
    let (place, speech) = (use_place(), use_speech());
    Callback::new(move |address: String| match Screen::at(&address) {
        Some(screen) => place.go_instead(screen.href(speech.words_now().language)),
        None => device::replace_page(&address),
    })
}
