//! How a page of several steps looks: what happened, where one is, the heading of the step, and the
//! steps themselves. A step with fields stays on the page while another is on show, so that nothing
//! that was typed is lost.

use contract::api::flow::{FlowKind, RecoveryProof};
use leptos::prelude::*;

use crate::flows::step::{Journey, Step};
use crate::forms::form_errors;
use crate::screens::getting_back::walk::{Anew, Walk};
use crate::ui::step_indicator::StepIndicator;
use crate::ui::{Drawn, Notice, Page, Tone, changing, legible, legibly};
use crate::words::{BackWords, Words, back_failure_text, fill, in_words, use_speech};

impl Walk {
    /// The page.
    pub(super) fn draw(self) -> AnyView {
        self.entitle();
        in_words(move |words| self.page(words)).into_any()
    }

    /// Puts the step into the page's title.
    fn entitle(self) {
        let title = self.carried.step_title;
        let speech = use_speech();
        on_cleanup(move || title.set(String::new()));
        // An effect, because the title is outside.
        Effect::new(move || {
            let (step, say) = (self.step.get(), BackWords::of(speech.words().language));
            title.set(
                [&place(say, self.journey, step), " ", heading(say, self.journey, step), " – "].concat(),
            );
        });
    }

    fn page(self, words: &'static Words) -> AnyView {
        let say = BackWords::of(words.language);
        let heading = Signal::derive(move || heading(say, self.journey, self.step.get()).to_owned());
        let lead = Signal::derive(move || lead(say, self.journey, self.step.get()).to_owned());
        let anew = changing(move || anew(self, say));
        let failure = changing(move || failure(self, words));
        let errors = changing(move || form_errors(self.form(), words));
        let before = view! { {failure} {errors} {caption(self, words)} }.drawn();
        view! {
            <div class="l-walk">
                <Page heading lead before>{anew} {steps(self, words)}</Page>
            </div>
        }
        .drawn()
    }

    /// Something that is there while `step` is.
    pub(super) fn is_away(self, step: Step) -> Signal<bool> {
        Signal::derive(move || self.step.get() != step)
    }
}

/// Every step of the page.
fn steps(walk: Walk, words: &'static Words) -> AnyView {
    let section = |step: Step, view: AnyView| {
        view! { <div class="l-walk__step" hidden=walk.is_away(step)>{view}</div> }.drawn()
    };
    let first = section(Step::First, walk.first(words));
    let end = walk.end(words);
    let between = match (walk.journey.kind, walk.journey.proof) {
        (FlowKind::Lookup, _) => return view! { {first} {end} }.into_any(),
        (_, RecoveryProof::PersonalData) => section(Step::Identity, walk.identity(words)),
        (_, RecoveryProof::DefaultPassword | RecoveryProof::County) => ().into_any(),
        (_, RecoveryProof::Code) => section(Step::Enter, walk.enter_code(words)),
    };
    let password = section(Step::NewPassword, walk.new_password(words));
    view! { {first} {between} {password} {end} }.into_any()
}

/// Which page and which step of it.
fn caption(walk: Walk, words: &'static Words) -> AnyView {
    let say = BackWords::of(words.language);
    let journey = walk.journey;
    let place = Signal::derive(move || place(say, journey, walk.step.get()));
    let present = Signal::derive(move || walk.step.get().number(journey) - 1);
    let steps: Vec<_> = journey.order().iter().map(|step| label(say, journey, *step)).collect();
    let name = say.step.list;
    view! {
        <div class="c-walk-caption">
            <p class="c-walk-caption__text">{legible(walk.screen.title(words))} " · " {legibly(place)}</p>
            <StepIndicator name steps present/>
        </div>
    }
    .drawn()
}

/// 步驟 2（共 4 步）.
fn place(say: &BackWords, journey: Journey, step: Step) -> String {
    let (number, of) = (step.number(journey).to_string(), journey.order().len().to_string());
    fill(&fill(say.step.place, &number), &of)
}

/// Why the page begins anew.
fn anew(walk: Walk, say: &'static BackWords) -> AnyView {
    let why = walk.anew.get().filter(|_| walk.step.get() == Step::First);
    let (tone, text) = match why {
        Some(Anew::Directly) => (Tone::Info, say.step.directly),
        Some(Anew::TimeUp) => (Tone::Warning, say.step.time_up),
        Some(Anew::Finished) => (Tone::Success, say.step.finished),
        None => return ().into_any(),
    };
    view! { <Notice tone id="anew"><p>{legible(text)}</p></Notice> }.drawn()
}

/// What went wrong with the last submission, where it is not about one field.
fn failure(walk: Walk, words: &'static Words) -> AnyView {
    let Some(failure) = walk.form().failure() else {
        return ().into_any();
    };
    view! { <Notice tone=Tone::Error id="failure"><p>{legible(&back_failure_text(words, &failure))}</p></Notice> }
        .drawn()
}

const fn label(say: &BackWords, journey: Journey, step: Step) -> &'static str {
    let say = &say.step;
    match step {
        Step::First => match (journey.kind, journey.proof) {
            (_, RecoveryProof::County) => say.label_county,
            (FlowKind::Lookup, _) => say.label_id,
            (_, RecoveryProof::PersonalData) => say.label_school,
            (_, RecoveryProof::DefaultPassword) => say.label_default,
            (_, RecoveryProof::Code) => say.label_account,
        },
        Step::Found => say.label_found,
        Step::Identity | Step::NotFound => say.label_identity,
        Step::Enter | Step::NotReceived => say.label_code,
        Step::NewPassword => say.label_password,
        Step::Done => say.label_done,
    }
}

const fn heading(say: &BackWords, journey: Journey, step: Step) -> &'static str {
    let say = &say.step;
    match step {
        Step::First => match (journey.kind, journey.proof) {
            (_, RecoveryProof::County) => say.heading_county,
            (FlowKind::Lookup, _) => say.heading_id,
            (_, RecoveryProof::PersonalData) => say.heading_school,
            (_, RecoveryProof::DefaultPassword) => say.heading_default,
            (_, RecoveryProof::Code) => say.heading_account,
        },
        Step::Found => say.heading_found,
        Step::Identity => say.heading_identity,
        Step::NotFound => say.heading_not_found,
        Step::Enter => say.heading_code,
        Step::NotReceived => say.heading_not_received,
        Step::NewPassword => say.heading_password,
        Step::Done => match journey.kind {
            FlowKind::Activation => say.heading_activated,
            FlowKind::Login | FlowKind::Recovery | FlowKind::Lookup => say.heading_done,
        },
    }
}

const fn lead(say: &BackWords, journey: Journey, step: Step) -> &'static str {
    let say = &say.step;
    match step {
        Step::First => match (journey.kind, journey.proof) {
            (_, RecoveryProof::County) => say.lead_county,
            (FlowKind::Lookup, _) => say.lead_id,
            (_, RecoveryProof::PersonalData) => say.lead_school,
            (_, RecoveryProof::DefaultPassword) => say.lead_default,
            (_, RecoveryProof::Code) => say.lead_account,
        },
        Step::Identity => say.lead_identity,
        Step::NotFound => say.lead_not_found,
        Step::Enter => say.lead_code,
        Step::NotReceived => say.lead_not_received,
        Step::NewPassword => say.lead_password,
        Step::Found | Step::Done => "",
    }
}
