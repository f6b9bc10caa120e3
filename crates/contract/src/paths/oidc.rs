//! The paths of the OpenID Provider: those of the ministry's system, which clients have written down
//! (domain.md §1.2).

/// `GET`: the discovery document (OpenID Connect Discovery §4).
pub const DISCOVERY: &str = "/.well-known/openid-configuration";
/// `GET`: the public keys (RFC 7517).
pub const JWKS: &str = "/oidc/v1/jwksets";
/// `GET`, `POST`: the authorization endpoint.
pub const AUTHORIZE: &str = "/oidc/v1/azp";
/// `GET`: where a person comes back to after signing in or agreeing.
pub const AUTHORIZE_CONTINUE: &str = "/oidc/v1/azp/continue";
/// `POST`: the token endpoint.
pub const TOKEN: &str = "/oidc/v1/token";
/// `GET`, `POST`: the userinfo endpoint.
pub const USERINFO: &str = "/oidc/v1/userinfo";
/// `POST`: introspection (RFC 7662).
pub const INTROSPECT: &str = "/oidc/v1/introspect";
/// `POST`: revocation (RFC 7009).
pub const REVOKE: &str = "/oidc/v1/revoke";
/// `GET`, `POST`: signing out at the wish of a service.
pub const LOGOUT: &str = "/oidc/v1/logout-to-go";
/// `GET`, `POST`: the older form of the same, with `Id_token_hint` and `post_logout_redirect_url`.
pub const USER_LOGOUT: &str = "/oidc/v1/userlogout";
/// `GET`: the ministry's link for people, who are asked.
pub const AUTH_LOGOUT: &str = "/auth-logout";
/// `POST`: the person wants to sign out indeed.
pub const LOGOUT_CONFIRM: &str = "/oidc/v1/logout-confirm";
/// `GET`, `POST`: where a county sends people back to, each county to its own (template). A code that one
/// county gave is never taken to another (RFC 9700 §4.4).
pub const COUNTY_CALLBACK: &str = "/oidc/v1/county/{county}/callback";
/// `GET`: where a county sends people back to after its own sign-out (template). It says so at the sign-in
/// page, and knows nobody.
pub const COUNTY_SIGNED_OUT: &str = "/oidc/v1/county/{county}/signed-out";

/// The central host's resources, by version and name.
pub const RESOURCES_V1: &str = "/moeresource/api/v1/oidc/{name}";
/// The same with the fields of version 2.
pub const RESOURCES_V2: &str = "/moeresource/api/v2/oidc/{name}";
/// A county host's resources.
pub const COUNTY_RESOURCES_V1: &str = "/cncresource/api/v1/{name}";
/// The same with the fields of version 2.
pub const COUNTY_RESOURCES_V2: &str = "/cncresource/api/v2/{name}";
/// `GET`: one school of the public directory.
pub const SCHOOL: &str = "/moeresource/api/v2/eduoid/all/eduid/{code}";

/// The query's name for somebody who goes on from a page without scripts, and is led to such pages.
pub const PLAIN_QUERY: &str = "plain";

/// As [`authorize_continue`], for somebody who uses the pages without scripts.
#[must_use]
pub fn authorize_continue_plain(id: &str) -> String {
    authorize_continue(id) + "&" + PLAIN_QUERY + "=1"
}

/// Where the county with this official code sends people back to.
#[must_use]
pub fn county_callback(county: &str) -> String {
    COUNTY_CALLBACK.replace("{county}", county)
}

/// Where that county sends people back to after its own sign-out.
#[must_use]
pub fn county_signed_out(county: &str) -> String {
    COUNTY_SIGNED_OUT.replace("{county}", county)
}

/// The address at which an authorization request goes on.
#[must_use]
pub fn authorize_continue(id: &str) -> String {
    [AUTHORIZE_CONTINUE, "?", super::AUTHORIZATION_QUERY, "=", id].concat()
}
