//! How each journey looks from here. The server owns the journeys; this is presentation only.

pub(crate) mod challenge;
pub(crate) mod notice;
pub(crate) mod sign_in;
