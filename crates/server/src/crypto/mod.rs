//! Keys, sealed columns and look-up tags. The keys live outside the database.

pub mod keyring;
pub mod seal;
