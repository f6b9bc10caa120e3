//! Reporting one's own data: a few words, and the number under which school and hotline find it.

use contract::api::data_check::{DataCheck, DataReport};
use contract::api::problem::pointer;
use contract::error::{ErrorCode, FieldErrorKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints};
use crate::device::{focus, lines_in, when_painted};
use crate::flows::notice::Notice as Sent;
use crate::forms::spec::{Field, FieldKind, FieldProblem, FieldSpec, FormSpec, LaterField};
use crate::forms::{Form, FormHandle, around, form_errors};
use crate::routes::Screen;
use crate::ui::text_area::TextArea;
use crate::ui::{Button, Drawn, Look, Notice, Tone, changing};
use crate::words::{CheckWords, Words, fill, report_failure_text};

const MESSAGE: Field = Field::Later(&LaterField {
    name: "message",
    label: |language| CheckWords::of(language).report.message,
    hint: |language| CheckWords::of(language).report.hint,
    text: |language, problem| {
        let say = &CheckWords::of(language).report;
        match problem {
            FieldProblem::Rule(FieldErrorKind::PersonalData) => say.personal_data,
            FieldProblem::Rule(FieldErrorKind::TooLong) => say.too_long,
            _ => say.missing,
        }
    },
});

const FORM: FormSpec =
    FormSpec { fields: &[FieldSpec { field: MESSAGE, kind: FieldKind::Own, check: |_| Ok(()) }] };

const MESSAGE_LENGTH_MAX: usize = 500;

/// The state of the report.
#[derive(Clone, Copy)]
pub(super) struct Report {
    check: RwSignal<Remote<DataCheck>>,
    form: FormHandle,
    /// The number of what was sent.
    reference: RwSignal<Option<String>>,
}

impl Report {
    /// Nothing is reported yet.
    pub(super) fn new(check: RwSignal<Remote<DataCheck>>) -> Self {
        Self { check, form: FormHandle::new(&FORM), reference: RwSignal::new(None) }
    }

    /// Forgets what it knows.
    pub(super) fn wipe(self) {
        self.reference.set(None);
    }

    /// Why the report was not taken, above the heading.
    pub(super) fn draw_problems(self, words: &'static Words) -> AnyView {
        let errors = changing(move || form_errors(self.form, words));
        let failure = changing(move || match self.form.failure() {
            Some(failure) => {
                let text = report_failure_text(words, &failure);
                view! { <Notice tone=Tone::Error id="failure"><p>{text}</p></Notice> }.drawn()
            }
            None => ().into_any(),
        });
        view! { {failure} {errors} }.into_any()
    }

    /// The form, and in its place the number once it is sent. The form stays in the document: what is
    /// typed in it is kept while the language is switched or the data are checked again.
    pub(super) fn draw(self, words: &'static Words) -> AnyView {
        let say = &CheckWords::of(words.language).report;
        let is_hidden = Signal::derive(move || self.check.with(|check| check.ready().is_none()));
        let is_sent = Signal::derive(move || self.reference.with(Option::is_some));
        let is_sending = Signal::derive(move || self.form.is_sending());
        let text = around(self.form, MESSAGE, words);
        let submit = move |()| self.send();
        let sent = changing(move || self.sent(words));
        view! {
            <section class="c-page__part" aria-labelledby="report" hidden=is_hidden>
                <h2 id="report">{say.title}</h2>
                <div hidden=is_sent>
                    <p class="c-told__lead">{say.text}</p>
                    <Form name=say.title submit>
                        <TextArea name="message" text/>
                        <Button look=Look::Primary busy=is_sending>{say.act}</Button>
                    </Form>
                </div>
                {sent}
            </section>
        }
        .drawn()
    }

    fn sent(self, words: &'static Words) -> AnyView {
        let say = &CheckWords::of(words.language).report;
        let Some(reference) = self.reference.get() else { return ().into_any() };
        let text = fill(say.sent_text, &reference);
        let contact = Screen::Contact.href(words.language);
        view! {
            <Notice tone=Tone::Success id="sent"><p><strong>{say.sent}</strong></p> <p>{text}</p></Notice>
            <dl class="c-facts c-facts--slim"><dt>{say.reference}</dt> <dd>{reference}</dd></dl>
            <div class="c-page__actions"><a class=Look::Secondary.class() href=contact>{say.contact}</a></div>
        }
        .into_any()
    }

    fn send(self) {
        let message = lines_in(MESSAGE.name());
        // Where nothing was found, only the person knows what is wrong.
        let is_needed =
            self.check.with_untracked(|check| check.ready().is_some_and(|check| check.findings.is_empty()));
        let rule = if message.chars().count() > MESSAGE_LENGTH_MAX {
            Some(FieldErrorKind::TooLong)
        } else {
            (is_needed && message.trim().is_empty()).then_some(FieldErrorKind::Missing)
        };
        let also: Vec<_> = rule.map(|rule| (MESSAGE, FieldProblem::Rule(rule))).into_iter().collect();
        if !self.form.begin(|_| true, &also) {
            return;
        }
        spawn_local(async move {
            let answer = endpoints::report_data(&DataReport { message }).await;
            if self.reference.is_disposed() {
                return;
            }
            match answer {
                Ok(receipt) => {
                    self.form.settle();
                    self.reference.set(Some(receipt.reference));
                    when_painted(|| focus("#sent"));
                }
                Err(failure) => self.recover(failure),
            }
        });
    }

    fn recover(self, failure: Failure) {
        if Sent::of_failure(&failure).is_some() {
            // The page leaves for sign-in, which says why.
            self.form.settle();
            self.check.set(Remote::Failed(failure));
            return;
        }
        let rule = match &failure {
            Failure::Refused(problem) if problem.code == ErrorCode::RequestInvalid => {
                problem.errors.iter().find(|error| error.pointer == pointer::MESSAGE)
            }
            _ => None,
        };
        match rule.map(|error| error.rule) {
            Some(rule) => self.form.mend(vec![(MESSAGE, FieldProblem::Rule(rule))]),
            None => self.form.explain(failure),
        }
    }
}
