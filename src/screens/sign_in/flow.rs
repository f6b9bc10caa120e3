//! The flow and its challenge: opened, renewed, spoken, worked on by the computer.

use contract::api::flow::Flow;
use contract::error::{ErrorCode, FieldErrorKind};
use contract::language::Language;
use contract::paths;
use contract::step::NextStep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints};
use crate::device::{self, ProofNews, ProofWorker, now_ms, set_input, when_painted};
use crate::flows::challenge::{Proof, stale_at_ms};
use crate::flows::notice::Notice;
use crate::forms::spec::{Field, FieldProblem};
use crate::routes::Screen;
use crate::screens::sign_in::desk::{Desk, Said};
use crate::words::use_speech;

impl Desk {
    /// Opens a flow.
    pub(super) fn open(self) {
        self.flow.set(Remote::Waiting);
        let service = self.service.get_value();
        spawn_local(async move {
            let answer = endpoints::open_login(service).await;
            if self.flow.is_disposed() {
                return;
            }
            match answer {
                Ok(flow) => self.adopt(flow),
                Err(failure) => self.stay_closed(failure),
            }
        });
    }

    /// Shows another picture. What is typed elsewhere stays, and so does the focus.
    pub(super) fn renew(self) {
        let id = self.flow.with_untracked(|flow| flow.ready().map(|flow| flow.id.clone()));
        let Some(id) = id.filter(|_| !self.is_renewing.get_untracked()) else {
            return;
        };
        self.is_renewing.set(true);
        spawn_local(async move {
            let answer = endpoints::renew_challenge(id).await;
            if self.flow.is_disposed() {
                return;
            }
            self.is_renewing.set(false);
            match answer {
                Ok(flow) => {
                    self.adopt(flow);
                    self.said.set(Some(Said::Renewed));
                }
                Err(failure) => self.renew_otherwise(failure),
            }
        });
    }

    /// Renews a challenge that got too old while the person was away.
    pub(super) fn renew_if_stale(self) {
        if now_ms() > self.stale_at.get_value() && !self.form.is_sending_now() {
            self.renew();
        }
    }

    /// Plays the digits.
    pub(super) fn play(self, language: Language) {
        let id = self.flow.with_untracked(|flow| flow.ready().map(|flow| flow.id.clone()));
        let Some(id) = id else {
            return;
        };
        self.said.set(Some(Said::Playing));
        device::play(&paths::flow_challenge_audio(&id, language), move || {
            self.said.try_set(Some(Said::PlayFailed));
        });
    }

    /// Works with what the server says the flow is.
    pub(super) fn adopt(self, flow: Flow) {
        if let NextStep::Completed { continue_to } = &flow.next {
            return self.go.run(continue_to.clone());
        }
        let shown = self.flow.with_untracked(|known| {
            known.ready().and_then(|flow| flow.challenge.as_ref().map(|it| it.id.clone()))
        });
        let is_new = flow.challenge.as_ref().map(|it| &it.id) != shown.as_ref();
        let stale_at = flow.challenge.as_ref().map_or(f64::INFINITY, |it| stale_at_ms(it, now_ms()));
        self.flow.set(Remote::Ready(flow));
        if is_new {
            self.stale_at.set_value(stale_at);
            self.said.set(None);
            set_input(Field::Digits.name(), "");
            self.follow_box(self.is_by_computer.get_untracked());
        }
        self.go_on_waiting();
    }

    /// Sets the computer to work when the box is ticked, and stops it when it is not.
    pub(super) fn follow_box(self, is_ticked: bool) {
        self.worker.set_value(None);
        if !is_ticked {
            if self.proof.get_untracked().is_on() {
                self.proof.set(Proof::Off);
            }
            return;
        }
        let task = self.flow.with_untracked(|flow| {
            flow.ready().and_then(|flow| flow.challenge.as_ref().map(|it| it.proof.clone()))
        });
        let Some(task) = task else {
            return;
        };
        self.said.set(None);
        self.proof.set(Proof::Working);
        match ProofWorker::start(&task, move |news| self.hear(news)) {
            Some(worker) => self.worker.set_value(Some(worker)),
            None => self.hear(ProofNews::Failed),
        }
    }

    fn hear(self, news: ProofNews) {
        if self.proof.is_disposed() {
            return;
        }
        match news {
            ProofNews::Solved(counter) => self.proof.set(Proof::Solved(counter)),
            ProofNews::Failed => {
                self.proof.set(Proof::Failed);
                self.is_by_computer.set(false);
            }
        }
        self.worker.set_value(None);
        self.go_on_waiting();
    }

    fn stay_closed(self, failure: Failure) {
        if failure.code() == Some(ErrorCode::SessionAlreadyAvailable) {
            return self.go.run(Screen::Account.path().to_owned());
        }
        self.flow.set(Remote::Failed(failure.clone()));
        if self.waiting.try_update_value(Option::take).flatten().is_some() {
            self.form.explain(failure);
        }
    }

    fn renew_otherwise(self, failure: Failure) {
        match failure.code() {
            Some(ErrorCode::FlowNotFound | ErrorCode::FlowExpired) => self.open(),
            _ => self.said.set(Some(Said::Trouble(failure))),
        }
    }

    /// A submission that waited goes on, or turns out to need digits.
    fn go_on_waiting(self) {
        let Some(problem) = self.waiting.get_value() else {
            return;
        };
        match self.proof.get_untracked() {
            Proof::Working => {}
            Proof::Solved(_) => self.send(),
            Proof::Off | Proof::Failed if self.needs_digits() => {
                self.waiting.set_value(None);
                self.form.mend(vec![(Field::Digits, problem)]);
            }
            Proof::Off | Proof::Failed => self.send(),
        }
    }

    /// Whether the person has to type digits.
    pub(super) fn needs_digits(self) -> bool {
        let is_unchallenged =
            self.flow.with_untracked(|flow| flow.ready().is_some_and(|flow| flow.challenge.is_none()));
        !is_unchallenged && !self.is_by_computer.get_untracked()
    }

    /// Takes the notice out of the address, so that it is said once. After a sign-out, has the
    /// browser drop what it cached; only a request that follows the landing does that
    /// (experience.md §0.1).
    pub(super) fn take_notice(self) {
        let Some(notice) = self.sent() else {
            return;
        };
        if notice == Notice::SignedOut {
            // Best effort: the session is over already.
            spawn_local(async { drop(endpoints::clear_session().await) });
        }
        let (navigate, speech) = (use_navigate(), use_speech());
        when_painted(move || {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&Screen::SignIn.href(speech.words_now().language), options);
        });
    }

    /// What to mark when it turns out that nothing was typed.
    pub(super) const fn nothing_typed() -> FieldProblem {
        FieldProblem::Rule(FieldErrorKind::Missing)
    }
}
