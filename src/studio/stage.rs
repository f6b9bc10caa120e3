//! The stage, as the portal sees it: the page's script that knows the scenarios
//! (`crates/xtask/js/studio/stage.js`).

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// The answer of the scenario: `{ fault }` or `{ status, text }`; nothing where it has none.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = answer)]
    pub(super) async fn answer(method: &str, path: &str) -> JsValue;

    /// Whether the drawer is wanted.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = hasDrawer)]
    pub(super) fn has_drawer() -> bool;

    /// Every state: `{ page, state, about, href }`.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = states)]
    fn all_states() -> Array;

    /// The names of the brands.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = brands)]
    fn all_brands() -> Array;

    /// What the address says of `name`; empty where it says nothing.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = setting)]
    pub(super) fn setting(name: &str) -> String;

    /// Changes what the address says of `name`, and the page with it.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = set)]
    pub(super) fn set(name: &str, value: &str);

    /// Carries out what a button says: `expire challenge`, `jump 60`, `rebuild`, …
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = act)]
    pub(super) fn act(what: &str);

    /// Has the next call fail, by a fault's or a problem's name.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = failNext)]
    pub(super) fn fail_next(how: &str);

    /// Shows or hides an overlay.
    #[wasm_bindgen(js_namespace = edupassStudio, js_name = overlay)]
    pub(super) fn overlay(name: &str, is_shown: bool);

    #[wasm_bindgen(js_namespace = edupassStudio, js_name = onSaid)]
    fn on_said(listener: &Closure<dyn FnMut(String)>);
}

/// A state to go to.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct State {
    /// The address of its page.
    pub(super) page: String,
    /// Its name.
    pub(super) name: String,
    /// What it is about.
    pub(super) about: String,
    /// Where it is, with everything else as it is now.
    pub(super) href: String,
    /// Whether it is the one on show.
    pub(super) is_here: bool,
}

/// Every state, page by page.
pub(super) fn states() -> Vec<State> {
    all_states().iter().map(|value| read(&value)).collect()
}

/// The names of the brands.
pub(super) fn brands() -> Vec<String> {
    all_brands().iter().filter_map(|name| name.as_string()).collect()
}

/// Calls `hear` with everything that the stage has to say, from now on.
pub(super) fn listen(hear: impl FnMut(String) + 'static) {
    let listener = Closure::<dyn FnMut(String)>::new(hear);
    on_said(&listener);
    // The drawer stays as long as the page does.
    listener.forget();
}

fn read(value: &JsValue) -> State {
    let text = |name| member(value, name).as_string().unwrap_or_default();
    State {
        page: text("page"),
        name: text("state"),
        about: text("about"),
        href: text("href"),
        is_here: member(value, "isHere").is_truthy(),
    }
}

/// A member of what the stage gives.
pub(super) fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or_default()
}
