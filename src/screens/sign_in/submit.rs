//! Sending account and password, and what comes of it.

use contract::api::flow::PasswordStep;
use contract::error::FieldErrorKind;
use contract::step::NextStep;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;
use crate::api::error::Failure;
use crate::device::{new_key, set_input};
use crate::flows::challenge::{Proof, answer};
use crate::flows::sign_in::{Reaction, empties_password, flow_after, react};
use crate::forms::spec::{Field, FieldProblem};
use crate::routes::Screen;
use crate::screens::sign_in::desk::Desk;

impl Desk {
    /// The person asks to be signed in.
    pub(super) fn submit(self) {
        self.is_shown.set(false);
        let needs_digits = self.needs_digits();
        if !self.form.begin(|field| field != Field::Digits || needs_digits) {
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

    /// Sends what is typed.
    pub(super) fn send(self) {
        self.memory.update_value(|memory| memory.waiting = None);
        let Some((flow_id, step)) = self.filled_in() else {
            return self.form.settle();
        };
        let key = self.key_of(&step);
        spawn_local(async move {
            let outcome = endpoints::password_step(&flow_id, &step, &key).await;
            if self.board.is_disposed() {
                return;
            }
            match outcome {
                Ok(outcome) => self.arrive(outcome.next),
                Err(failure) => {
                    if failure.is_uncertain() {
                        self.memory.update_value(|memory| memory.unanswered = Some((step, key)));
                    }
                    self.recover(failure);
                }
            }
        });
    }

    /// Forgets what is secret.
    pub(super) fn wipe(self) {
        self.is_shown.set(false);
        self.memory.update_value(|memory| memory.unanswered = None);
    }

    fn wait(self, problem: FieldProblem) {
        self.memory.update_value(|memory| memory.waiting = Some(problem));
    }

    fn filled_in(self) -> Option<(String, PasswordStep)> {
        let proof = self.proof_now();
        let digits = self.form.typed(Field::Digits);
        self.flow_now(|flow| {
            let step = PasswordStep {
                version: flow.version,
                account: self.form.typed(Field::Account),
                password: self.form.typed(Field::Password),
                challenge: flow.challenge.as_ref().map(|it| answer(it, proof, &digits)),
                personal_device: self.is_personal.get_untracked(),
            };
            Some((flow.id.clone(), step))
        })
    }

    /// The key of a submission: the same one again if only its answer was lost.
    fn key_of(self, step: &PasswordStep) -> String {
        match self.memory.try_update_value(|memory| memory.unanswered.take()).flatten() {
            Some((unanswered, key)) if unanswered == *step => key,
            _ => new_key(),
        }
    }

    fn arrive(self, next: NextStep) {
        match next {
            NextStep::Completed { continue_to } => {
                self.wipe();
                self.go.run(continue_to);
            }
            NextStep::Password => self.reopen(),
        }
    }

    fn recover(self, failure: Failure) {
        let by_proof = self.is_by_computer.get_untracked();
        if let Some(flow) = flow_after(&failure) {
            self.adopt(flow.clone());
        }
        if empties_password(&failure) {
            set_input(Field::Password.name(), "");
        }
        match react(&failure, by_proof) {
            Reaction::Mend(problems) => self.form.mend(problems),
            Reaction::Reopen if !self.memory.with_value(|memory| memory.has_reopened) => self.reopen(),
            Reaction::Explain | Reaction::Reopen => self.form.explain(failure),
            Reaction::GoOn(address) => self.go.run(address),
            Reaction::ShowSession => self.go.run(Screen::Account.path().to_owned()),
        }
    }

    /// Opens another flow and goes on with what is typed; only the digits may be asked for again.
    fn reopen(self) {
        self.memory.update_value(|memory| memory.has_reopened = true);
        self.wait(FieldProblem::Renewed);
        self.open();
    }
}
