//! The document: its title and language, its focus, and what stands in its inputs.

use contract::language::Language;
use leptos::prelude::{AnyView, document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

/// Names the page for tabs, history and screen readers.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Says which language the page is in; screen readers change their voice by it.
pub(crate) fn set_language(language: Language) {
    if let Some(root) = document().document_element() {
        // Setting an attribute with a valid name cannot fail.
        let _ = root.set_attribute("lang", language.html_lang());
    }
}

/// Says whether the words have their sounds beside them, and shows the page as for a child.
pub(crate) fn set_readings(is_on: bool) {
    let Some(root) = document().document_element() else {
        return;
    };
    for (name, value) in [("data-zhuyin", ""), ("data-density", "child")] {
        // Neither fails for an attribute with a valid name.
        let _ = if is_on { root.set_attribute(name, value) } else { root.remove_attribute(name) };
    }
}

/// Says whose device it is, for the style.
pub(crate) fn set_profile(profile: &str) {
    if let Some(root) = document().document_element() {
        // Setting an attribute with a valid name cannot fail.
        let _ = root.set_attribute("data-profile", profile);
    }
}

/// Keeps room for the bar at the foot of the window, or none; what has the focus moves above it
/// (WCAG 2.2 SC 2.4.11).
pub(crate) fn set_bar(is_there: bool) {
    if let Some(root) = document().document_element() {
        // Toggling an attribute with a valid name cannot fail.
        let _ = root.toggle_attribute_with_force("data-bar", is_there);
    }
    uncover_focus();
}

/// Moves what has the focus above whatever stands at the foot of the window.
pub(crate) fn uncover_focus() {
    if let Some(active) = document().active_element().filter(|active| active.tag_name() != "BODY") {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        active.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Draws something beside the app: after it, and outside of what the shell stands for.
pub(crate) fn draw_beside(draw: fn() -> AnyView) {
    let place = document().create_element("div").ok().and_then(|place| place.dyn_into::<HtmlElement>().ok());
    if let (Some(place), Some(body)) = (place, document().body()) {
        place.set_class_name("l-beside");
        // Appending a fresh element cannot fail.
        let _ = body.append_child(&place);
        leptos::mount::mount_to(place, draw).forget();
    }
}

/// Moves the focus to the first element that `selector` matches.
pub(crate) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // Focusing an element that is in the document cannot fail.
        let _ = element.focus();
    }
}

/// Moves the focus to the heading of a page that is entered.
pub(crate) fn focus_heading() {
    focus("#main h1");
}

/// Runs `then` once the page shows its present state.
pub(crate) fn when_painted(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

/// What stands in an input, also when a password manager put it there without an event.
pub(crate) fn typed_in(id: &str) -> String {
    input(id).map(|input| input.value()).unwrap_or_default()
}

/// What stands in a field of several lines.
pub(crate) fn lines_in(id: &str) -> String {
    let found = document().get_element_by_id(id);
    let area = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok());
    area.map(|area| area.value()).unwrap_or_default()
}

/// Puts `value` into an input.
pub(crate) fn set_input(id: &str, value: &str) {
    if let Some(input) = input(id) {
        input.set_value(value);
    }
}

/// Ticks a box or takes its tick away.
pub(crate) fn set_checked(id: &str, checked: bool) {
    if let Some(input) = input(id) {
        input.set_checked(checked);
    }
}

/// Sets an attribute that Leptos does not know.
pub(crate) fn set_attribute(id: &str, name: &str, value: &str) {
    if let Some(input) = input(id) {
        // Setting an attribute with a valid name cannot fail.
        let _ = input.set_attribute(name, value);
    }
}

/// The site as the server wrote it into the page; `None` where nothing filled the place.
pub(crate) fn embedded_site() -> Option<String> {
    let text = document().get_element_by_id("site")?.text_content()?;
    (!text.contains("{{")).then_some(text)
}

/// Closes the opened `details` in which a link was followed.
pub(crate) fn close_details(event: &Event) {
    let followed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = followed.and_then(|target| target.closest("a").ok().flatten());
    if let Some(details) = link.and_then(|link| link.closest("details").ok().flatten()) {
        // Taking away an attribute with a valid name cannot fail.
        let _ = details.remove_attribute("open");
    }
}

fn input(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
