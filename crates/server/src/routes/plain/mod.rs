//! Pages without any script, for browsers that have no WebAssembly (Lockdown Mode, hardened browsers,
//! old ones): signing in on the same flows as the portal, who is signed in, and signing out.

pub mod account;
mod page;
pub mod sign_in;
pub mod sign_out;
mod words;
