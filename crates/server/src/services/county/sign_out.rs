//! Signing out at the county that a session came from, too (experience.md K9).

use std::time::Duration;

use contract::api::service::LocalText;
use contract::api::session::CountyLeft;
use contract::language::Language;
use contract::paths;
use zeroize::Zeroizing;

use crate::app::App;
use crate::clock::Timestamp;
use crate::county::discovery;
use crate::county::line::Line;
use crate::county::sign_out::{SignOut, address};
use crate::crypto::seal::{self, Place};
use crate::services::county::{offered, signed_out_uri};
use crate::services::import::areas::by_code;
use crate::services::refusal::Refusal;
use crate::store::Transaction;
use crate::store::county::provider::Provider;
use crate::store::county::session::{self, Origin};
use crate::store::county::visit::Visit;

/// How long a sign-out waits for a county, which it may have to ask where its sign-out is.
const PATIENCE: Duration = Duration::from_secs(2);
/// What stands before the language in the state of somebody who uses the pages without scripts.
const PLAIN: &str = "plain.";

/// Where a session came from.
pub struct CameFrom {
    county: String,
    id_token: Zeroizing<String>,
}

/// How somebody goes on after a sign-out.
#[derive(Debug, Clone, Copy)]
pub struct WayOn {
    /// The language that the person reads.
    pub language: Language,
    /// Whether they use the pages without scripts.
    pub is_plain: bool,
}

impl WayOn {
    /// What the county brings back: nothing of the person.
    fn state(self) -> String {
        [if self.is_plain { PLAIN } else { "" }, self.language.code()].concat()
    }

    /// Reads what came back; anybody may have written it.
    #[must_use]
    pub fn read(state: &str) -> Self {
        let plain = state.strip_prefix(PLAIN);
        Self { language: Language::from_tag(plain.unwrap_or(state)), is_plain: plain.is_some() }
    }

    /// The page that says that somebody is signed out.
    #[must_use]
    pub fn landing(self) -> String {
        match self.is_plain {
            true => paths::in_language(paths::PLAIN_SIGN_IN, self.language),
            false => paths::signed_out(self.language),
        }
    }
}

/// Seals the ID token of a visit whose person has still to type a password.
pub(super) fn seal_for_visit(app: &App, visit_id: &str, id_token: &str) -> Result<Vec<u8>, Refusal> {
    seal::seal(&app.keys, visit_place(visit_id), id_token.as_bytes()).map_err(Refusal::internal)
}

const fn visit_place(id: &str) -> Place<'_> {
    Place { column: "county_visit.id_token", row: id }
}

const fn place(id: &str) -> Place<'_> {
    Place { column: "session_county.id_token", row: id }
}

/// Remembers that a session came from a county.
pub(super) async fn remember(
    app: &App,
    transaction: &Transaction,
    session_id: &str,
    county: &str,
    id_token: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let id = crate::random::row_id();
    let sealed = seal::seal(&app.keys, place(&id), id_token.as_bytes()).map_err(Refusal::internal)?;
    let origin = Origin { county: county.to_owned(), id_token_sealed: sealed, id };
    Ok(session::put(transaction, session_id, &origin, now).await?)
}

/// The same for a session whose person came from a county and typed the password of an account.
///
/// # Errors
/// When the database fails or what was sealed does not open.
pub async fn remember_visit(
    app: &App,
    transaction: &Transaction,
    session_id: &str,
    visit: Option<&Visit>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let Some(visit) = visit else { return Ok(()) };
    let Some(sealed) = &visit.id_token_sealed else { return Ok(()) };
    let token = seal::open(&app.keys, visit_place(&visit.id), sealed).map_err(Refusal::internal)?;
    let token = text(&token)?;
    remember(app, transaction, session_id, &visit.county, &token, now).await
}

fn text(bytes: &[u8]) -> Result<Zeroizing<String>, Refusal> {
    Ok(Zeroizing::new(std::str::from_utf8(bytes).map_err(Refusal::internal)?.to_owned()))
}

/// Where a session came from, if it came from a county; read before the session ends.
///
/// # Errors
/// When the database fails or what was sealed does not open.
pub async fn came_from(app: &App, session_id: &str) -> Result<Option<CameFrom>, Refusal> {
    let Some(origin) = session::find(&app.store, session_id).await? else { return Ok(None) };
    let token = seal::open(&app.keys, place(&origin.id), &origin.id_token_sealed);
    let id_token = text(&token.map_err(Refusal::internal)?)?;
    Ok(Some(CameFrom { county: origin.county, id_token }))
}

/// The county's session, which goes on, and how it ends.
///
/// # Errors
/// When the database fails. A county's trouble is none: it cannot be led to then.
pub async fn left(app: &App, from: &CameFrom, way: WayOn) -> Result<CountyLeft, Refusal> {
    let provider = offered(app, &from.county).await?;
    let sign_out = match &provider {
        Some(provider) => tokio::time::timeout(PATIENCE, lead(app, provider, from, way)).await.ok().flatten(),
        None => None,
    };
    let name =
        by_code(&from.county).map(|county| LocalText { zh: county.name.clone(), en: county.english.clone() });
    let home = provider.and_then(|provider| provider.settings.home);
    let name = name.unwrap_or_else(|| LocalText { zh: from.county.clone(), en: from.county.clone() });
    Ok(CountyLeft { name, sign_out, home })
}

async fn lead(app: &App, provider: &Provider, from: &CameFrom, way: WayOn) -> Option<String> {
    let line = Line::open(&app.counties, provider, &app.clock).await.ok()?;
    let known = discovery::known(&line, provider).await.ok()?;
    let (return_to, state) = (signed_out_uri(app, &provider.county), way.state());
    let asked = SignOut { id_token: &from.id_token, return_to: &return_to, state: &state };
    address(&known, provider, &asked)
}
