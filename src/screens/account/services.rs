//! The services that somebody is signed in to or has agreed to, and taking that back.

use contract::api::session::ServiceUse;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints, fetch_into};
use crate::screens::trouble::trouble;
use crate::ui::{Button, Drawn, Spinner, changing, only_if};
use crate::words::{EntryWords, Words, fill, scope_place, scope_title};

/// The state of the list.
#[derive(Clone, Copy)]
pub(super) struct MyServices {
    list: RwSignal<Remote<Vec<ServiceUse>>>,
    /// The service whose agreement is being taken back.
    withdrawing: RwSignal<Option<String>>,
    /// The one whose agreement was.
    withdrawn: RwSignal<Option<ServiceUse>>,
    failure: RwSignal<Option<Failure>>,
    is_asked_for: StoredValue<bool>,
}

impl MyServices {
    /// A list that nobody has asked for yet.
    pub(super) fn new() -> Self {
        Self {
            list: RwSignal::new(Remote::Waiting),
            withdrawing: RwSignal::new(None),
            withdrawn: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_asked_for: StoredValue::new(false),
        }
    }

    /// Forgets what it knows.
    pub(super) fn wipe(self) {
        self.list.set(Remote::Waiting);
        self.withdrawn.set(None);
    }

    fn fetch(self) {
        fetch_into(self.list, endpoints::session_services());
    }

    /// The list; it is fetched when it is drawn first, and that is when somebody is signed in.
    pub(super) fn draw(self, words: &'static Words) -> AnyView {
        if !self.is_asked_for.get_value() {
            self.is_asked_for.set_value(true);
            self.fetch();
        }
        let say = &EntryWords::of(words.language).mine;
        let retry = Callback::new(move |()| self.fetch());
        let shown = changing(move || match self.list.get() {
            Remote::Waiting => {
                view! { <p class="c-part-wait" role="status"><Spinner/> {say.waiting}</p> }.drawn()
            }
            Remote::Failed(failure) => trouble(&failure, words, retry),
            Remote::Ready(list) if list.is_empty() => view! { <p>{say.none}</p> }.drawn(),
            Remote::Ready(list) => {
                let uses = list.into_iter().map(|used| self.one(used, words));
                view! { <ul class="c-my-services">{uses.collect_view()}</ul> }.drawn()
            }
        });
        let failure = changing(move || match self.failure.get() {
            Some(failure) => trouble(&failure, words, Callback::new(move |()| self.failure.set(None))),
            None => ().into_any(),
        });
        let status = Signal::derive(move || match (self.withdrawing.get(), self.withdrawn.get()) {
            (Some(_), _) => say.sending.to_owned(),
            (None, Some(used)) => fill(say.withdrawn, used.service.name.get(words.language)),
            (None, None) => String::new(),
        });
        view! {
            <section class="c-page__part" aria-labelledby="my-services">
                <h2 id="my-services">{say.title}</h2>
                <p>{say.lead}</p>
                {failure}
                <p role="status">{status}</p>
                {shown}
            </section>
        }
        .drawn()
    }

    fn one(self, used: ServiceUse, words: &'static Words) -> AnyView {
        let say = &EntryWords::of(words.language).mine;
        let name = used.service.name.get(words.language).to_owned();
        let state = if used.signed_in { say.signed_in } else { say.not_signed_in };
        let not_told = only_if(used.signed_in && !used.is_told, || view! { <p>{say.not_told}</p> }.drawn());
        let mut scopes = used.scopes.clone();
        scopes.sort_by_key(|scope| scope_place(scope));
        let titles: Vec<_> = scopes.iter().map(|scope| scope_title(words, scope)).collect();
        let agreed = only_if(!titles.is_empty(), || {
            let label = fill(say.withdraw, &name);
            let id = used.service.id.clone();
            let busy = Signal::derive(move || self.withdrawing.with(|of| of.as_deref() == Some(id.as_str())));
            let (text, used) = (fill(say.agreed, &titles.join("、")), used.clone());
            let press = Callback::new(move |()| self.withdraw(used.clone()));
            view! { <p>{text}</p> <Button busy press>{label}</Button> }.drawn()
        });
        let owner = used.owner.get(words.language).to_owned();
        view! {
            <li class="c-my-services__one">
                <h3 class="c-my-services__name">{name}</h3>
                <p class="c-my-services__owner">{owner}</p>
                <p>{state}</p>
                {not_told}
                {agreed}
            </li>
        }
        .drawn()
    }

    fn withdraw(self, used: ServiceUse) {
        if self.withdrawing.with_untracked(Option::is_some) {
            return;
        }
        self.withdrawing.set(Some(used.service.id.clone()));
        self.failure.set(None);
        spawn_local(async move {
            match endpoints::withdraw(&used.service.id).await {
                Ok(()) => {
                    self.withdrawn.try_set(Some(used));
                    self.fetch();
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
            self.withdrawing.try_set(None);
        });
    }
}
