//! Asks each county whether it works, so that the chooser knows before a person does.

use futures_util::future::join_all;

use crate::app::App;
use crate::county::discovery;
use crate::county::line::Line;
use crate::county::trouble::Trouble;
use crate::services::county::list::note_offered;
use crate::services::refusal::Refusal;
use crate::store::county::provider::{self, Provider};

/// Asks every county that people are sent to, all at once.
///
/// # Errors
/// When the database fails. A county's trouble is remembered, and no error.
pub async fn run(app: &App) -> Result<(), Refusal> {
    let providers = provider::all(&app.store).await?;
    note_offered(app, &providers);
    let offered = providers.iter().filter(|provider| !provider.is_disabled);
    join_all(offered.map(|provider| one(app, provider))).await;
    Ok(())
}

async fn one(app: &App, provider: &Provider) {
    // While a county is left in peace, this is what tries whether it is back.
    if let Err(trouble) = ask(app, provider).await
        && trouble.reason() != "paused"
    {
        tracing::warn!(county = provider.county, reason = trouble.reason(), "a county does not work");
    }
}

/// Fetches one provider's discovery document and keys.
///
/// # Errors
/// What the county's trouble is.
pub async fn ask(app: &App, provider: &Provider) -> Result<(), Trouble> {
    let line = Line::open(&app.counties, provider, &app.clock).await?;
    discovery::fetch(&line, provider).await.map(drop)
}
