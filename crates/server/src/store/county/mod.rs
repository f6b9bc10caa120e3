//! What signing in at counties keeps: providers, links and visits.

pub mod link;
pub mod provider;
pub mod visit;
