//! The desk of the sign-in page: holds the flow, and does what the person and the server ask.

use contract::api::challenge::Challenge;
use contract::api::flow::{Flow, PasswordStep};
use contract::language::Language;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::api::Remote;
use crate::api::error::Failure;
use crate::device::{self, ProofWorker};
use crate::flows::challenge::Proof;
use crate::flows::notice::Notice;
use crate::forms::FormHandle;
use crate::forms::spec::FieldProblem;
use crate::routes::Screen;
use crate::words::use_speech;

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
    /// Whether a new picture is on its way.
    pub(super) is_renewing: RwSignal<bool>,
    /// The flow.
    pub(super) flow: RwSignal<Remote<Flow>>,
    /// How far the computer's work is.
    pub(super) proof: RwSignal<Proof>,
    /// What was last said about the challenge.
    pub(super) said: RwSignal<Option<Said>>,
    /// The computer at work.
    pub(super) worker: StoredValue<Option<ProofWorker>, LocalStorage>,
    /// When the challenge gets too old, in milliseconds on the device's clock.
    pub(super) stale_at: StoredValue<f64>,
    /// A submission that waits for a flow or a proof, with what to mark if digits turn out to be
    /// needed.
    pub(super) waiting: StoredValue<Option<FieldProblem>>,
    /// A submission whose answer was lost, with its key: sent again unchanged, it counts once.
    pub(super) unanswered: StoredValue<Option<(PasswordStep, String)>>,
    /// Whether a flow that was over has been opened again for this submission.
    pub(super) has_reopened: StoredValue<bool>,
    /// Follows an address that the server built.
    pub(super) go: Callback<String>,
    /// The service that the address names.
    pub(super) service: StoredValue<Option<String>>,
    /// Why the person was sent here.
    pub(super) sent: StoredValue<Option<Notice>>,
}

impl Desk {
    /// A desk with a flow on its way.
    pub(super) fn new(form: FormHandle) -> Self {
        let query = use_query_map().get_untracked();
        let desk = Self {
            form,
            is_shown: RwSignal::new(false),
            is_personal: RwSignal::new(false),
            is_by_computer: RwSignal::new(false),
            is_renewing: RwSignal::new(false),
            flow: RwSignal::new(Remote::Waiting),
            proof: RwSignal::new(Proof::Off),
            said: RwSignal::new(None),
            worker: StoredValue::new_local(None),
            stale_at: StoredValue::new(f64::INFINITY),
            waiting: StoredValue::new(None),
            unanswered: StoredValue::new(None),
            has_reopened: StoredValue::new(false),
            go: way_on(),
            service: StoredValue::new(query.get("service")),
            sent: StoredValue::new(query.get("notice").and_then(|code| Notice::from_code(&code))),
        };
        desk.open();
        desk.take_notice();
        device::on_return(move || desk.renew_if_stale());
        device::on_leave(move || desk.wipe());
        // An effect, because the worker is outside.
        Effect::new(move || desk.follow_box(desk.is_by_computer.get()));
        desk
    }
}

/// What the page shows.
impl Desk {
    /// Why the person was sent here.
    pub(super) fn sent(self) -> Option<Notice> {
        self.sent.get_value()
    }

    /// The name of the service that asks for the sign-in.
    pub(super) fn service(self, language: Language) -> Option<String> {
        self.flow
            .with(|flow| flow.ready()?.service.as_ref().map(|service| service.name.get(language).to_owned()))
    }

    /// Something of the present challenge.
    pub(super) fn challenge<T>(self, read: impl FnOnce(&Challenge) -> T) -> Option<T> {
        self.flow.with(|flow| flow.ready()?.challenge.as_ref().map(read))
    }

    /// Whether the flow asks for no challenge at all.
    pub(super) fn is_unchallenged(self) -> bool {
        self.flow.with(|flow| flow.ready().is_some_and(|flow| flow.challenge.is_none()))
    }

    /// Why there is no flow.
    pub(super) fn opening_failure(self) -> Option<Failure> {
        self.flow.with(|flow| flow.failure().cloned())
    }

    /// How far the computer's work is.
    pub(super) fn proof(self) -> Proof {
        self.proof.get()
    }

    /// What was last said about the challenge.
    pub(super) fn said(self) -> Option<Said> {
        self.said.get()
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
