//! The standard claims of a person (OpenID Connect Core §5.1), by scope and by name.

use contract::rules::account::SUFFIX;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::oidc::{scopes, subject};
use crate::services::education;
use crate::services::refusal::Refusal;
use crate::store::account::{self, Account};
use crate::store::oidc::authorization::Request;
use crate::store::oidc::client::Client;
use crate::store::oidc::grant::Grant;

/// Claims by scope: what a scope opens at the userinfo endpoint, and what may be asked for by name.
const CLAIMS: [(&str, &[&str]); 4] = [
    (scopes::PROFILE, &["name", "given_name", "family_name", "preferred_username"]),
    (scopes::EMAIL, &["email", "email_verified"]),
    (scopes::OPENID2, &["open2_id"]),
    (scopes::ROLES, &["educloudroles"]),
];
/// Claims that the ID token has too, since clients of the ministry's system read them there (domain.md §1.4).
const IN_ID_TOKEN: [&str; 4] = ["preferred_username", "email", "email_verified", "open2_id"];
/// Surnames of two characters, which end a family name later than others do.
const LONG_SURNAMES: [&str; 18] = [
    "歐陽", "司馬", "諸葛", "上官", "司徒", "夏侯", "東方", "皇甫", "尉遲", "公孫", "慕容", "長孫", "宇文",
    "范姜", "張簡", "令狐", "端木", "鍾離",
];

/// Every claim's name, for the discovery document.
#[must_use]
pub fn names() -> Vec<&'static str> {
    CLAIMS.iter().flat_map(|(_, names)| names.iter().copied()).collect()
}

/// The scopes that a person agrees to: those that are asked for, and those of the claims that are asked
/// for by name, which open as much.
#[must_use]
pub fn consented(client: &Client, request: &Request) -> Vec<String> {
    let named = |name: &str| has(&request.claims.userinfo, name) || has(&request.claims.id_token, name);
    let is_named = |scope: &str| {
        let mut claims = CLAIMS.iter().filter(|(known, _)| *known == scope).flat_map(|(_, names)| *names);
        claims.any(|name| named(name)) && may_have(client, scope)
    };
    let is_asked = |scope: &&str| scopes::has(&request.scopes, scope) || is_named(scope);
    scopes::ALL.into_iter().filter(is_asked).map(str::to_owned).collect()
}

/// The claims that one scope opens.
///
/// # Errors
/// When the database fails.
pub async fn of_scope(
    app: &App,
    client: &Client,
    account: &Account,
    scope: &str,
) -> Result<Map<String, Value>, Refusal> {
    let mut claims = Map::new();
    if scope == scopes::OPENID {
        claims.insert("sub".into(), subject::of(app, client, &account.id).into());
    }
    let names = CLAIMS.iter().find(|(known, _)| *known == scope).map_or(&[][..], |(_, names)| *names);
    if !names.is_empty() {
        let person = Person::of(app, account).await?;
        claims.extend(names.iter().map(|name| ((*name).to_owned(), person.claim(name))));
    }
    Ok(claims)
}

/// What the userinfo endpoint answers to an access token with these scopes.
///
/// # Errors
/// When the database fails.
pub async fn userinfo(
    app: &App,
    client: &Client,
    account: &Account,
    grant: &Grant,
    token: &[String],
) -> Result<Map<String, Value>, Refusal> {
    let is_open = |scope: &str, name: &str| {
        scopes::has(token, scope)
            || (has(&grant.claims.userinfo, name) && may_name(client, grant, token, scope))
    };
    let mut claims = of_scope(app, client, account, scopes::OPENID).await?;
    claims.extend(chosen(app, account, is_open).await?);
    Ok(claims)
}

/// What an ID token says of the person beside `sub`, beside an access token with these scopes.
///
/// # Errors
/// When the database fails.
pub async fn id_token(
    app: &App,
    client: &Client,
    account: &Account,
    grant: &Grant,
    token: &[String],
) -> Result<Map<String, Value>, Refusal> {
    let is_open = |scope: &str, name: &str| {
        (IN_ID_TOKEN.contains(&name) && scopes::has(token, scope))
            || (has(&grant.claims.id_token, name) && may_name(client, grant, token, scope))
    };
    chosen(app, account, is_open).await
}

/// Whether a claim of this scope is told because it was asked for by name. A scope that a refresh gave up
/// takes its claims with it.
fn may_name(client: &Client, grant: &Grant, token: &[String], scope: &str) -> bool {
    let is_given_up = scopes::has(&grant.scopes, scope) && !scopes::has(token, scope);
    !is_given_up && may_have(client, scope)
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}

/// Whether the client might have asked for the scope that the claim belongs to.
fn may_have(client: &Client, scope: &str) -> bool {
    scopes::has(&client.registration.scopes, scope)
}

async fn chosen(
    app: &App,
    account: &Account,
    is_open: impl Fn(&str, &str) -> bool,
) -> Result<Map<String, Value>, Refusal> {
    let all = CLAIMS.iter().flat_map(|(scope, names)| names.iter().map(move |name| (*scope, *name)));
    let open: Vec<&str> = all.filter(|(scope, name)| is_open(scope, name)).map(|(_, name)| name).collect();
    if open.is_empty() {
        return Ok(Map::new());
    }
    let person = Person::of(app, account).await?;
    Ok(open.into_iter().map(|name| (name.to_owned(), person.claim(name))).collect())
}

struct Person {
    account: String,
    name: String,
    roles: Vec<String>,
}

impl Person {
    async fn of(app: &App, account: &Account) -> Result<Self, Refusal> {
        let person = account::person(&app.store, &account.person_id).await?;
        let person = person.ok_or_else(|| Refusal::internal("an account without a person"))?;
        let roles = education::kinds(app, &account.person_id, person.role).await?;
        Ok(Self { account: account.name.clone(), name: person.name, roles })
    }

    fn claim(&self, name: &str) -> Value {
        let (family, given) = parts(&self.name);
        match name {
            "name" => json!(self.name),
            "given_name" => json!(given),
            "family_name" => json!(family),
            "preferred_username" => json!(self.account),
            "email" => json!([self.account.as_str(), SUFFIX].concat()),
            "email_verified" => json!(true),
            // Nobody here had an identifier of the older system.
            "open2_id" => json!([]),
            "educloudroles" => json!(self.roles),
            _ => Value::Null,
        }
    }
}

/// Family name and given name. A Chinese name begins with the family's, others end with it.
fn parts(name: &str) -> (&str, &str) {
    if let Some((given, family)) = name.rsplit_once(' ') {
        return (family, given);
    }
    let is_chinese = name.chars().all(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter));
    let length = name.chars().count();
    if !is_chinese || length < 2 {
        return ("", name);
    }
    let is_long = length > 2 && LONG_SURNAMES.iter().any(|surname| name.starts_with(surname));
    let end = name.char_indices().nth(if is_long { 2 } else { 1 }).map_or(name.len(), |(at, _)| at);
    name.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_as_they_are_written() {
        assert_eq!(parts("王小明"), ("王", "小明"));
        assert_eq!(parts("歐陽小明"), ("歐陽", "小明"));
        assert_eq!(parts("歐陽"), ("歐", "陽"));
        assert_eq!(parts("Amy Example"), ("Example", "Amy"));
        assert_eq!(parts("谷木‧哈尤"), ("", "谷木‧哈尤"));
    }
}
