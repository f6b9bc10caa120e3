//! The desk of the sign-in page: holds the flow, and does what the person and the server ask.

use contract::api::challenge::Challenge;
use contract::api::flow::{Flow, PasswordStep};
use contract::language::Language;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::Remote;
use crate::api::error::Failure;
use crate::device::{self, ProofWorker};
use crate::flows::challenge::Proof;
use crate::flows::notice::Notice;
use crate::forms::FormHandle;
use crate::forms::spec::FieldProblem;
use crate::routes::{Screen, query_value};
use crate::words::use_speech;

/// The state of the page and what can be done with it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The form.
    pub(super) form: FormHandle,
    /// Whether the password can be read.
    pub(super) is_shown: RwSignal<bool>,
    /// Whether the person calls the device their own.
    pub(super) is_personal: RwSignal<bool>,
    /// Whether the computer answers the challenge.
    pub(super) is_by_computer: RwSignal<bool>,
    /// What is on show. One signal for all of it: each kind of signal is paid for in the module.
    pub(super) board: RwSignal<Board>,
    /// What is remembered and not on show.
    pub(super) memory: StoredValue<Memory, LocalStorage>,
    /// Follows an address that the server built.
    pub(super) go: Callback<String>,
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
    /// A submission whose answer was lost, with its key: sent again unchanged, it counts once.
    pub(super) unanswered: Option<(PasswordStep, String)>,
    /// Whether a flow that was over has been opened again for this submission.
    pub(super) has_reopened: bool,
    /// The service that the address names.
    pub(super) service: Option<String>,
    /// Why the person was sent here.
    pub(super) sent: Option<Notice>,
}

impl Desk {
    /// A desk with a flow on its way.
    pub(super) fn new(form: FormHandle) -> Self {
        let search = use_speech().search_now();
        let board = Board { flow: Remote::Waiting, proof: Proof::Off, said: None, is_renewing: false };
        let memory = Memory {
            worker: None,
            stale_at: f64::INFINITY,
            waiting: None,
            unanswered: None,
            has_reopened: false,
            service: query_value(&search, "service").map(str::to_owned),
            sent: query_value(&search, "notice").and_then(Notice::from_code),
        };
        let desk = Self {
            form,
            is_shown: RwSignal::new(false),
            is_personal: RwSignal::new(false),
            is_by_computer: RwSignal::new(false),
            board: RwSignal::new(board),
            memory: StoredValue::new_local(memory),
            go: way_on(),
        };
        desk.open();
        desk.take_notice();
        device::on_return(move || desk.renew_if_stale());
        device::on_leave(move || desk.wipe());
        // An effect, because the worker is outside.
        Effect::new(move || desk.follow_box(desk.is_by_computer.get()));
        desk
    }

    /// Why the person was sent here.
    pub(super) fn sent(self) -> Option<Notice> {
        self.memory.with_value(|memory| memory.sent)
    }

    /// Something of the present flow, for what follows it.
    pub(super) fn flow<T>(self, read: impl FnOnce(&Flow) -> Option<T>) -> Option<T> {
        self.board.with(|board| board.flow.ready().and_then(read))
    }

    /// Something of the present flow, for what happens once.
    pub(super) fn flow_now<T>(self, read: impl FnOnce(&Flow) -> Option<T>) -> Option<T> {
        self.board.with_untracked(|board| board.flow.ready().and_then(read))
    }

    /// The name of the service that asks for the sign-in.
    pub(super) fn service(self, language: Language) -> Option<String> {
        self.flow(|flow| flow.service.as_ref().map(|service| service.name.get(language).to_owned()))
    }

    /// Something of the present challenge.
    pub(super) fn challenge<T>(self, read: impl FnOnce(&Challenge) -> T) -> Option<T> {
        self.flow(|flow| flow.challenge.as_ref().map(read))
    }

    /// Whether the flow asks for no challenge at all.
    pub(super) fn is_unchallenged(self) -> bool {
        self.flow(|flow| Some(flow.challenge.is_none())).unwrap_or_default()
    }

    /// Why there is no flow.
    pub(super) fn opening_failure(self) -> Option<Failure> {
        self.board.with(|board| board.flow.failure().cloned())
    }

    /// How far the computer's work is, for what happens once.
    pub(super) fn proof_now(self) -> Proof {
        self.board.with_untracked(|board| board.proof)
    }

    /// Says something about the challenge.
    pub(super) fn say(self, said: Option<Said>) {
        self.board.update(|board| board.said = said);
    }
}

/// Follows an address that the server built: to a page of ours, or out of the portal.
fn way_on() -> Callback<String> {
    let (navigate, speech) = (use_navigate(), use_speech());
    Callback::new(move |address: String| match Screen::at(&address) {
        Some(screen) => {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&screen.href(speech.words_now().language), options);
        }
        None => device::replace_page(&address),
    })
}
