//! Takes over from the shell, the first state of the page that stands in `index.html`: what was
//! typed, the focus and the caret pass from its inputs to the app's.

use leptos::ev;
use leptos::prelude::{document, set_timeout, window_event_listener};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Set on the root element while a composition goes on (by the script in `index.html`).
const COMPOSING: &str = "data-composing";
/// Set on the root element once the app has taken over.
const READY: &str = "data-app-ready";
/// What can have the focus; the shell and the app have the same of them in the same order.
const FOCUSABLE: &str = "a[href],button,input,select,textarea,[tabindex]";

/// Has `mount` fill `#app` in place of the shell, as soon as nothing is being composed.
pub(crate) fn take_over(mount: impl Fn(HtmlElement) + Clone + 'static) {
    if !is_composing() {
        replace_shell(&mount);
        return;
    }
    let handle = std::rc::Rc::new(std::cell::Cell::new(None));
    let listener = window_event_listener(ev::compositionend, {
        let handle = std::rc::Rc::clone(&handle);
        move |_| {
            let mount = mount.clone();
            // The last `input` event may follow; a new composition may have begun.
            set_timeout(move || take_over(mount), std::time::Duration::ZERO);
            if let Some(listener) = handle.take() {
                leptos::prelude::WindowListenerHandle::remove(listener);
            }
        }
    });
    handle.set(Some(listener));
}

/// Whether an input method is composing.
pub(super) fn is_composing() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(COMPOSING))
}

fn replace_shell(mount: &impl Fn(HtmlElement)) {
    let app = document().get_element_by_id("app");
    let Some(root) = app.and_then(|app| app.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let typed = Typed::read(&root);
    root.set_text_content(None);
    mount(root.clone());
    typed.write(&root);
    if let Some(html) = document().document_element() {
        // Setting an attribute with a valid name cannot fail.
        let _ = html.set_attribute(READY, "");
    }
}

/// What the person did to the shell.
struct Typed {
    inputs: Vec<(String, String, bool)>,
    focus: Option<u32>,
    caret: Option<(u32, u32)>,
}

impl Typed {
    fn read(root: &Element) -> Self {
        let active = document().active_element();
        let inputs = each(root, "input")
            .filter_map(|element| element.dyn_into::<HtmlInputElement>().ok())
            .map(|input| (input.name(), input.value(), input.checked()))
            .collect();
        let focus = active.as_ref().and_then(|active| {
            each(root, FOCUSABLE).zip(0..).find(|(element, _)| element == active).map(|(_, at)| at)
        });
        let caret = active.as_ref().and_then(|active| {
            let input = active.dyn_ref::<HtmlInputElement>()?;
            Some((input.selection_start().ok()??, input.selection_end().ok()??))
        });
        Self { inputs, focus, caret }
    }

    fn write(&self, root: &Element) {
        let fresh = each(root, "input").filter_map(|element| element.dyn_into::<HtmlInputElement>().ok());
        for input in fresh {
            let name = input.name();
            if let Some((_, value, checked)) = self.inputs.iter().find(|(of, ..)| *of == name) {
                if input.checked() != *checked {
                    // A click, so that what hangs on the box happens too.
                    input.click();
                }
                if input.value() != *value {
                    input.set_value(value);
                }
            }
        }
        let focused = self.focus.and_then(|at| each(root, FOCUSABLE).nth(at as usize));
        let Some(focused) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        // Neither fails for an element that is in the document and was so before.
        let _ = focused.focus();
        if let (Some((start, end)), Some(input)) = (self.caret, focused.dyn_ref::<HtmlInputElement>()) {
            let _ = input.set_selection_range(start, end);
        }
    }
}

fn each(root: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = root.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.get(at)?.dyn_into().ok())
}
