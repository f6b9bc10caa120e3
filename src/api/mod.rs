//! The server as the portal sees it: one function per endpoint, one translation of errors.

mod answers;
mod bodies;
mod client;
mod data_check;
pub(crate) mod endpoints;
pub(crate) mod error;
mod json;
mod remote;
mod site;

pub(crate) use remote::{Remote, fetch_into};
pub(crate) use site::{provide_site, use_site};
