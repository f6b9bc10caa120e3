//! How each journey looks from here. The server owns the journeys; this is presentation only.

pub(crate) mod challenge;
pub(crate) mod notice;
pub(crate) mod recovery;
pub(crate) mod school_choice;
pub(crate) mod sign_in;
pub(crate) mod step;
