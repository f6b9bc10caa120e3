//! A school's own computers: how one is known, by its signed link or by its network. Pure.

pub mod link;
pub mod network;
pub mod place;
