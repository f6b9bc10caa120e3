//! A question that has to be answered before anything else, by the browser's own modal dialog:
//! it keeps the focus inside, closes on Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;

use crate::ui::{Button, Drawn};

/// A dialog; it is modal while `is_open`.
#[component]
pub(crate) fn Dialog(
    /// Its `id`.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// Whether it is on show; closing it by any means sets it back.
    is_open: RwSignal<bool>,
    /// The name of the button that closes it.
    close: &'static str,
    /// What it is about, with the button that goes on.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let title_id = [id, "-title"].concat();
    let labelled_by = title_id.clone();
    // An effect, because only a method of the element makes it modal.
    Effect::new(move || {
        let Some(dialog) = element.get() else {
            return;
        };
        if is_open.get() && !dialog.open() {
            // Refused only for a dialog that is not in the document.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="c-dialog"
            id=id
            node_ref=element
            aria-labelledby=labelled_by
            on:close=move |_| is_open.set(false)
        >
            <h2 class="c-dialog__title" id=title_id>{title}</h2>
            {children()}
            <Button press=move |()| is_open.set(false)>{close}</Button>
        </dialog>
    }
    .drawn()
}
