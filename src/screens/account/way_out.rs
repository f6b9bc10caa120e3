//! Signing out, and what becomes of it.

use contract::api::session::{Session, SignedOut};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, end};
use crate::device::{Told, focus_heading, replace_page, tell_tabs, when_painted};
use crate::flows::notice::{GONE, Notice};
use crate::routes::Screen;
use crate::screens::left::{After, after, county_button, left_parts};
use crate::screens::trouble::trouble;
use crate::ui::{Button, Drawn, Look, Page, changing};
use crate::words::{EntryWords, Speech, Words, use_speech};

/// Signing out.
#[derive(Clone, Copy)]
pub(super) struct WayOut {
    session: RwSignal<Remote<Session>>,
    is_leaving: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// What the sign-out could not reach; none until there is anything.
    left: RwSignal<Option<SignedOut>>,
    speech: Speech,
}

impl WayOut {
    /// Nobody is leaving yet.
    pub(super) fn new(session: RwSignal<Remote<Session>>) -> Self {
        Self {
            session,
            is_leaving: RwSignal::new(false),
            failure: RwSignal::new(None),
            left: RwSignal::new(None),
            speech: use_speech(),
        }
    }

    /// What the sign-out could not reach, and what it did.
    pub(super) fn left(self) -> Option<SignedOut> {
        self.left.get()
    }

    /// The ways on from the page.
    pub(super) fn draw(self, words: &'static Words) -> AnyView {
        let sign_out = Callback::new(move |()| self.leave());
        let failure = changing(move || match self.failure.get() {
            Some(failure) => trouble(&failure, words, sign_out),
            None => ().into_any(),
        });
        let status = Signal::derive(move || {
            if self.is_leaving.get() { words.account.signing_out } else { "" }.to_owned()
        });
        let on = Screen::Services.href(words.language);
        view! {
            {failure}
            <div class="c-page__actions">
                <a class=Look::Primary.class() href=on>{words.account.services}</a>
                <Button busy=self.is_leaving press=sign_out>{words.account.sign_out}</Button>
                <span role="status">{status}</span>
            </div>
        }
        .drawn()
    }

    /// What is still to be done where something could not be reached. Nothing of the person is left but
    /// the names of services and of the county.
    pub(super) fn draw_left(self, out: &SignedOut, words: &'static Words) -> AnyView {
        let say = &EntryWords::of(words.language).left;
        let lead = if out.left.is_empty() { "" } else { say.text };
        let done = Callback::new(move |()| self.land());
        let actions = county_button(out, words)
            .unwrap_or_else(|| view! { <Button look=Look::Primary press=done>{say.done}</Button> }.drawn());
        let parts = left_parts(out, words);
        view! {
            <Page heading=say.heading lead=lead>
                {parts}
                <div class="c-page__actions">{actions}</div>
            </Page>
        }
        .drawn()
    }

    fn leave(self) {
        self.is_leaving.set(true);
        self.failure.set(None);
        spawn_local(async move {
            match end(self.speech.words_now().language).await {
                Err(failure) if Notice::of_failure(&failure).is_none() => {
                    self.failure.set(Some(failure));
                    self.is_leaving.set(false);
                }
                ended => {
                    self.session.set(Remote::Waiting);
                    self.tell();
                    self.go_on(ended.unwrap_or_default());
                }
            }
        });
    }

    fn go_on(self, out: SignedOut) {
        match after(&out) {
            After::County(address) => replace_page(address),
            After::Read => {
                self.left.set(Some(out));
                when_painted(focus_heading);
            }
            After::Start => self.land(),
        }
    }

    /// The other tabs show nobody's data any more either.
    fn tell(self) {
        tell_tabs(&Told::Word([GONE, Notice::SignedOut.code()].concat()));
    }

    /// Leaves the portal's memory behind: the sign-in page is loaded anew, and says what happened.
    fn land(self) {
        let language = self.speech.words_now().language;
        replace_page(&Screen::SignIn.href_with(language, Notice::SignedOut));
    }
}
