//! The desk of the sign-in page: what it remembers beside the flow and its challenge.

use contract::api::flow::{Flow, OpenLogin, PasswordStep};
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Whose, endpoints, use_whose};
use crate::device::{self, set_input, when_painted};
use crate::flows::notice::Notice;
use crate::forms::FormHandle;
use crate::forms::spec::Field;
use crate::routes::{Screen, query_value};
use crate::screens::carried::Carried;
use crate::screens::desk::ticket::take_ticket;
use crate::screens::desk::{Desk, Opening};
use crate::words::use_speech;

/// The state of the page and what can be done with it.
#[derive(Clone, Copy)]
pub(super) struct SignInDesk {
    /// The flow and its challenge.
    pub(super) desk: Desk,
    /// Whether the password can be read.
    pub(super) is_shown: RwSignal<bool>,
    /// Whether the person calls the device their own.
    pub(super) is_personal: RwSignal<bool>,
    /// What is remembered and not on show.
    pub(super) notes: StoredValue<Notes>,
    /// Whose device this is.
    pub(super) whose: Whose,
    carried: Carried,
}

/// What is remembered and not on show.
#[derive(Clone)]
pub(super) struct Notes {
    /// A submission whose answer was lost, with its key: sent again unchanged, it counts once.
    pub(super) unanswered: Option<(PasswordStep, String)>,
    /// Why the person was sent here.
    pub(super) sent: Option<Notice>,
}

impl SignInDesk {
    /// A desk with a flow on its way.
    pub(super) fn new(form: FormHandle) -> Self {
        let search = use_speech().search_now();
        let carried: Carried = expect_context(); // invariant: `<App>` provides it
        let asked = asked(&search, carried);
        let sent = query_value(&search, "notice").and_then(Notice::from_code);
        let (is_shown, is_personal) = (RwSignal::new(false), RwSignal::new(false));
        let notes = StoredValue::new(Notes { unanswered: None, sent });
        let whose = use_whose();
        let at = move |desk| Self { desk, is_shown, is_personal, notes, whose, carried };
        // An effect, because the whole page follows what the person says.
        Effect::new(move |said: Option<bool>| {
            let is_personal = is_personal.get();
            if said.is_some() {
                whose.say(is_personal);
            }
            is_personal
        });
        // The way back from a county opened a flow, which links the county account.
        let ticket = take_ticket();
        let open = move || -> Opening {
            match &ticket {
                Some(id) => Box::pin(endpoints::flow(id.clone())),
                None => Box::pin(opened(form, asked.clone())),
            }
        };
        let desk = at(Desk::new(form, open, move |desk| at(desk).send()));
        desk.desk.open();
        desk.take_notice();
        // The account that somebody has just got back need not be typed again.
        let account = desk.carried.get().account;
        if !account.is_empty() {
            when_painted(move || set_input(Field::Account.name(), &account));
        }
        device::on_leave(move || desk.wipe());
        desk
    }

    /// Why the person was sent here.
    pub(super) fn sent(self) -> Option<Notice> {
        self.notes.with_value(|notes| notes.sent)
    }

    /// Whether the sign-in links a county account.
    pub(super) fn is_linking(self) -> bool {
        self.desk.flow(|flow| flow.county.as_ref().map(|_| ())).is_some()
    }

    /// The name of the service that asks for the sign-in.
    pub(super) fn service(self, language: Language) -> Option<String> {
        self.desk.flow(|flow| flow.service.as_ref().map(|service| service.name.get(language).to_owned()))
    }

    /// Hands the account on, so that it need not be typed again where somebody gets back in.
    pub(super) fn carry(self) {
        let account = self.desk.form.typed(Field::Account);
        self.carried.put(|things| things.account = account);
    }

    /// Takes the notice out of the address, so that it is said once. After an end, has the
    /// browser drop what it cached; only a request that follows the landing does that
    /// (experience.md §0.1).
    fn take_notice(self) {
        let Some(notice) = self.sent() else {
            return;
        };
        if notice.is_end() {
            // Best effort: everything is over already.
            spawn_local(async { drop(endpoints::clear_session().await) });
        }
        when_painted(move || self.desk.go.run(Screen::SignIn.path().to_owned()));
    }
}

/// What the sign-in is for: what the address says, else what somebody came with before they went to get
/// back in.
fn asked(search: &str, carried: Carried) -> OpenLogin {
    let value = |name| query_value(search, name).map(str::to_owned);
    let authorization = value(paths::AUTHORIZATION_QUERY);
    if authorization.is_some() {
        carried.put(|things| things.authorization.clone_from(&authorization));
    }
    OpenLogin { service: value("service"), authorization: carried.get().authorization }
}

/// Opens the flow. Somebody who is signed in already goes back to the service; for others, the account
/// that is expected is typed.
async fn opened(form: FormHandle, asked: OpenLogin) -> Result<Flow, Failure> {
    let opened = endpoints::open_login(&asked).await;
    match &opened {
        Err(failure) if failure.code() == Some(ErrorCode::SessionAlreadyAvailable) => {
            if let Some(id) = &asked.authorization {
                device::replace_page(&paths::oidc::authorize_continue(id));
                // The page is being left: there is nothing more to show.
                std::future::pending::<()>().await;
            }
        }
        Ok(Flow { account: Some(account), .. }) if form.typed(Field::Account).is_empty() => {
            set_input(Field::Account.name(), account);
        }
        _ => {}
    }
    opened
}
