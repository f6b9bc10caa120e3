//! What a person's own device remembers.

pub mod forget;
