//! What signing in at counties keeps: providers, links, visits and where sessions came from.

pub mod guid;
pub mod link;
pub mod provider;
pub mod session;
pub mod visit;
