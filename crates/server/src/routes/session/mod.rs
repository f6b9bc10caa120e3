//! Sessions.

pub mod clear;
pub mod show;
pub mod sign_out;
