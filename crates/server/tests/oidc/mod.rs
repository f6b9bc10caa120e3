//! The OpenID Provider, asked as clients and the conformance suite ask it, on both databases.

mod back_channel_logout;
mod basic_op;
mod client_authentication;
mod config_op;
mod cross_origin;
mod education;
mod form_post_op;
mod keys;
mod refresh;
mod refresh_orders;
mod requests;
mod rp_initiated_logout;
mod session_end;
mod tokens;

/// How the Basic OP plan is answered: as its client does not say.
const RESPONSE_MODE: &str = "";
