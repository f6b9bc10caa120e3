//! The routes, asked as a browser asks them, on both databases.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

#[path = "routes/flow/challenge.rs"]
mod flow_challenge;
#[path = "routes/flow/limits.rs"]
mod flow_limits;
#[path = "routes/flow/login.rs"]
mod flow_login;
#[path = "routes/flow/password.rs"]
mod flow_password;
#[path = "routes/guard.rs"]
mod guard;
#[path = "routes/ops.rs"]
mod ops;
#[path = "routes/page.rs"]
mod page;
#[path = "routes/session/mod.rs"]
mod session;
