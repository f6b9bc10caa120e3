//! What services ask for, shown to the person and decided by them.

pub mod account;
pub mod accounts;
pub mod consent;
pub mod show;
