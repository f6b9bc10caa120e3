//! The frame around every page: providers, header, notices, the page, footer.

mod attendant;
mod footer;
mod header;
mod maintenance;
mod part;
mod readings;

use contract::api::site::Profile;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::api::{Whose, provide_site};
use crate::app::footer::Footer;
use crate::app::header::Header;
use crate::app::maintenance::MaintenanceNotice;
use crate::app::part::PartNotice;
use crate::app::readings::follow_address;
use crate::device::{self, guard_kiosk};
use crate::forms::HasErrors;
use crate::routes::{Draw, Pages, Part, Place, Screen, use_place};
use crate::screens::carried::Carried;
use crate::screens::outward::{Outward, To};
use crate::ui::{Drawn, Readings, legible};
use crate::words::{Speech, in_words};

/// Starts the portal: fetches the part of the present page, then takes over from the shell.
pub fn start() {
    #[cfg(feature = "studio")]
    crate::studio::open();
    spawn_local(async {
        let part = Part::at(&device::here().path);
        let page = (part, part.fetch().await);
        device::take_over(move |root| leptos::mount::mount_to(root, move || frame(page)).forget());
    });
}

/// Everything that is on every page.
fn frame(page: (Part, Draw)) -> AnyView {
    let whose = Whose::new(provide_site());
    provide_context(whose);
    let place = Place::new(page, whose);
    place.follow();
    provide_context(place);
    provide_context(Outward(RwSignal::new(None)));
    provide_context(HasErrors(RwSignal::new(false)));
    provide_context(Carried::new());
    let speech = Speech::new(place.query());
    provide_context(speech);
    let readings = Readings(RwSignal::new(false));
    provide_context(readings);
    follow_page(speech, readings);
    follow_profile(whose);
    if whose.is_kiosk() {
        let Outward(to) = expect_context(); // invariant: provided above
        guard_kiosk(move |name, address| to.set(Some(To { name, address })));
    }
    attendant::call();
    let skip = in_words(|words| {
        view! { <a class="c-skip" href="#main" on:click=to_main>{legible(words.shell.skip)}</a> }.drawn()
    });
    view! {
        {skip}
        <Header/>
        <main class="l-main" id="main" tabindex="-1">
            <MaintenanceNotice/>
            <PartNotice/>
            <Pages/>
        </main>
        <Footer/>
    }
    .drawn()
}

/// The address of the page stays as it is.
fn to_main(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    device::focus("#main");
}

/// Says on the root element whose device it is, for the style.
fn follow_profile(whose: Whose) {
    // An effect, because the root element is outside.
    Effect::new(move || {
        device::set_profile(match whose.profile() {
            Profile::Personal => "personal",
            Profile::Shared => "shared",
            Profile::Kiosk => "kiosk",
        });
    });
}

/// Keeps title, language and sounds with the page, and moves the focus to the heading of a page that is
/// entered; nothing moves at first sight (experience.md A6).
fn follow_page(speech: Speech, readings: Readings) {
    let path = use_place().path();
    let screen = Memo::new(move |_| path.with(|path| Screen::at(path)));
    let HasErrors(has_errors) = expect_context(); // invariant: `frame` provides it
    let Carried { step_title, .. } = expect_context(); // invariant: `frame` provides it
    // Effects, because they touch what is outside: the document's language, title and focus.
    Effect::new(move || {
        let words = speech.words();
        device::set_language(words.language);
        follow_address(speech, readings);
        let prefix = if has_errors.get() { words.form.error_prefix } else { "" };
        let title = screen.get().map_or(words.not_found.title, |screen| screen.title(words));
        device::set_title(&[prefix, &step_title.get(), title, " – ", words.shell.name].concat());
    });
    Effect::new(move |last: Option<Option<Screen>>| {
        let screen = screen.get();
        if last.is_some_and(|last| last != screen) {
            device::when_painted(device::focus_heading);
        }
        screen
    });
}
