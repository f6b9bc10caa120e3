//! One file for each page, named as its address.

pub(crate) mod account;
pub(crate) mod contact;
pub(crate) mod home;
pub(crate) mod not_found;
mod service_grid;
pub(crate) mod services;
pub(crate) mod sign_in;
mod trouble;

#[cfg(feature = "gallery")]
pub(crate) mod gallery;
