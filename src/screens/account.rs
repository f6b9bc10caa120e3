//! The signed-in page: who you are, which school, when you were last here, and the way out.

use contract::api::session::{Affiliation, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use leptos_router::{LazyRoute, NavigateOptions, lazy_route};

use crate::api::error::Failure;
use crate::api::{Remote, endpoints};
use crate::device::{Moment, on_leave, replace_page};
use crate::flows::notice::Notice;
use crate::routes::Screen;
use crate::screens::trouble::Trouble;
use crate::ui::{Button, Look, Page, Spinner, Text};
use crate::words::{Speech, Words, fill, role_text, t, use_speech};

/// The page of the person who is signed in.
pub(crate) struct Account {
    session: RwSignal<Remote<Session>>,
}

#[lazy_route]
impl LazyRoute for Account {
    fn data() -> Self {
        let session = RwSignal::new(Remote::Waiting);
        fetch(session);
        // Nothing of a person stays in a page that the back/forward cache keeps.
        on_leave(move || session.set(Remote::Waiting));
        Self { session }
    }

    fn view(page: Self) -> AnyView {
        let Account { session } = page;
        let waiting = t(|w| w.account.waiting);
        let shown = move || match session.get() {
            Remote::Waiting => {
                view! { <p class="c-part-wait" role="status"><Spinner/> {waiting}</p> }.into_any()
            }
            Remote::Failed(failure) => {
                view! { <Trouble failure retry=move |()| fetch(session)/> }.into_any()
            }
            Remote::Ready(person) => view! { <Person person session/> }.into_any(),
        };
        let speech = use_speech();
        let heading = Signal::derive(move || heading(speech.words(), &session.get()));
        leave_when_nobody(session, speech);
        view! { <Page heading>{shown}</Page> }.into_any()
    }
}

fn fetch(session: RwSignal<Remote<Session>>) {
    crate::api::fetch_into(session, endpoints::session());
}

fn heading(words: &Words, session: &Remote<Session>) -> String {
    match session.ready() {
        Some(person) => fill(words.account.hello, &person.name),
        None => words.account.title.to_owned(),
    }
}

/// Without a session there is nothing to see here: the way leads to sign-in, which says why.
fn leave_when_nobody(session: RwSignal<Remote<Session>>, speech: Speech) {
    let navigate = use_navigate();
    Effect::new(move || {
        let notice = session.with(|session| session.failure().and_then(Notice::of_failure));
        if let Some(notice) = notice {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&Screen::SignIn.href_with(speech.language(), notice), options);
        }
    });
}

#[component]
fn Person(person: Session, session: RwSignal<Remote<Session>>) -> impl IntoView {
    let speech = use_speech();
    let Session { account, role, affiliations, signed_in_at, last_sign_in_at, .. } = person;
    let address = [&account, contract::rules::account::SUFFIX].concat();
    let role = Signal::derive(move || role_text(speech.words(), role).to_owned());
    let last = Signal::derive(move || match &last_sign_in_at {
        Some(at) => written(at, speech),
        None => speech.words().account.last_never.to_owned(),
    });
    let now = Signal::derive(move || written(&signed_in_at, speech));
    let device: fn(&'static Words) -> &'static str =
        if person.personal_device { |w| w.account.device_own } else { |w| w.account.device_shared };
    view! {
        <dl class="c-facts">
            <Fact term=t(|w| w.account.account) text=Signal::derive(move || address.clone())/>
            <Fact term=t(|w| w.account.role) text=role/>
            <Schools affiliations/>
            <Fact term=t(|w| w.account.last) text=last/>
            <Fact term=t(|w| w.account.now) text=now/>
            <Fact term=t(|w| w.account.device) text=speech.text(device)/>
        </dl>
        <WaysOut session/>
    }
}

#[component]
fn Fact(term: Text, text: Text) -> impl IntoView {
    view! { <dt>{term}</dt> <dd>{text}</dd> }
}

#[component]
fn Schools(affiliations: Vec<Affiliation>) -> impl IntoView {
    let speech = use_speech();
    let is_empty = affiliations.is_empty();
    let schools = affiliations.into_iter().map(|place| {
        let name = [&place.county, " ", &place.school_name].concat();
        let detail = move || detail(speech.words(), &place);
        view! { <li><strong>{name}</strong> <span>{detail}</span></li> }
    });
    view! {
        <dt>{t(|w| w.account.school)}</dt>
        <dd>
            <ul class="c-facts__list">{schools.collect_view()}</ul>
            {is_empty.then(|| t(|w| w.account.school_none))}
        </dd>
    }
}

/// Titles, class and seat, as far as they are known.
fn detail(words: &Words, place: &Affiliation) -> String {
    let mut parts = vec![place.titles.join("、")];
    if let (Some(grade), Some(class)) = (&place.grade, &place.class) {
        parts.push(fill(&fill(words.account.class_text, plain(grade)), plain(class)));
    }
    if let Some(seat) = &place.seat {
        parts.push(fill(words.account.seat_text, plain(seat)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// `07` as people say it.
fn plain(number: &str) -> &str {
    let plain = number.trim_start_matches('0');
    if plain.is_empty() { number } else { plain }
}

fn written(at: &str, speech: Speech) -> String {
    Moment::parse(at).map(|moment| moment.in_words(speech.language())).unwrap_or_default()
}

#[component]
fn WaysOut(session: RwSignal<Remote<Session>>) -> impl IntoView {
    let speech = use_speech();
    let is_leaving = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Failure>);
    let sign_out = move |()| {
        is_leaving.set(true);
        trouble.set(None);
        spawn_local(async move {
            match endpoints::sign_out().await {
                Err(failure) if Notice::of_failure(&failure).is_none() => {
                    trouble.set(Some(failure));
                    is_leaving.set(false);
                }
                Ok(()) | Err(_) => {
                    session.set(Remote::Waiting);
                    let language = speech.language_now();
                    replace_page(&Screen::SignIn.href_with(language, Notice::SignedOut));
                }
            }
        });
    };
    let status = t(|w| w.account.signing_out);
    view! {
        {move || trouble.get().map(|failure| view! { <Trouble failure retry=sign_out/> })}
        <div class="c-page__actions">
            <a class=Look::Primary.class() href=move || Screen::Services.href(speech.language())>
                {t(|w| w.account.services)}
            </a>
            <Button busy=is_leaving press=sign_out>{t(|w| w.account.sign_out)}</Button>
            <span role="status">{move || is_leaving.get().then(|| status.get())}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use contract::language::Language;

    use super::*;

    fn place() -> Affiliation {
        Affiliation {
            school_code: "193501".into(),
            school_name: "市立測試國小".into(),
            county: "臺中市".into(),
            titles: vec!["學生".into()],
            grade: Some("05".into()),
            class: Some("02".into()),
            seat: Some("07".into()),
        }
    }

    #[test]
    fn a_pupil_reads_class_and_seat_as_people_say_them() {
        assert_eq!(detail(Words::of(Language::ZhTw), &place()), "學生 · 5 年 2 班 · 7 號");
        assert_eq!(detail(Words::of(Language::En), &place()), "學生 · Grade 5, class 2 · seat 7");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let place = Affiliation { grade: None, class: None, seat: None, ..place() };
        assert_eq!(detail(Words::of(Language::ZhTw), &place), "學生");
    }
}
