//! The server as the portal sees it: one function per endpoint, one translation of errors.

mod answers;
mod bodies;
mod client;
mod data_check;
mod ending;
pub(crate) mod endpoints;
pub(crate) mod error;
mod json;
mod remote;
mod site;
mod transport;
mod whose;

pub(crate) use ending::{end, part};
pub(crate) use remote::{Remote, fetch_into};
pub(crate) use site::{provide_site, use_site};
#[cfg(feature = "studio")]
pub(crate) use transport::{Answer, Fetch, Request, Transport};
pub(crate) use whose::{Lasting, Whose, use_whose};
