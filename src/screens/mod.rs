//! One file for each page, named as its address.

/// A page that is a part of its own: fetched when it is opened. Only release builds are split;
/// a development build, which `trunk` serves as one module, and the studio's have the page in it.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident drawn by $draw:path) => {
        $(#[$doc])*
        #[cfg(not(any(debug_assertions, feature = "studio")))]
        #[leptos::lazy]
        fn $name() -> crate::routes::Draw {
            $draw
        }

        #[cfg(any(debug_assertions, feature = "studio"))]
        async fn $name() -> crate::routes::Draw {
            $draw
        }

        /// Fetches what draws the page.
        pub(crate) async fn part() -> crate::routes::Draw {
            $name().await
        }
    };
}

pub(crate) use part;

pub(crate) mod account;
pub(crate) mod carried;
pub(crate) mod contact;
pub(crate) mod data_check;
mod desk;
pub(crate) mod entry;
pub(crate) mod getting_back;
pub(crate) mod home;
pub(crate) mod left;
mod nobody;
pub(crate) mod not_found;
mod not_me;
pub(crate) mod outward;
pub(crate) mod reach;
mod report;
mod service_grid;
pub(crate) mod services;
pub(crate) mod sign_in;
mod trouble;
