//! The first step: the school, the account, the default password or the ID number.

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::api::site::Way;
use contract::error::FieldErrorKind;
use contract::rules::id_number::{IdNumber, IdNumberError};
use leptos::prelude::*;

use crate::api::use_site;
use crate::forms::spec::{Field, FieldProblem};
use crate::forms::{Form, FormHandle, around, field_view};
use crate::routes::Screen;
use crate::screens::desk::challenge::challenge_part;
use crate::screens::getting_back::walk::Walk;
use crate::screens::getting_back::{county, fields};
use crate::ui::id_field::IdField;
use crate::ui::{Button, Checkbox, Drawn, Look, TextField, TextKind, legible, only_if};
use crate::words::{BackWords, Words};

impl Walk {
    /// The first step of the page.
    pub(super) fn first(self, words: &'static Words) -> AnyView {
        let asked = match (self.journey.kind, self.journey.proof) {
            (kind, RecoveryProof::County) => return county::draw(kind, words),
            (FlowKind::Lookup, _) => self.id_number(words),
            (_, RecoveryProof::PersonalData) => return self.school_step(words),
            (_, RecoveryProof::DefaultPassword) => {
                let account = field_view(self.desk.form, Field::Account, words, None);
                view! { {account} {default_password(self.desk.form, words)} }.into_any()
            }
            (_, RecoveryProof::Code) => field_view(self.desk.form, Field::Account, words, None),
        };
        let say = BackWords::of(words.language);
        let act = match (self.journey.kind, self.journey.proof) {
            (FlowKind::Lookup, _) => say.step.look_up,
            (_, RecoveryProof::Code) => say.step.send_code,
            (_, _) => say.step.next,
        };
        let form = self.proving_form(asked, act, words);
        let has_counties = use_site().get_untracked().ways.contains(&Way::County);
        let by_county = only_if(has_counties && self.journey.kind == FlowKind::Lookup, || {
            let to = Screen::FindByCounty.href(words.language);
            view! { <p class="c-walk-more"><a href=to>{legible(words.titles.find_county)}</a></p> }.drawn()
        });
        view! { {form} {by_county} }.into_any()
    }

    /// A form with the challenge.
    pub(super) fn proving_form(self, asked: AnyView, act: &'static str, words: &'static Words) -> AnyView {
        let (form, name) = (self.desk.form, self.screen.title(words));
        let submit = move |()| self.submit_proof();
        view! {
            <Form name submit>
                {asked}
                {challenge_part(self.desk, words)}
                {send(form, act, words)}
            </Form>
        }
        .drawn()
    }

    /// The ID number, with the way round a check digit.
    pub(super) fn id_number(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).person;
        let (form, entry) = (self.desk.form, self.typed.id_number);
        let text = around(form, fields::ID_NUMBER, words);
        let name = fields::ID_NUMBER.name();
        let is_plain = Signal::derive(move || {
            let is_asked = form.problem(fields::ID_NUMBER) == Some(CHECK_DIGIT);
            !is_asked && !self.typed.is_overruled.get()
        });
        let (label, hint) = (say.overrule, say.overrule_hint);
        view! {
            <div class="c-id-part">
                <IdField name text eye=[say.id_show, say.id_hide] entry/>
                <div hidden=is_plain>
                    <Checkbox name="id-number-overruled" label hint checked=self.typed.is_overruled/>
                </div>
            </div>
        }
        .drawn()
    }

    /// Begins to send the form with the challenge.
    fn submit_proof(self) {
        let mut also = Vec::new();
        let has_id =
            self.journey.kind == FlowKind::Lookup || self.journey.proof == RecoveryProof::PersonalData;
        if has_id && let Some(problem) = self.id_problem() {
            also.push((fields::ID_NUMBER, problem));
        }
        if self.journey.kind != FlowKind::Lookup
            && self.journey.proof == RecoveryProof::PersonalData
            && let Some(problem) = self.birthday_problem()
        {
            also.push((fields::BIRTHDAY, problem));
        }
        self.desk.submit(&also);
    }

    fn id_problem(self) -> Option<FieldProblem> {
        let value = self.typed.id_number.value.get_untracked();
        let parsed = if self.typed.is_overruled.get_untracked() {
            IdNumber::parse_overruled(&value)
        } else {
            IdNumber::parse(&value)
        };
        let kind = match parsed.err()? {
            IdNumberError::Missing => FieldErrorKind::Missing,
            IdNumberError::TooShort => FieldErrorKind::Malformed,
            IdNumberError::TooLong => FieldErrorKind::TooLong,
            IdNumberError::Characters => FieldErrorKind::Characters,
            IdNumberError::CheckDigit => FieldErrorKind::CheckDigit,
        };
        Some(FieldProblem::Rule(kind))
    }
}

const CHECK_DIGIT: FieldProblem = FieldProblem::Rule(FieldErrorKind::CheckDigit);

/// The button that sends a form, and what it says meanwhile.
pub(super) fn send(form: FormHandle, act: &'static str, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).step;
    let is_sending = Signal::derive(move || form.is_sending());
    let status = Signal::derive(move || if form.is_sending() { say.sending } else { "" }.to_owned());
    view! {
        <Button look=Look::Primary busy=is_sending>{legible(act)}</Button>
        <p class="u-unseen" role="status">{status}</p>
    }
    .into_any()
}

fn default_password(form: FormHandle, words: &'static Words) -> AnyView {
    let text = around(form, fields::DEFAULT_PASSWORD, words);
    let (name, chinese) = (fields::DEFAULT_PASSWORD.name(), words.sign_in.chinese_input);
    view! { <TextField name text kind=TextKind::Printed chinese/> }.drawn()
}
