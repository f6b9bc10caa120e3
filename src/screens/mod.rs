//! One file for each page, named as its address.

/// A page that is a part of its own: fetched when it is opened. Only release builds are split;
/// a development build, which `trunk` serves as one module, has the page in it.
macro_rules! part {
    ($(#[$doc:meta])* $page:ident drawn by $draw:path) => {
        $(#[$doc])*
        pub(crate) struct $page;

        #[cfg(not(debug_assertions))]
        #[leptos_router::lazy_route]
        impl leptos_router::LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            fn view(_page: Self) -> AnyView {
                $draw()
            }
        }

        #[cfg(debug_assertions)]
        impl leptos_router::LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            async fn view(_page: Self) -> AnyView {
                $draw()
            }
        }
    };
}

pub(crate) mod account;
pub(crate) mod carried;
pub(crate) mod contact;
mod desk;
pub(crate) mod getting_back;
pub(crate) mod home;
pub(crate) mod not_found;
mod not_me;
mod report;
mod service_grid;
pub(crate) mod services;
pub(crate) mod sign_in;
mod trouble;

#[cfg(feature = "gallery")]
pub(crate) mod gallery;
