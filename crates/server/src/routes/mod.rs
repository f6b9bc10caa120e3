//! Extract, ask a service, answer. One folder per noun, one file per verb.

pub mod extract;
pub mod flow;
pub mod ops;
pub mod packing;
pub mod page;
pub mod service;
pub mod session;
pub mod site;
