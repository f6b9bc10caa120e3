//! The contract between the portal and the server.
//!
//! Both sides compile this crate, so a rule, a path or an error code exists once.
//! It does no I/O, reads no clock and draws no random number: time comes in as an
//! argument. Reading order: the shapes that cross the wire, then the rules.

pub mod api;
pub mod error;
pub mod language;
pub mod paths;
pub mod rules;
pub mod step;
