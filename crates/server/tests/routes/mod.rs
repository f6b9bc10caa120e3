//! The routes, asked as a browser asks them, on both databases.

#[path = "flow/challenge.rs"]
mod flow_challenge;
#[path = "flow/limits.rs"]
mod flow_limits;
#[path = "flow/login.rs"]
mod flow_login;
#[path = "flow/password.rs"]
mod flow_password;
mod guard;
mod ops;
mod page;
mod session;
