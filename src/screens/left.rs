//! The services that a sign-out could not reach: nothing of the person is left but their names.

use contract::api::service::LocalText;
use leptos::prelude::*;

use crate::ui::Drawn;
use crate::words::Words;

/// Their names.
pub(crate) fn left_list(left: &[LocalText], words: &Words) -> AnyView {
    let names = left.iter().map(|name| view! { <li>{name.get(words.language).to_owned()}</li> }.drawn());
    view! { <ul class="c-walk-causes">{names.collect_view()}</ul> }.drawn()
}
