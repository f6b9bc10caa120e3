//! Counties.

pub mod callback;
pub mod list;
