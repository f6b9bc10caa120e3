//! The flow and its challenge: opened, renewed, spoken, worked on by the computer.

use contract::api::flow::Flow;
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use contract::step::NextStep;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints};
use crate::device::{self, ProofNews, ProofWorker, now_ms, set_checked, set_input};
use crate::flows::challenge::{Proof, stale_at_ms};
use crate::forms::spec::Field;
use crate::routes::Screen;
use crate::screens::desk::challenge::BY_COMPUTER;
use crate::screens::desk::{Desk, Said};

impl Desk {
    /// Opens a flow.
    pub(in crate::screens) fn open(self) {
        self.board.update(|board| board.flow = Remote::Waiting);
        let opening = self.trade.with_value(|trade| (trade.open)());
        spawn_local(async move {
            let answer = opening.await;
            if self.board.is_disposed() {
                return;
            }
            match answer {
                Ok(flow) => self.adopt(flow),
                Err(failure) => self.stay_closed(failure),
            }
        });
    }

    /// Shows another picture. What is typed elsewhere stays, and so does the focus.
    pub(in crate::screens) fn renew(self) {
        let is_renewing = self.board.with_untracked(|board| board.is_renewing);
        let Some(id) = self.flow_now(|flow| Some(flow.id.clone())).filter(|_| !is_renewing) else {
            return;
        };
        self.board.update(|board| board.is_renewing = true);
        spawn_local(async move {
            let answer = endpoints::renew_challenge(id).await;
            if self.board.is_disposed() {
                return;
            }
            self.board.update(|board| board.is_renewing = false);
            match answer {
                Ok(flow) => {
                    self.adopt(flow);
                    self.say(Some(Said::Renewed));
                }
                Err(failure) => self.renew_otherwise(failure),
            }
        });
    }

    /// Renews a challenge that got too old while the person was away.
    pub(in crate::screens) fn renew_if_stale(self) {
        let stale_at = self.memory.with_value(|memory| memory.stale_at);
        if now_ms() > stale_at && !self.form.is_sending_now() {
            self.renew();
        }
    }

    /// Plays the digits.
    pub(in crate::screens) fn play(self, language: Language) {
        let Some(id) = self.flow_now(|flow| Some(flow.id.clone())) else {
            return;
        };
        self.say(Some(Said::Playing));
        device::play(&paths::flow_challenge_audio(&id, language), move || {
            if !self.board.is_disposed() {
                self.say(Some(Said::PlayFailed));
            }
        });
    }

    /// Works with what the server says the flow is.
    pub(in crate::screens) fn adopt(self, flow: Flow) {
        if let NextStep::Completed { continue_to } = &flow.next {
            return self.go.run(continue_to.clone());
        }
        let shown = self.flow_now(|flow| flow.challenge.as_ref().map(|it| it.id.clone()));
        let is_new = flow.challenge.as_ref().map(|it| &it.id) != shown.as_ref();
        let stale_at = flow.challenge.as_ref().map_or(f64::INFINITY, |it| stale_at_ms(it, now_ms()));
        self.board.update(|board| board.flow = Remote::Ready(flow));
        if is_new {
            self.memory.update_value(|memory| memory.stale_at = stale_at);
            self.say(None);
            set_input(Field::Digits.name(), "");
            self.follow_box(self.is_by_computer.get_untracked());
        }
        self.go_on_waiting();
    }

    /// Sets the computer to work when the box is ticked, and stops it when it is not.
    pub(in crate::screens) fn follow_box(self, is_ticked: bool) {
        self.memory.update_value(|memory| memory.worker = None);
        if !is_ticked {
            if self.proof_now().is_on() {
                self.board.update(|board| board.proof = Proof::Off);
            }
            return;
        }
        let Some(task) = self.flow_now(|flow| flow.challenge.as_ref().map(|it| it.proof.clone())) else {
            return;
        };
        self.board.update(|board| {
            board.said = None;
            board.proof = Proof::Working;
        });
        let worker = ProofWorker::start(&task, move |news| self.hear(news));
        let has_failed = worker.is_none();
        self.memory.update_value(|memory| memory.worker = worker);
        if has_failed {
            self.hear(ProofNews::Failed);
        }
    }

    fn hear(self, news: ProofNews) {
        if self.board.is_disposed() {
            return;
        }
        match news {
            ProofNews::Solved(counter) => self.board.update(|board| board.proof = Proof::Solved(counter)),
            ProofNews::Failed => {
                self.board.update(|board| board.proof = Proof::Failed);
                set_checked(BY_COMPUTER, false);
                self.is_by_computer.set(false);
            }
        }
        self.memory.update_value(|memory| memory.worker = None);
        self.go_on_waiting();
    }

    fn stay_closed(self, failure: Failure) {
        if failure.code() == Some(ErrorCode::SessionAlreadyAvailable) {
            return self.go.run(Screen::Account.path().to_owned());
        }
        self.board.update(|board| board.flow = Remote::Failed(failure.clone()));
        let waited = self.memory.try_update_value(|memory| memory.waiting.take()).flatten();
        if waited.is_some() {
            self.form.explain(failure);
        }
    }

    fn renew_otherwise(self, failure: Failure) {
        match failure.code() {
            Some(ErrorCode::FlowNotFound | ErrorCode::FlowExpired) => self.open(),
            _ => self.say(Some(Said::Trouble(failure))),
        }
    }

    /// A submission that waited goes on, or turns out to need digits.
    fn go_on_waiting(self) {
        let Some(problem) = self.memory.with_value(|memory| memory.waiting) else {
            return;
        };
        let proof = self.proof_now();
        if proof == Proof::Working {
            return;
        }
        if !proof.is_on() && self.needs_digits() {
            self.memory.update_value(|memory| memory.waiting = None);
            self.form.mend(vec![(Field::Digits, problem)]);
        } else {
            self.send();
        }
    }

    /// Whether the person has to type digits. While the flow is on its way nobody knows; a
    /// submission waits for it.
    pub(in crate::screens) fn needs_digits(self) -> bool {
        let has_challenge = self.flow_now(|flow| Some(flow.challenge.is_some())).unwrap_or_default();
        has_challenge && !self.is_by_computer.get_untracked()
    }
}
