//! Sending account and password, and what comes of it.

use contract::api::flow::PasswordStep;
use contract::step::NextStep;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;
use crate::api::error::Failure;
use crate::device::{new_key, set_input};
use crate::flows::challenge::answer;
use crate::flows::sign_in::{Reaction, empties_password, flow_after, react};
use crate::forms::spec::Field;
use crate::routes::Screen;
use crate::screens::sign_in::desk::SignInDesk;

impl SignInDesk {
    /// The person asks to be signed in.
    pub(super) fn submit(self) {
        self.is_shown.set(false);
        self.desk.submit(&[]);
    }

    /// Sends what is typed.
    pub(super) fn send(self) {
        let Some((flow_id, step)) = self.filled_in() else {
            return self.desk.form.settle();
        };
        let key = self.key_of(&step);
        spawn_local(async move {
            let outcome = endpoints::password_step(&flow_id, &step, &key).await;
            if self.desk.board.is_disposed() {
                return;
            }
            match outcome {
                Ok(outcome) => self.arrive(outcome.next),
                Err(failure) => {
                    if failure.is_uncertain() {
                        self.notes.update_value(|notes| notes.unanswered = Some((step, key)));
                    }
                    self.recover(failure);
                }
            }
        });
    }

    /// Forgets what is secret.
    pub(super) fn wipe(self) {
        self.is_shown.set(false);
        self.is_personal.try_set(false);
        self.notes.update_value(|notes| notes.unanswered = None);
    }

    fn filled_in(self) -> Option<(String, PasswordStep)> {
        let (proof, form) = (self.desk.proof_now(), self.desk.form);
        let digits = form.typed(Field::Digits);
        self.desk.flow_now(|flow| {
            let step = PasswordStep {
                version: flow.version,
                account: form.typed(Field::Account),
                password: form.typed(Field::Password),
                challenge: flow.challenge.as_ref().map(|it| answer(it, proof, &digits)),
                personal_device: self.is_personal.get_untracked(),
            };
            Some((flow.id.clone(), step))
        })
    }

    /// The key of a submission: the same one again if only its answer was lost.
    fn key_of(self, step: &PasswordStep) -> String {
        match self.notes.try_update_value(|notes| notes.unanswered.take()).flatten() {
            Some((unanswered, key)) if unanswered == *step => key,
            _ => new_key(),
        }
    }

    fn arrive(self, next: NextStep) {
        match next {
            NextStep::Completed { continue_to } => {
                self.wipe();
                self.desk.go.run(continue_to);
            }
            NextStep::Password
            | NextStep::Identity
            | NextStep::DefaultPassword
            | NextStep::Account
            | NextStep::Code { .. }
            | NextStep::NewPassword { .. }
            | NextStep::PasswordChanged { .. }
            | NextStep::IdNumber
            | NextStep::LookedUp { .. } => self.desk.reopen(),
        }
    }

    fn recover(self, failure: Failure) {
        let by_proof = self.desk.is_by_computer.get_untracked();
        if let Some(flow) = flow_after(&failure) {
            self.desk.adopt(flow.clone());
        }
        if empties_password(&failure) {
            set_input(Field::Password.name(), "");
        }
        match react(&failure, by_proof) {
            Reaction::Mend(problems) => self.desk.form.mend(problems),
            Reaction::Reopen if !self.desk.has_reopened() => self.desk.reopen(),
            Reaction::Explain | Reaction::Reopen => self.desk.form.explain(failure),
            Reaction::GoOn(address) => self.desk.go.run(address),
            Reaction::ShowSession => self.desk.go.run(Screen::Account.path().to_owned()),
        }
    }
}
