//! The rules, each parsed once into a type or an error enum. No prose, no regex.
//!
//! The portal calls them when a field is left, the server when a request arrives, and
//! `edupass rules` for support staff, so that all three agree. Today's date and any longer list
//! of common passwords come in as arguments; nothing panics on any text.

pub mod account;
pub mod birthday;
mod birthday_text;
pub mod challenge;
pub mod date;
pub mod fold;
pub mod id_number;
pub mod password;
mod password_blocklist;
mod password_context;
pub mod school;
