//! Flows.

pub mod audio;
pub mod challenge;
pub mod delete;
pub mod login;
pub mod password;
pub mod show;
