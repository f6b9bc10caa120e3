//! The scopes that services of the ministry's system ask for (domain.md §1.6).

use crate::store::oidc::client::{GuidPolicy, Registration};

/// Without it a request is no OpenID Connect request.
pub const OPENID: &str = "openid";
/// Name and account.
pub const PROFILE: &str = "profile";
/// The mail address.
pub const EMAIL: &str = "email";
/// Identifiers of the older OpenID 2.0 system.
pub const OPENID2: &str = "openid2";
/// School, titles, class.
pub const EDUINFO: &str = "eduinfo";
/// What a teacher teaches to which class.
pub const RELATION: &str = "relation";
/// A hash of the ID number.
pub const GUID: &str = "guid";
/// A lasting name of the person that says nothing.
pub const PERSONID: &str = "personid";
/// What the person is.
pub const ROLES: &str = "educloudroles";

/// Every scope, in the order of the discovery document.
pub const ALL: [&str; 9] = [OPENID, PROFILE, EMAIL, OPENID2, EDUINFO, RELATION, GUID, PERSONID, ROLES];

/// Those among the wanted scopes that this client may have, each once. Unknown ones are ignored
/// (OpenID Connect Core §3.1.2.1).
#[must_use]
pub fn granted(registration: &Registration, wanted: &[&str]) -> Vec<String> {
    let may = |scope: &str| {
        registration.scopes.iter().any(|known| known == scope)
            && (scope != GUID || registration.guid != GuidPolicy::None)
    };
    ALL.into_iter().filter(|scope| wanted.contains(scope) && may(scope)).map(str::to_owned).collect()
}

/// Whether a list of scopes holds one.
#[must_use]
pub fn has(scopes: &[String], scope: &str) -> bool {
    scopes.iter().any(|known| known == scope)
}
