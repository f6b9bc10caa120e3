//! The frame around every page: providers, header, notices, the page, footer.

mod footer;
mod header;
mod maintenance;
mod part;

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

use crate::api::provide_site;
use crate::app::footer::Footer;
use crate::app::header::Header;
use crate::app::maintenance::MaintenanceNotice;
use crate::app::part::PartNotice;
use crate::device;
use crate::forms::HasErrors;
use crate::routes::{Pages, Screen};
use crate::screens::carried::Carried;
use crate::ui::Drawn;
use crate::words::{Speech, in_words};

/// Starts the portal: fetches the part of the present page, then takes over from the shell.
pub fn start() {
    device::guard_page_life();
    spawn_local(async {
        if let Some(screen) = Screen::at(&device::path()) {
            screen.preload().await;
        }
        device::take_over(|root| leptos::mount::mount_to(root, App).forget());
    });
}

#[component]
fn App() -> impl IntoView {
    let is_routing = RwSignal::new(false);
    provide_site();
    provide_context(HasErrors(RwSignal::new(false)));
    provide_context(Carried::new());
    let set_is_routing: SignalSetter<bool> = is_routing.into();
    view! {
        <Router set_is_routing>
            <Frame is_routing/>
        </Router>
    }
    .drawn()
}

/// Everything that is on every page. It stands below the router, because the address says which
/// language it is in.
#[component]
fn Frame(is_routing: RwSignal<bool>) -> impl IntoView {
    let speech = Speech::new(use_location().search);
    provide_context(speech);
    follow_page(speech, is_routing);
    let skip = in_words(|words| {
        view! { <a class="c-skip" href="#main" on:click=to_main>{words.shell.skip}</a> }.drawn()
    });
    view! {
        {skip}
        <Header/>
        <main class="l-main" id="main" tabindex="-1">
            <MaintenanceNotice/>
            <PartNotice is_routing/>
            <Pages/>
        </main>
        <Footer/>
    }
    .drawn()
}

/// The router would take the link for a page of its own.
fn to_main(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    device::focus("#main");
}

/// Keeps title and language with the page, and moves the focus to the heading of a page that is
/// entered; nothing moves at first sight (experience.md A6).
fn follow_page(speech: Speech, is_routing: RwSignal<bool>) {
    let path = use_location().pathname;
    let HasErrors(has_errors) = expect_context(); // invariant: `<App>` provides it
    let Carried { step_title, .. } = expect_context(); // invariant: `<App>` provides it
    // Effects, because they touch what is outside: the document's language, title and focus.
    Effect::new(move || {
        let words = speech.words();
        device::set_language(words.language);
        let prefix = if has_errors.get() { words.form.error_prefix } else { "" };
        let title =
            path.with(|path| Screen::at(path).map_or(words.not_found.title, |screen| screen.title(words)));
        device::set_title(&[prefix, &step_title.get(), title, " – ", words.shell.name].concat());
    });
    // Only the end of a navigation counts: at its start, the old page is still there.
    Effect::new(move |entered: Option<String>| {
        let is_routing = is_routing.get();
        let path = path.get_untracked();
        if entered.as_ref().is_some_and(|entered| !is_routing && *entered != path) {
            device::when_painted(device::focus_heading);
        }
        if is_routing { entered.unwrap_or_default() } else { path }
    });
}
