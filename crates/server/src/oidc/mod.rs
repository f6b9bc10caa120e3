//! The OpenID Provider: what existing services of the ministry's system know how to ask.
//!
//! Reading order: a browser comes with a request (`authorize`), which is read (`request`), decided
//! (`decision`) and answered (`respond`) with a code (`grants`); the client exchanges it (`token`) and
//! asks for claims (`userinfo`, `education`); in the end somebody signs out (`end_session`).

// what a browser asks
pub mod authorize;
pub mod choice;
pub mod consent;
pub mod decision;
pub mod grants;
pub mod page;
pub mod parameters;
pub mod request;
pub mod respond;
pub mod scopes;
// what a client asks
pub mod bearer;
pub mod claims;
pub mod client_auth;
pub mod discovery;
pub mod education;
pub mod error;
pub mod introspect;
pub mod issue;
pub mod refresh;
pub mod subject;
pub mod token;
pub mod userinfo;
// the end of a session
pub mod end_session;
pub mod logout_worker;
// what it stands on
pub mod hint;
pub mod jws;
pub mod keys;
pub mod published;
pub mod router;

use crate::app::App;

/// The issuer: the origin, without a slash at its end (domain.md §1.1).
#[must_use]
pub fn issuer(app: &App) -> &str {
    &app.config.server.public_origin
}

/// An address of ours as clients see it.
#[must_use]
pub fn url(app: &App, path: &str) -> String {
    [issuer(app), path].concat()
}
