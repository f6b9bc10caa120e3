//! Signing out, and what becomes of it.

use contract::api::service::LocalText;
use contract::api::session::{CountyLeft, Session, SignedOut};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints};
use crate::device::{focus_heading, replace_page, when_painted};
use crate::flows::notice::Notice;
use crate::routes::Screen;
use crate::screens::trouble::trouble;
use crate::ui::{Button, Drawn, Look, Page, changing};
use crate::words::{EntryWords, Speech, Words, fill, use_speech};

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
    pub(super) fn draw_left(self, out: SignedOut, words: &'static Words) -> AnyView {
        let say = &EntryWords::of(words.language).left;
        let lead = if out.left.is_empty() { "" } else { say.text };
        let on = out.county.as_ref().and_then(|county| {
            let label = fill(say.county_out, county.name.get(words.language));
            county.sign_out.clone().map(|address| (address, label))
        });
        let done = Callback::new(move |()| self.land());
        let actions = match on {
            Some((address, label)) => {
                let on = Callback::new(move |()| replace_page(&address));
                view! { <Button look=Look::Primary press=on>{label}</Button> }.drawn()
            }
            None => view! { <Button look=Look::Primary press=done>{say.done}</Button> }.drawn(),
        };
        view! {
            <Page heading=say.heading lead=lead>
                {out.county.map(|county| county_part(&county, words))}
                {names_part("left", say.list, out.left, words)}
                {names_part("told", say.told, out.told, words)}
                <div class="c-page__actions">{actions}</div>
            </Page>
        }
        .drawn()
    }

    fn leave(self) {
        self.is_leaving.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let language = self.speech.words_now().language;
            match endpoints::sign_out(language).await {
                Err(failure) if Notice::of_failure(&failure).is_none() => {
                    self.failure.set(Some(failure));
                    self.is_leaving.set(false);
                }
                Ok(SignedOut { left, county: Some(CountyLeft { sign_out: Some(address), .. }), .. })
                    if left.is_empty() =>
                {
                    self.session.set(Remote::Waiting);
                    // The county's own sign-out leads back to the sign-in page.
                    replace_page(&address);
                }
                Ok(out) if !out.left.is_empty() || out.county.is_some() => {
                    self.session.set(Remote::Waiting);
                    self.left.set(Some(out));
                    when_painted(focus_heading);
                }
                Ok(_) | Err(_) => {
                    self.session.set(Remote::Waiting);
                    self.land();
                }
            }
        });
    }

    /// Leaves the portal's memory behind: the sign-in page is loaded anew, and says what happened.
    fn land(self) {
        let language = self.speech.words_now().language;
        replace_page(&Screen::SignIn.href_with(language, Notice::SignedOut));
    }
}

/// Names under a heading, where there are any.
fn names_part(id: &'static str, heading: &'static str, names: Vec<LocalText>, words: &Words) -> AnyView {
    if names.is_empty() {
        return ().into_any();
    }
    let names =
        names.into_iter().map(|name| view! { <li>{name.get(words.language).to_owned()}</li> }.drawn());
    view! {
        <section class="c-page__part" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <ul class="c-walk-causes">{names.collect_view()}</ul>
        </section>
    }
    .drawn()
}

/// The county's own session, and what ends it: the button below, or the person by hand.
fn county_part(county: &CountyLeft, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).left;
    let name = county.name.get(words.language);
    let text = if county.sign_out.is_some() { say.county_text } else { say.county_by_hand };
    let text = fill(&fill(text, name), name);
    let home = county.home.clone().filter(|_| county.sign_out.is_none()).map(|home| {
        let label = fill(say.county_home, name);
        view! { <p><a href=home rel="noopener external">{label}</a></p> }.drawn()
    });
    view! {
        <section class="c-page__part" aria-labelledby="county">
            <h2 id="county">{fill(say.county, name)}</h2>
            <p>{text}</p>
            {home}
        </section>
    }
    .drawn()
}
