//! The choice of the county: each with how its sign-in does, and a way round where it does not.

use contract::api::county::{Counties, County, CountyState, OpenCounty};
use contract::api::flow::{FlowKind, RecoveryProof};
use contract::error::ErrorCode;
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints, fetch_into, use_whose};
use crate::device::leave_for;
use crate::routes::{Screen, query_value, step_of, use_place};
use crate::screens::carried::Carried;
use crate::screens::getting_back::ends::{hotline, other_ways};
use crate::screens::sign_in as by_password;
use crate::screens::trouble::trouble;
use crate::ui::{Button, Checkbox, Drawn, Notice, Page, Tone, changing, legible, only_if};
use crate::words::{BackWords, Words, back_failure_text, county_text, in_words, use_speech};

/// What the chooser remembers.
#[derive(Clone, Copy)]
struct Chooser {
    purpose: FlowKind,
    counties: RwSignal<Remote<Counties>>,
    is_personal: RwSignal<bool>,
    is_going: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    carried: Carried,
    language: &'static str,
}

/// 使用縣市帳號登入, and its second step, where the password of the account is asked for once.
pub(super) fn sign_in() -> AnyView {
    let path = use_place().path();
    let is_linking = Memo::new(move |_| path.with(|path| step_of(path, Screen::SignInByCounty) == "link"));
    changing(move || {
        if is_linking.get() {
            return by_password::draw();
        }
        in_words(move |words| {
            let say = &BackWords::of(words.language).step;
            let (heading, lead) = (words.sign_in.county, say.lead_county);
            let chooser = draw(FlowKind::Login, words);
            view! { <div class="l-walk"><Page heading lead>{chooser}</Page></div> }.drawn()
        })
        .into_any()
    })
    .into_any()
}

/// The chooser of a journey.
pub(super) fn draw(purpose: FlowKind, words: &'static Words) -> AnyView {
    let chooser = Chooser {
        purpose,
        counties: RwSignal::new(Remote::Waiting),
        is_personal: RwSignal::new(false),
        is_going: RwSignal::new(false),
        failure: RwSignal::new(None),
        carried: expect_context(), // invariant: `<App>` provides it
        language: words.language.code(),
    };
    chooser.look();
    let say = &BackWords::of(words.language).county;
    let failure = changing(move || chooser.what_failed(words));
    let list = changing(move || chooser.list(words));
    let status = Signal::derive(move || if chooser.is_going.get() { say.going } else { "" }.to_owned());
    let personal = only_if(purpose == FlowKind::Login && !use_whose().is_kiosk(), || {
        let (label, hint) = (words.sign_in.personal, words.sign_in.personal_hint);
        view! { <Checkbox name="personal-device" label hint checked=chooser.is_personal/> }.drawn()
    });
    view! {
        {failure}
        {personal}
        {list}
        <p class="u-unseen" role="status">{status}</p>
        <section class="c-page__part">
            <h2>{legible(say.round)}</h2>
            <p>{legible(say.round_text)}</p>
            {way_round(purpose, words)}
            <p>{legible(say.no_account)}</p>
            {hotline(words)}
        </section>
    }
    .into_any()
}

/// The same without a county.
fn way_round(purpose: FlowKind, words: &'static Words) -> AnyView {
    let link = |screen: Screen| {
        let to = screen.href(words.language);
        view! { <li><a href=to>{legible(screen.title(words))}</a></li> }.drawn()
    };
    let screens: &[Screen] = match purpose {
        FlowKind::Login => &[Screen::SignIn, Screen::Forgot, Screen::Report],
        FlowKind::Lookup => &[Screen::FindAccount, Screen::Report],
        FlowKind::Recovery | FlowKind::Activation => &[Screen::Report],
    };
    let ways = RecoveryProof::ALL.into_iter().filter(|proof| *proof != RecoveryProof::County);
    let has_ways = matches!(purpose, FlowKind::Recovery | FlowKind::Activation);
    let ways = only_if(has_ways, || other_ways(purpose, ways, words));
    let links = screens.iter().copied().map(link).collect_view();
    view! { {ways} <ul class="c-walk-ways">{links}</ul> }.into_any()
}

impl Chooser {
    fn look(self) {
        fetch_into(self.counties, endpoints::counties());
    }

    /// What went wrong: here, or on the way back from a county.
    fn what_failed(self, words: &'static Words) -> AnyView {
        let text = match self.failure.get() {
            Some(failure) => Some(back_failure_text(words, &failure)),
            None => told(words).map(str::to_owned),
        };
        match text {
            Some(text) => {
                view! { <Notice tone=Tone::Error id="failure"><p>{legible(&text)}</p></Notice> }.drawn()
            }
            None => ().into_any(),
        }
    }

    fn list(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).county;
        let again = Callback::new(move |()| self.look());
        match self.counties.get() {
            Remote::Waiting => view! { <p role="status">{legible(say.waiting)}</p> }.drawn(),
            Remote::Failed(failure) => trouble(&failure, words, again),
            Remote::Ready(list) => {
                let is_any_down = list.counties.iter().any(|county| county.state == CountyState::Down);
                let look_again = only_if(is_any_down, || {
                    view! { <Button press=again>{legible(say.look_again)}</Button> }.drawn()
                });
                let mut counties = list.counties;
                // Those that lead somewhere first, each part in the order of the codes.
                counties.sort_by_key(|county| county.state == CountyState::NotOffered);
                let counties = counties.into_iter().map(|county| self.county(county, words));
                view! {
                    <ul class="c-counties" aria-label=say.list>{counties.collect_view()}</ul>
                    {look_again}
                }
                .into_any()
            }
        }
    }

    /// One county; where nobody can sign in, it says why instead of leading there.
    fn county(self, county: County, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).county;
        let (class, state) = match county.state {
            CountyState::Working => ("c-counties__state", say.working),
            CountyState::Slow => ("c-counties__state c-counties__state--slow", say.slow),
            CountyState::Down => ("c-counties__state c-counties__state--down", say.down),
            CountyState::NotOffered => ("c-counties__state", say.not_offered),
        };
        let name = county.name.get(words.language).to_owned();
        let state = view! { <span class=class>{legible(state)}</span> }.drawn();
        if matches!(county.state, CountyState::Down | CountyState::NotOffered) {
            return view! { <li class="c-counties__county"><span>{name}</span> {state}</li> }.drawn();
        }
        let code = county.code;
        let go = Callback::new(move |()| self.go(code.clone()));
        view! { <li class="c-counties__county"><Button press=go>{name}</Button> {state}</li> }.drawn()
    }

    fn go(self, county: String) {
        if self.is_going.get_untracked() {
            return;
        }
        self.is_going.set(true);
        self.failure.set(None);
        let authorization = self.carried.get().authorization;
        let (purpose, personal_device) = (self.purpose, self.is_personal.get_untracked());
        let language = self.language.to_owned();
        let body = OpenCounty { county, purpose, authorization, language, personal_device };
        spawn_local(async move {
            let answer = endpoints::open_county(&body).await;
            if self.is_going.is_disposed() {
                return;
            }
            match answer {
                // The page is being left; whoever comes back by Back can choose again.
                Ok(visit) => leave_for(&visit.continue_to),
                Err(failure) => {
                    self.failure.set(Some(failure));
                    self.look();
                }
            }
            self.is_going.set(false);
        });
    }
}

/// What the way back from a county says in the address.
fn told(words: &'static Words) -> Option<&'static str> {
    let search = use_speech().search_now();
    let code = query_value(&search, paths::PROBLEM_QUERY)?;
    let code = ErrorCode::ALL.iter().find(|known| known.code() == code)?;
    Some(county_text(words, *code).unwrap_or(BackWords::of(words.language).county.rejected))
}
