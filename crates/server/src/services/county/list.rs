//! Every county and how its sign-in does.

use contract::api::county::{Counties, County, CountyState};
use contract::api::service::LocalText;

use crate::app::App;
use crate::services::import::areas::counties;
use crate::services::refusal::Refusal;
use crate::store::county::provider::{self, Provider};

/// The 22 counties.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App) -> Result<Counties, Refusal> {
    let providers = provider::all(&app.store).await?;
    note_offered(app, &providers);
    let now = app.clock.now();
    let is_offered = |code: &str| providers.iter().any(|known| known.county == code && !known.is_disabled);
    let shown = counties().iter().map(|county| County {
        code: county.code.clone(),
        name: LocalText { zh: county.name.clone(), en: county.english.clone() },
        state: match is_offered(&county.code) {
            true => app.counties.state(&county.code, now),
            false => CountyState::NotOffered,
        },
    });
    Ok(Counties { counties: shown.collect() })
}

/// Has the portal offer county sign-in where there is any to sign in at.
pub(super) fn note_offered(app: &App, providers: &[Provider]) {
    app.counties.set_any_offered(providers.iter().any(|known| !known.is_disabled));
}
