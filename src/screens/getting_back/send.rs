//! Sending a step, and what comes of it.

use contract::api::flow::{
    AccountStep, CodeStep, DefaultPasswordStep, Flow, FlowKind, IdNumberStep, IdentityStep, NewPasswordStep,
    RecoveryProof, ResendStep,
};
use contract::step::NextStep;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;
use crate::api::error::Failure;
use crate::device::{new_key, set_input};
use crate::flows::challenge::answer;
use crate::flows::recovery::{Answer, Reaction, react};
use crate::flows::sign_in::flow_after;
use crate::flows::step::Step;
use crate::forms::FormHandle;
use crate::forms::spec::Field;
use crate::screens::getting_back::fields::{self, FIELDS};
use crate::screens::getting_back::walk::{Anew, Walk};

impl Walk {
    /// Sends what proves who the person is. A flow that is further already goes on where nothing was
    /// changed; else another one is opened.
    pub(super) fn send_proof(self) {
        let Some(answer) = self.proof_now() else {
            return self.desk.form.settle();
        };
        let next = self.next_now();
        let is_asked =
            next.as_ref().and_then(|next| self.journey.step_of(next)) == Some(self.journey.proving());
        if is_asked {
            return self.post(self.desk.form, answer);
        }
        let is_same =
            self.notes.with_value(|notes| notes.proven.as_ref().is_some_and(|it| same(it, &answer)));
        match next {
            Some(next) if is_same && !matches!(next, NextStep::PasswordChanged { .. }) => {
                self.desk.form.settle();
                self.follow(&next);
            }
            _ => self.desk.reopen(),
        }
    }

    /// Sends the code.
    pub(super) fn send_code(self) {
        let form = self.code_form;
        if !form.begin(|_| true, &[]) {
            return;
        }
        let code = form.typed(fields::CODE);
        match self.version() {
            Some(version) => self.post(form, Answer::Code(CodeStep { version, code })),
            None => form.settle(),
        }
    }

    /// Asks for another code.
    pub(super) fn resend(self) {
        if self.code_form.is_sending_now() {
            return;
        }
        if let Some(version) = self.version() {
            let language = self.language().to_owned();
            self.post(self.code_form, Answer::Resend(ResendStep { version, language }));
        }
    }

    /// Sends the new password.
    pub(super) fn send_password(self) {
        let form = self.password_form;
        self.hide_password();
        if !form.begin(|_| true, &self.password_problems()) {
            return;
        }
        let [password, confirmation] =
            [fields::NEW_PASSWORD, fields::CONFIRMATION].map(|field| form.typed(field));
        match self.version() {
            Some(version) => {
                self.post(form, Answer::NewPassword(NewPasswordStep { version, password, confirmation }));
            }
            None => form.settle(),
        }
    }

    fn version(self) -> Option<u32> {
        self.desk.flow_now(|flow| Some(flow.version))
    }

    fn proof_now(self) -> Option<Answer> {
        let (desk, typed) = (self.desk, self.typed);
        let form = desk.form;
        let (proof, digits) = (desk.proof_now(), form.typed(Field::Digits));
        desk.flow_now(|flow| {
            let (version, account) = (flow.version, form.typed(Field::Account));
            let challenge = flow.challenge.as_ref().map(|it| answer(it, proof, &digits));
            let id_number = typed.id_number.value.get_untracked();
            let id_number_overruled = typed.is_overruled.get_untracked();
            Some(match (self.journey.kind, self.journey.proof) {
                // The county proves it; there is nothing to send.
                (_, RecoveryProof::County) => return None,
                (FlowKind::Lookup, _) => {
                    Answer::IdNumber(IdNumberStep { version, id_number, id_number_overruled, challenge })
                }
                (_, RecoveryProof::PersonalData) => Answer::Identity(IdentityStep {
                    version,
                    school: self.school()?.key,
                    name: form.typed(fields::NAME),
                    id_number,
                    id_number_overruled,
                    birthday: self.birthday_now()?,
                    challenge,
                }),
                (_, RecoveryProof::DefaultPassword) => Answer::DefaultPassword(DefaultPasswordStep {
                    version,
                    account,
                    default_password: form.typed(fields::DEFAULT_PASSWORD),
                    challenge,
                }),
                (_, RecoveryProof::Code) => {
                    let language = self.language().to_owned();
                    Answer::Account(AccountStep { version, account, language, challenge })
                }
            })
        })
    }

    fn post(self, form: FormHandle, answer: Answer) {
        let Some(flow_id) = self.desk.flow_now(|flow| Some(flow.id.clone())) else {
            return form.settle();
        };
        let key = self.key_of(&answer);
        self.note_sending(&answer);
        spawn_local(async move {
            let outcome = endpoints::recovery_step(&flow_id, &answer, &key).await;
            if self.desk.board.is_disposed() {
                return;
            }
            match outcome {
                Ok(flow) => self.arrive(form, answer, flow),
                Err(failure) => {
                    if failure.is_uncertain() {
                        let unanswered = Some((answer.clone(), key));
                        self.notes.update_value(|notes| notes.unanswered = unanswered);
                    }
                    self.recover(form, &answer, failure);
                }
            }
        });
    }

    /// The key of a submission: the same one again if only its answer was lost.
    fn key_of(self, answer: &Answer) -> String {
        match self.notes.try_update_value(|notes| notes.unanswered.take()).flatten() {
            Some((unanswered, key)) if unanswered == *answer => key,
            _ => new_key(),
        }
    }

    fn arrive(self, form: FormHandle, answer: Answer, flow: Flow) {
        let next = flow.next.clone();
        form.settle();
        self.desk.adopt(flow);
        self.note_answer(&answer);
        if answer.step() == self.journey.proving() {
            self.notes.update_value(|notes| notes.proven = Some(answer));
            self.reached.update(|reached| reached.was_not_found = false);
        }
        self.follow(&next);
    }

    /// Goes where the flow is. What was typed is forgotten once it has done its work.
    fn follow(self, next: &NextStep) {
        match self.journey.step_of(next) {
            Some(Step::Done) => {
                self.wipe();
                self.go_instead(Step::Done);
            }
            Some(step) if step == self.step.get_untracked() => {}
            Some(step) => self.go(step),
            None => {}
        }
    }

    fn recover(self, form: FormHandle, answer: &Answer, failure: Failure) {
        let by_proof = self.desk.is_by_computer.get_untracked();
        let flow = flow_after(&failure).cloned();
        if let Some(flow) = flow.clone() {
            self.desk.adopt(flow);
        }
        match react(&failure, answer, FIELDS, by_proof) {
            Reaction::Mend(problems) => {
                if matches!(answer, Answer::Code(_)) {
                    set_input(fields::CODE.name(), "");
                }
                form.mend(problems);
            }
            Reaction::NotFound => {
                form.settle();
                self.reached.update(|reached| reached.was_not_found = true);
                self.go(Step::NotFound);
            }
            Reaction::Follow => self.catch_up(form, flow, failure),
            Reaction::Reopen if !self.desk.has_reopened() => self.desk.reopen(),
            Reaction::Restart => {
                form.settle();
                self.wipe();
                self.restart(Anew::TimeUp);
                self.desk.open();
            }
            Reaction::Explain | Reaction::Reopen => form.explain(failure),
        }
    }

    /// Another tab, or a repetition, has brought the flow further.
    fn catch_up(self, form: FormHandle, flow: Option<Flow>, failure: Failure) {
        let step = flow.as_ref().and_then(|flow| self.journey.step_of(&flow.next));
        match flow {
            Some(flow) if step != Some(self.step.get_untracked()) => {
                form.settle();
                self.follow(&flow.next);
            }
            _ => form.explain(failure),
        }
    }
}

/// Whether two answers say the same, apart from the flow's version and the challenge.
fn same(one: &Answer, other: &Answer) -> bool {
    bare(one.clone()) == bare(other.clone())
}

fn bare(mut answer: Answer) -> Answer {
    match &mut answer {
        Answer::Identity(it) => (it.version, it.challenge) = (0, None),
        Answer::DefaultPassword(it) => (it.version, it.challenge) = (0, None),
        Answer::Account(it) => (it.version, it.challenge) = (0, None),
        Answer::IdNumber(it) => (it.version, it.challenge) = (0, None),
        Answer::Code(_) | Answer::Resend(_) | Answer::NewPassword(_) => {}
    }
    answer
}
