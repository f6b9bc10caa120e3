//! The step that asks for the code that was sent, and for another one after a wait.

use std::time::Duration;

use contract::step::NextStep;
use leptos::prelude::*;

use crate::device::now_ms;
use crate::flows::recovery::Answer;
use crate::flows::step::Step;
use crate::forms::{Form, around};
use crate::screens::getting_back::account::send;
use crate::screens::getting_back::fields;
use crate::screens::getting_back::walk::Walk;
use crate::ui::{Button, TextField, TextKind, legible, legibly};
use crate::words::{BackWords, Words, fill};

/// When another code may be asked for.
#[derive(Clone, Copy)]
pub(super) struct Resending {
    /// Seconds until then.
    wait: RwSignal<u32>,
    /// When that is, in milliseconds on the device's clock.
    at: StoredValue<f64>,
    /// Whether another one was sent, and nothing was typed since.
    was_sent: RwSignal<bool>,
}

impl Resending {
    /// Nothing was sent yet. The wait is counted down while the page is there.
    pub(super) fn new() -> Self {
        let own = Self { wait: RwSignal::new(0), at: StoredValue::new(0.0), was_sent: RwSignal::new(false) };
        if let Ok(handle) = set_interval_with_handle(move || own.count(), Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
        own
    }

    fn count(self) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let left = ((self.at.get_value() - now_ms()) / 1000.0).ceil() as u32;
        if self.wait.get_untracked() != left {
            self.wait.set(left);
        }
    }

    fn start(self, seconds: u32) {
        self.at.set_value(now_ms() + f64::from(seconds) * 1000.0);
        self.count();
    }
}

impl Walk {
    /// The step.
    pub(super) fn enter_code(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).code;
        let (form, submit) = (self.code_form, move |()| self.send_code());
        let text = around(form, fields::CODE, words);
        let (name, chinese) = (fields::CODE.name(), words.sign_in.chinese_input);
        view! {
            <Form name=say.form submit>
                <TextField name text kind=TextKind::Code chinese/>
                {send(form, say.check, words)}
            </Form>
            {self.another(words)}
            <p class="c-walk-more"><a href=self.href(Step::NotReceived)>{legible(say.not_received)}</a></p>
        }
        .into_any()
    }

    /// The button for another code, and when it works.
    pub(super) fn another(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).code;
        let wait = self.resending.wait;
        let left = Signal::derive(move || match self.next() {
            Some(NextStep::Code { resends_left, .. }) => resends_left,
            _ => 0,
        });
        let is_waiting = Signal::derive(move || wait.get() > 0 || left.get() == 0);
        let note = Signal::derive(move || match (left.get(), wait.get()) {
            (0, _) => say.no_more.to_owned(),
            (_, 0) => String::new(),
            (_, seconds) => fill(say.wait, &seconds.to_string()),
        });
        let status = Signal::derive(move || {
            if self.resending.was_sent.get() { say.sent_again } else { "" }.to_owned()
        });
        let resend = move |()| self.resend();
        view! {
            <div class="c-walk-resend">
                <Button busy=is_waiting press=resend>{legible(say.another)}</Button>
                <p class="c-walk-resend__note">{legibly(note)}</p>
            </div>
            <p class="c-walk-resend__status" role="status">{legibly(status)}</p>
        }
        .into_any()
    }

    /// Forgets what was said before something is sent.
    pub(super) fn note_sending(self, answer: &Answer) {
        if matches!(answer, Answer::Code(_) | Answer::Resend(_)) {
            self.resending.was_sent.set(false);
        }
    }

    /// Starts the wait when a code was sent.
    pub(super) fn note_answer(self, answer: &Answer) {
        if let Some(NextStep::Code { resend_in, .. }) = self.next_now() {
            self.resending.start(resend_in);
            self.resending.was_sent.set(matches!(answer, Answer::Resend(_)));
        }
    }
}
