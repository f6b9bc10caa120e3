//! Which account somebody goes on to a service with: the one that is signed in, those that were used on
//! this device, or another.

use contract::api::authorization::{AccountChoices, ChosenAccount, ForgottenAccount, KnownAccount};
use contract::rules::account::SUFFIX;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints, fetch_into, use_whose};
use crate::device::{on_leave, replace_page};
use crate::screens::entry::over::failed;
use crate::ui::{Button, Drawn, Look, Page, Spinner, changing, only_if};
use crate::words::{EntryWords, Words, fill, in_words};

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    id: StoredValue<String>,
    choices: RwSignal<Remote<AccountChoices>>,
    is_going_on: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// The account that was just removed.
    forgotten: RwSignal<String>,
}

/// The page.
pub(super) fn draw(id: StoredValue<String>) -> AnyView {
    let desk = Desk {
        id,
        choices: RwSignal::new(Remote::Waiting),
        is_going_on: RwSignal::new(false),
        failure: RwSignal::new(None),
        forgotten: RwSignal::new(String::new()),
    };
    desk.fetch();
    // Nothing of a person stays in a page that the back/forward cache keeps.
    on_leave(move || {
        desk.choices.set(Remote::Waiting);
        desk.forgotten.set(String::new());
    });
    use_whose().learn_when(move || desk.choices.with(is_anybody_signed_in));
    in_words(move |words| page(desk, words)).into_any()
}

fn page(desk: Desk, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).choose;
    let lead = Signal::derive(move || {
        desk.choices.with(|choices| match choices.ready() {
            Some(choices) => fill(say.lead, choices.service.name.get(words.language)),
            None => String::new(),
        })
    });
    let retry = Callback::new(move |()| desk.fetch());
    let shown = changing(move || match desk.choices.get() {
        Remote::Waiting => {
            view! { <p class="c-part-wait" role="status"><Spinner/> {say.waiting}</p> }.drawn()
        }
        Remote::Failed(failure) => failed(&failure, words, retry),
        Remote::Ready(choices) => list(desk, choices.accounts, words),
    });
    let failure = changing(move || match desk.failure.get() {
        Some(failure) => failed(&failure, words, Callback::new(move |()| desk.failure.set(None))),
        None => ().into_any(),
    });
    let status = Signal::derive(move || {
        if desk.is_going_on.get() {
            return say.sending.to_owned();
        }
        desk.forgotten
            .with(|account| if account.is_empty() { String::new() } else { fill(say.forgotten, account) })
    });
    view! {
        <div class="l-walk">
            <Page heading=say.heading lead>
                {failure}
                <p class="c-part-wait" role="status">{status}</p>
                {shown}
            </Page>
        </div>
    }
    .drawn()
}

fn list(desk: Desk, accounts: Vec<KnownAccount>, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).choose;
    let accounts = accounts.into_iter().map(|known| account(desk, known, words));
    let another = Callback::new(move |()| desk.choose(None));
    view! {
        <ul class="c-accounts">{accounts.collect_view()}</ul>
        <div class="c-page__actions">
            <Button busy=desk.is_going_on press=another>{say.another}</Button>
        </div>
    }
    .drawn()
}

fn account(desk: Desk, known: KnownAccount, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).choose;
    let KnownAccount { account, name, signed_in } = known;
    let full = [&account, SUFFIX].concat();
    let state = if signed_in { say.here } else { say.needs_password };
    let forget = only_if(!signed_in, || {
        let label = fill(say.forget, &account);
        let account = account.clone();
        let press = Callback::new(move |()| desk.forget(account.clone()));
        view! { <Button look=Look::Quiet press>{label}</Button> }.drawn()
    });
    let choose = move |_| desk.choose(Some(account.clone()));
    view! {
        <li class="c-accounts__one">
            <button class="c-accounts__choose" type="button" on:click=choose>
                <span class="c-accounts__name">{name}</span>
                <span>{full}</span>
                <span class="c-accounts__state">{state}</span>
            </button>
            {forget}
        </li>
    }
    .drawn()
}

/// Accounts that are known on somebody's own device are shown to whoever is not signed in, too.
fn is_anybody_signed_in(choices: &Remote<AccountChoices>) -> bool {
    choices.ready().is_some_and(|choices| choices.accounts.iter().any(|known| known.signed_in))
}

impl Desk {
    fn fetch(self) {
        fetch_into(self.choices, endpoints::accounts(self.id.get_value()));
    }

    fn choose(self, account: Option<String>) {
        if self.is_going_on.get_untracked() {
            return;
        }
        self.is_going_on.set(true);
        self.failure.set(None);
        let (id, chosen) = (self.id.get_value(), ChosenAccount { account });
        spawn_local(async move {
            match endpoints::choose_account(&id, &chosen).await {
                Ok(onward) => replace_page(&onward.continue_to),
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                    self.is_going_on.try_set(false);
                }
            }
        });
    }

    fn forget(self, account: String) {
        self.failure.set(None);
        let forgotten = ForgottenAccount { account };
        spawn_local(async move {
            match endpoints::forget_account(&forgotten).await {
                Ok(()) => {
                    self.forgotten.try_set(forgotten.account);
                    self.fetch();
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }
}
