//! 回報問題: what happened, in the person's words, and the number under which the hotline finds it.

use contract::api::report::NewReport;
use contract::error::{ErrorCode, FieldErrorKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;
use crate::api::error::Failure;
use crate::device::{focus_heading, lines_in, when_painted};
use crate::forms::spec::{Field, FieldKind, FieldProblem, FieldSpec, FormSpec, LaterField};
use crate::forms::{Form, FormHandle, around, form_errors};
use crate::routes::{Screen, step_of, use_place};
use crate::screens::carried::Carried;
use crate::ui::text_area::TextArea;
use crate::ui::{Button, Drawn, Look, Notice, Page, Tone, changing, legible, only_if};
use crate::words::{BackWords, Words, back_failure_text, fill, in_words, use_speech};

const MESSAGE: Field = Field::Later(&LaterField {
    name: "message",
    label: |language| BackWords::of(language).report.message,
    hint: |language| BackWords::of(language).report.hint,
    text: |language, problem| {
        let say = &BackWords::of(language).report;
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

/// What is on show.
#[derive(Clone, Copy)]
struct Desk {
    form: FormHandle,
    /// The number of what was sent.
    reference: RwSignal<Option<String>>,
    is_sent: Memo<bool>,
    carried: Carried,
    go: Callback<String>,
}

/// The page.
pub(super) fn draw() -> AnyView {
    let place = use_place();
    let path = place.path();
    let desk = Desk {
        form: FormHandle::new(&FORM),
        reference: RwSignal::new(None),
        is_sent: Memo::new(move |_| path.with(|path| step_of(path, Screen::Report) == SENT)),
        carried: expect_context(), // invariant: `<App>` provides it
        go: Callback::new(move |address: String| place.go_instead(address)),
    };
    let speech = use_speech();
    // An effect, because the address and the focus are outside.
    Effect::new(move |last: Option<bool>| {
        let is_sent = desk.is_sent.get();
        if is_sent && desk.reference.with_untracked(Option::is_none) {
            // Loaded anew: there is nothing to show.
            let first = Screen::Report.href(speech.words_now().language);
            when_painted(move || desk.go.run(first));
        } else if last.is_some_and(|last| last != is_sent) {
            when_painted(focus_heading);
        }
        is_sent
    });
    in_words(move |words| page(desk, words)).into_any()
}

const SENT: &str = "sent";

fn page(desk: Desk, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).report;
    let heading =
        Signal::derive(move || if desk.is_sent.get() { say.sent } else { words.titles.report }.to_owned());
    let lead = Signal::derive(move || if desk.is_sent.get() { "" } else { say.lead }.to_owned());
    let errors = changing(move || form_errors(desk.form, words));
    let failure = changing(move || failure(desk, words));
    let before = view! { {failure} {errors} }.into_any();
    let done = changing(move || sent(desk, words));
    view! {
        <div class="l-walk">
            <Page heading lead before>
                <div hidden=desk.is_sent>{form(desk, words)}</div>
                {done}
            </Page>
        </div>
    }
    .drawn()
}

fn form(desk: Desk, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).report;
    let form = desk.form;
    let text = around(form, MESSAGE, words);
    let is_sending = Signal::derive(move || form.is_sending());
    let submit = move |()| send(desk, words);
    let school = desk.carried.get().school.map(|(_, name)| name);
    let about = only_if(school.is_some(), || {
        view! { <p class="c-walk-more">{legible(say.about)} " " <strong>{school}</strong></p> }.drawn()
    });
    view! {
        {about}
        <Form name=words.titles.report submit>
            <TextArea name="message" text/>
            <Notice tone=Tone::Warning id="no-data"><p>{legible(say.no_data)}</p></Notice>
            <Button look=Look::Primary busy=is_sending>{legible(say.act)}</Button>
        </Form>
    }
    .into_any()
}

fn failure(desk: Desk, words: &'static Words) -> AnyView {
    let failure = desk.form.failure();
    failure.map_or_else(
        || ().into_any(),
        |failure| {
            let text = back_failure_text(words, &failure);
            view! { <Notice tone=Tone::Error id="failure"><p>{legible(&text)}</p></Notice> }.drawn()
        },
    )
}

fn sent(desk: Desk, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).report;
    let reference = desk.reference.get().filter(|_| desk.is_sent.get());
    let Some(reference) = reference else {
        return ().into_any();
    };
    let text = fill(say.sent_text, &reference);
    view! {
        <Notice tone=Tone::Success id="sent"><p>{legible(&text)}</p></Notice>
        <dl class="c-facts c-facts--slim"><dt>{legible(say.reference)}</dt> <dd>{reference}</dd></dl>
        <div class="c-page__actions">
            <a class=Look::Primary.class() href=Screen::Forgot.href(words.language)>{legible(words.titles.forgot)}</a>
            <a class=Look::Secondary.class() href=Screen::Contact.href(words.language)>{legible(words.contact.title)}</a>
        </div>
    }
    .into_any()
}

fn send(desk: Desk, words: &'static Words) {
    let message = lines_in(MESSAGE.name());
    let too_long = [(MESSAGE, FieldProblem::Rule(FieldErrorKind::TooLong))];
    let also = if message.chars().count() > MESSAGE_LENGTH_MAX { &too_long[..] } else { &[] };
    if !desk.form.begin(|_| true, also) {
        return;
    }
    let things = desk.carried.get();
    let page = if things.page.is_empty() { Screen::Report.path().to_owned() } else { things.page };
    let school = things.school.map(|(key, _)| key);
    let body = NewReport { page, school, message };
    spawn_local(async move {
        let answer = endpoints::report(&body).await;
        if desk.reference.is_disposed() {
            return;
        }
        match answer {
            Ok(receipt) => {
                desk.form.settle();
                desk.reference.set(Some(receipt.reference));
                desk.go.run(Screen::Report.href_below(SENT, words.language));
            }
            Err(failure) => recover(desk, failure),
        }
    });
}

fn recover(desk: Desk, failure: Failure) {
    let rule = match &failure {
        Failure::Refused(problem) if problem.code == ErrorCode::RequestInvalid => {
            problem.errors.iter().find(|error| error.pointer == contract::api::problem::pointer::MESSAGE)
        }
        _ => None,
    };
    match rule.map(|error| error.rule) {
        Some(rule) => desk.form.mend(vec![(MESSAGE, FieldProblem::Rule(rule))]),
        None => desk.form.explain(failure),
    }
}
