//! Every test that needs a whole server, in one program: it links once.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod crash;
mod delivery;
mod import;
mod oidc;
mod outbound;
mod routes;
mod support;
