//! The drawer: the way to every state, and what can be changed around the page.

use leptos::html::Details;
use leptos::prelude::*;

use crate::studio::{knobs, list, says, stage};
use crate::ui::Drawn;

/// What the address says while the drawer is open.
const OPEN: &str = "1";

/// The drawer. The browser's own disclosure opens it, so that it needs no mouse.
pub(super) fn draw() -> AnyView {
    let said = RwSignal::new(String::new());
    stage::listen(move |text| said.set(text));
    let element = NodeRef::<Details>::new();
    let remember = move |_| {
        let is_open = element.get_untracked().is_some_and(|drawer| drawer.open());
        stage::set("drawer", if is_open { OPEN } else { "" });
    };
    let is_open = stage::setting("drawer") == OPEN;
    view! {
        <aside class="c-studio" aria-label=says::STUDIO>
            <details class="c-studio__drawer" open=is_open node_ref=element on:toggle=remember>
                <summary class="c-studio__handle">{says::STUDIO}</summary>
                <div class="c-studio__inside">
                    <p class="c-studio__said" role="status">{said}</p>
                    {list::draw()}
                    {knobs::draw()}
                </div>
            </details>
        </aside>
    }
    .drawn()
}
