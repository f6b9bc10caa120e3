//! The end: everything is wiped at once, the flow and the session are ended, and the start page is
//! loaded in place of this one. Without a network nothing is loaded, since the browser would show a
//! page of its own: the start page is drawn from what is here, and the end is tried again until the
//! server has heard of it. Until then no other request goes out.

use contract::api::session::SignedOut;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::end;
use crate::device::{Alarm, Told, close_requests, hide_app, on_network, replace_page, tell_tabs, wipe};
use crate::flows::notice::{GONE, Notice, OVER};
use crate::routes::{Place, Screen, use_place};
use crate::screens::left::{After, after, county_button, left_parts};
use crate::ui::dialog::Dialog;
use crate::ui::{Drawn, Spinner, changing, only_if};
use crate::words::{AttendantWords, EntryWords, Speech, Words, in_words, use_speech};

/// How long a tab waits for another one to end the session.
const OTHER_TAB_WAIT_MS: i64 = 4000;
const FIRST_WAIT_MS: i64 = 1000;
const LONGEST_WAIT_MS: i64 = 30_000;

/// How far the end is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// It has not begun.
    Here,
    /// Everything is wiped; the server is being told.
    Going(Notice),
    /// The server could not be told yet; the start page is on show.
    Stuck(Notice),
    /// The server was told, and something is still signed in.
    Left(Notice, SignedOut),
}

/// The end of what is under way.
#[derive(Clone, Copy)]
pub(super) struct Leaving {
    stage: RwSignal<Stage>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
    place: Place,
    speech: Speech,
}

impl Leaving {
    /// Nothing has ended.
    pub(super) fn new() -> Self {
        let leaving = Self {
            stage: RwSignal::new(Stage::Here),
            alarm: StoredValue::new_local(None),
            place: use_place(),
            speech: use_speech(),
        };
        on_network(move || {
            if let Stage::Stuck(why) = leaving.stage.get_untracked() {
                leaving.end(why, FIRST_WAIT_MS);
            }
        });
        leaving
    }

    /// Ends everything, here and in the other tabs.
    pub(super) fn leave(self, why: Notice) {
        if self.stage.get_untracked() == Stage::Here {
            tell_tabs(&Told::Word([OVER, why.code()].concat()));
            self.clear(why);
            self.end(why, FIRST_WAIT_MS);
        }
    }

    /// Hears what another tab says; whether everything ends.
    pub(super) fn hear(self, word: &str) -> bool {
        if let Some(why) = word.strip_prefix(GONE).and_then(Notice::from_code) {
            self.clear(why);
            self.land(why);
            return true;
        }
        let why = word.strip_prefix(OVER).and_then(Notice::from_code);
        if let Some(why) = why.filter(|_| self.stage.get_untracked() == Stage::Here) {
            self.clear(why);
            let end = move || self.end(why, FIRST_WAIT_MS);
            self.alarm.set_value(Some(Alarm::after(OTHER_TAB_WAIT_MS, end)));
        }
        why.is_some()
    }

    /// Whether the end has begun.
    pub(super) fn has_begun(self) -> bool {
        self.stage.get_untracked() != Stage::Here
    }

    /// The page that asks whether somebody wants to leave.
    pub(super) const fn place(self) -> Place {
        self.place
    }

    fn clear(self, why: Notice) {
        wipe();
        close_requests();
        hide_app(true);
        self.stage.set(Stage::Going(why));
    }

    fn end(self, why: Notice, wait_ms: i64) {
        self.alarm.set_value(None);
        spawn_local(async move {
            match end(self.speech.words_now().language).await {
                Ok(out) => {
                    tell_tabs(&Told::Word([GONE, why.code()].concat()));
                    self.go_on(why, out);
                }
                Err(_) => {
                    self.stay(why);
                    let again = move || self.end(why, (2 * wait_ms).min(LONGEST_WAIT_MS));
                    self.alarm.set_value(Some(Alarm::after(wait_ms, again)));
                }
            }
        });
    }

    /// Nobody is there to read a list, or to come back from a county, when the time was up.
    fn go_on(self, why: Notice, out: SignedOut) {
        match after(&out) {
            After::County(address) if why == Notice::Cleared => replace_page(address),
            After::Read if why == Notice::Cleared => self.stage.set(Stage::Left(why, out)),
            After::County(_) | After::Read | After::Start => self.land(why),
        }
    }

    /// Shows the start page from what is here.
    fn stay(self, why: Notice) {
        if matches!(self.stage.get_untracked(), Stage::Going(_)) {
            self.stage.set(Stage::Stuck(why));
            self.place.begin_anew(self.start(why));
            hide_app(false);
        }
    }

    fn land(self, why: Notice) {
        replace_page(&self.start(why));
    }

    fn start(self, why: Notice) -> String {
        Screen::SignIn.href_with(self.speech.words_now().language, why)
    }

    /// What is shown in place of the page.
    pub(super) fn curtain(self) -> AnyView {
        let is_open = RwSignal::new(false);
        // Effects, because the dialog is the browser's; once it is closed, the way leads on.
        Effect::new(move || is_open.set(matches!(self.stage.get(), Stage::Left(..))));
        Effect::new(move |was_open: Option<bool>| {
            let is_open = is_open.get();
            if let (Some(true), false, Stage::Left(why, _)) = (was_open, is_open, self.stage.get_untracked())
            {
                self.land(why);
            }
            is_open
        });
        in_words(move |words| view! { {self.wait(words)} {self.left(words, is_open)} }.into_any()).into_any()
    }

    fn wait(self, words: &'static Words) -> AnyView {
        let say = &AttendantWords::of(words.language).bar;
        let shown = changing(move || {
            let is_going = matches!(self.stage.get(), Stage::Going(_));
            only_if(is_going, || view! { <p class="c-curtain"><Spinner/> {say.finishing}</p> }.drawn())
        });
        view! { <div role="status">{shown}</div> }.drawn()
    }

    /// What stays signed in.
    fn left(self, words: &'static Words, is_open: RwSignal<bool>) -> AnyView {
        let say = &EntryWords::of(words.language).left;
        let list = changing(move || match self.stage.get() {
            Stage::Left(_, out) => {
                let lead = only_if(!out.left.is_empty(), || view! { <p>{say.text}</p> }.drawn());
                view! { {lead} {left_parts(&out, words)} {county_button(&out, words)} }.into_any()
            }
            Stage::Here | Stage::Going(_) | Stage::Stuck(_) => ().into_any(),
        });
        let (id, title, close) = ("left-behind", say.heading, say.done);
        view! { <Dialog id title is_open close>{list}</Dialog> }.drawn()
    }
}
