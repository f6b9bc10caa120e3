//! What a service asks for: the very values, in plain words, before it gets them.

use contract::api::authorization::{Authorization, Consent, SharedClaim};
use contract::rules::account::SUFFIX;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints, fetch_into, use_whose};
use crate::device::{on_leave, replace_page};
use crate::flows::notice::Notice as Sent;
use crate::routes::{Screen, use_place};
use crate::screens::entry::over::failed;
use crate::ui::{Button, Drawn, Look, Page, Spinner, changing, only_if};
use crate::words::{
    EntryWords, Words, claim_place, fill, in_words, scope_place, scope_text, scope_title, shared_label,
    use_speech,
};

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    id: StoredValue<String>,
    asked: RwSignal<Remote<Authorization>>,
    /// Which of the two buttons was pressed.
    said: RwSignal<Option<bool>>,
    failure: RwSignal<Option<Failure>>,
}

/// The page.
pub(super) fn draw(id: StoredValue<String>) -> AnyView {
    let desk = Desk {
        id,
        asked: RwSignal::new(Remote::Waiting),
        said: RwSignal::new(None),
        failure: RwSignal::new(None),
    };
    desk.fetch();
    // Nothing of a person stays in a page that the back/forward cache keeps.
    on_leave(move || desk.asked.set(Remote::Waiting));
    desk.leave_when_nobody();
    use_whose().learn_when(move || desk.asked.with(|asked| asked.ready().is_some()));
    in_words(move |words| page(desk, words)).into_any()
}

fn page(desk: Desk, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).consent;
    let heading = Signal::derive(move || {
        desk.asked.with(|asked| match asked.ready() {
            Some(asked) => fill(say.heading, asked.service.name.get(words.language)),
            None => words.titles.consent.to_owned(),
        })
    });
    let lead = Signal::derive(move || {
        desk.asked.with(|asked| match asked.ready().map(|asked| asked.owner.get(words.language)) {
            Some("") => say.lead.to_owned(),
            Some(owner) => fill(say.lead_owner, owner),
            None => String::new(),
        })
    });
    let retry = Callback::new(move |()| desk.fetch());
    let shown = changing(move || match desk.asked.get() {
        Remote::Waiting => {
            view! { <p class="c-part-wait" role="status"><Spinner/> {say.waiting}</p> }.drawn()
        }
        Remote::Failed(failure) => failed(&failure, words, retry),
        Remote::Ready(asked) => view! { {shared(desk, &asked, words)} {answers(desk, words)} }.drawn(),
    });
    view! { <div class="l-walk"><Page heading lead>{shown}</Page></div> }.drawn()
}

fn shared(desk: Desk, asked: &Authorization, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).consent;
    let choose = desk.id.with_value(|id| Screen::ChooseAccount.href_for(words.language, id));
    let account = [&asked.account, SUFFIX].concat();
    let check = Screen::DataCheck.href(words.language);
    let mut scopes: Vec<&str> = asked.scopes.iter().map(String::as_str).collect();
    scopes.sort_by_key(|scope| scope_place(scope));
    let groups = scopes.into_iter().map(|scope| group(scope, &asked.claims, words));
    view! {
        <p class="c-consent__account">
            {say.account} " " <strong>{account}</strong> " " <a href=choose>{say.other_account}</a>
        </p>
        <ul class="c-consent">{groups.collect_view()}</ul>
        <p class="c-consent__later">{say.later}</p>
        <p class="c-consent__later">{say.doubt} " " <a href=check>{words.titles.data_check}</a></p>
    }
    .drawn()
}

/// One scope with everything that it opens.
fn group(scope: &str, claims: &[SharedClaim], words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).consent;
    let text = scope_text(words, scope);
    let text = only_if(!text.is_empty(), || view! { <p class="c-consent__text">{text}</p> }.drawn());
    let mut own: Vec<_> = claims.iter().filter(|claim| claim.scope == scope).collect();
    own.sort_by_key(|claim| claim_place(&claim.name));
    let facts = own.into_iter().filter_map(|claim| {
        let label = shared_label(words, scope, &claim.name)?;
        let values: Vec<&str> = claim.values.iter().map(|value| plain(value, words)).collect();
        let is_empty = values.is_empty();
        let shown = if is_empty { say.nothing.to_owned() } else { values.join("、") };
        Some(view! { <dt>{label}</dt> <dd class:c-consent__nothing=is_empty>{shown}</dd> }.drawn())
    });
    view! {
        <li class="c-consent__scope">
            <h2 class="c-consent__title">{scope_title(words, scope)}</h2>
            {text}
            <dl class="c-consent__facts">{facts.collect_view()}</dl>
        </li>
    }
    .drawn()
}

/// A value as people read it.
fn plain<'a>(value: &'a str, words: &'static Words) -> &'a str {
    let say = &EntryWords::of(words.language).consent;
    match value {
        "true" => say.yes,
        "false" => say.no,
        other => other,
    }
}

fn answers(desk: Desk, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).consent;
    let is_busy = move |which| Signal::derive(move || desk.said.get() == Some(which));
    let press = move |which| Callback::new(move |()| desk.say(which));
    let failure = changing(move || match desk.failure.get() {
        Some(failure) => failed(&failure, words, Callback::new(move |()| desk.failure.set(None))),
        None => ().into_any(),
    });
    let status = Signal::derive(move || if desk.said.get().is_some() { say.sending } else { "" }.to_owned());
    view! {
        {failure}
        <div class="c-page__actions">
            <Button look=Look::Primary busy=is_busy(true) press=press(true)>{say.agree}</Button>
            <Button busy=is_busy(false) press=press(false)>{say.refuse}</Button>
            <span role="status">{status}</span>
        </div>
    }
    .drawn()
}

impl Desk {
    fn fetch(self) {
        fetch_into(self.asked, endpoints::authorization(self.id.get_value()));
    }

    /// Without a session there is nothing to agree to: the way leads to sign-in, for this request.
    fn leave_when_nobody(self) {
        let (place, speech) = (use_place(), use_speech());
        // An effect, because the address is outside.
        Effect::new(move || {
            let is_nobody = self.asked.with(|asked| asked.failure().and_then(Sent::of_failure)).is_some();
            if is_nobody {
                let language = speech.words_now().language;
                place.go_instead(self.id.with_value(|id| Screen::SignIn.href_for(language, id)));
            }
        });
    }

    fn say(self, approve: bool) {
        if self.said.get_untracked().is_some() {
            return;
        }
        self.said.set(Some(approve));
        self.failure.set(None);
        let id = self.id.get_value();
        spawn_local(async move {
            match endpoints::consent(&id, Consent { approve }).await {
                Ok(onward) => replace_page(&onward.continue_to),
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                    self.said.try_set(None);
                }
            }
        });
    }
}
