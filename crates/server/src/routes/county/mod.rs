//! Counties.

pub mod callback;
pub mod list;
pub mod signed_out;
