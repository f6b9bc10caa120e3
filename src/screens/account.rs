//! The signed-in page: who you are, which school, when you were last here, the services you use, and
//! the way out.

mod services;
mod way_out;

use contract::api::session::{Affiliation, Session};
use contract::rules::account::SUFFIX;
use leptos::prelude::*;

use crate::api::{Remote, endpoints, fetch_into, use_whose};
use crate::device::{Moment, on_leave};
use crate::routes::Screen;
use crate::screens::account::services::MyServices;
use crate::screens::account::way_out::WayOut;
use crate::screens::nobody::leave_when_nobody;
use crate::screens::trouble::trouble;
use crate::ui::{Drawn, Look, Page, Spinner, changing};
use crate::words::{EntryWords, Words, fill, in_words, role_text};

part! {
    /// The page of the person who is signed in.
    account drawn by draw
}

fn draw() -> AnyView {
    let session = RwSignal::new(Remote::Waiting);
    fetch(session);
    // Nothing of a person stays in a page that the back/forward cache keeps.
    let (way_out, services) = (WayOut::new(session), MyServices::new());
    on_leave(move || {
        session.set(Remote::Waiting);
        services.wipe();
    });
    leave_when_nobody(session);
    note_who(session);
    in_words(move |words| match way_out.left() {
        Some(left) => way_out.draw_left(&left, words),
        None => page(session, way_out, services, words),
    })
    .into_any()
}

fn fetch(session: RwSignal<Remote<Session>>) {
    fetch_into(session, endpoints::session());
}

fn page(
    session: RwSignal<Remote<Session>>,
    way_out: WayOut,
    services: MyServices,
    words: &'static Words,
) -> AnyView {
    let say = &words.account;
    let heading = Signal::derive(move || {
        session.with(|session| match session.ready() {
            Some(person) => fill(say.hello, &person.name),
            None => say.title.to_owned(),
        })
    });
    let retry = Callback::new(move |()| fetch(session));
    let shown = changing(move || match session.get() {
        Remote::Waiting => {
            view! { <p class="c-part-wait" role="status"><Spinner/> {say.waiting}</p> }.drawn()
        }
        Remote::Failed(failure) => trouble(&failure, words, retry),
        Remote::Ready(person) => {
            let more = [services.draw(words), data_check(words)];
            view! { {facts(person, words)} {way_out.draw(words)} {more.into_iter().collect_view()} }.drawn()
        }
    });
    view! { <Page heading lead="">{shown}</Page> }.drawn()
}

/// The whole page follows whose device it is, and how long the session lasts.
fn note_who(session: RwSignal<Remote<Session>>) {
    let whose = use_whose();
    // An effect, because what it tells is the frame's.
    Effect::new(move || session.with(|session| session.ready().into_iter().for_each(|it| whose.note(it))));
}

/// Where somebody sees what services get of them.
fn data_check(words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).mine;
    let href = Screen::DataCheck.href(words.language);
    view! {
        <section class="c-page__part" aria-labelledby="data-check">
            <h2 id="data-check">{say.check_title}</h2>
            <p>{say.check_lead}</p>
            <div class="c-page__actions">
                <a class=Look::Secondary.class() href=href>{words.titles.data_check}</a>
            </div>
        </section>
    }
    .drawn()
}

fn facts(person: Session, words: &'static Words) -> AnyView {
    let say = &words.account;
    let last = match &person.last_sign_in_at {
        Some(at) => written(at, words),
        None => say.last_never.to_owned(),
    };
    let device = if person.personal_device { say.device_own } else { say.device_shared };
    let facts =
        [(say.last, last), (say.now, written(&person.signed_in_at, words)), (say.device, device.to_owned())];
    view! {
        <dl class="c-facts">
            {fact((say.account, [&person.account, SUFFIX].concat()))}
            {fact((say.role, role_text(words, person.role).to_owned()))}
            {schools(person.affiliations, words)}
            {facts.map(fact).into_iter().collect_view()}
        </dl>
    }
    .drawn()
}

fn fact((term, text): (&'static str, String)) -> AnyView {
    view! { <dt>{term}</dt> <dd>{text}</dd> }.drawn()
}

fn schools(affiliations: Vec<Affiliation>, words: &'static Words) -> AnyView {
    let none = if affiliations.is_empty() { words.account.school_none } else { "" };
    let schools = affiliations.into_iter().map(|place| {
        let detail = detail(words, &place);
        let name = [&place.county, " ", &place.school_name].concat();
        view! { <li><strong>{name}</strong> <span>{detail}</span></li> }.drawn()
    });
    view! {
        <dt>{words.account.school}</dt>
        <dd>
            <ul class="c-facts__list">{schools.collect_view()}</ul>
            {none}
        </dd>
    }
    .drawn()
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

fn written(at: &str, words: &Words) -> String {
    Moment::parse(at).map(|moment| moment.in_words(words.language)).unwrap_or_default()
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
