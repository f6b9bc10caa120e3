//! The EduPass portal (skeleton).
#![expect(missing_docs, reason = "skeleton")]
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, LazyRoute, lazy_route, path};

#[component]
pub fn App() -> impl IntoView {
    view! { <Router><FlatRoutes fallback=|| "404">
        <Route path=path!("/") view=|| view! { <p>"home"</p> }/>
        <Route path=path!("/contact") view=Lazy::<Contact>::new()/>
    </FlatRoutes></Router> }
}

struct Contact;
#[lazy_route]
impl LazyRoute for Contact {
    fn data() -> Self { Self }
    fn view(_this: Self) -> AnyView { view! { <h1>"contact"</h1> }.into_any() }
}
