//! What this deployment offers.

use contract::api::service::LocalText;
use contract::api::site::{Maintenance, Site, Way};
use contract::error::ErrorCode;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::app::App;
use crate::brand::Brand;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::services::device;
use crate::services::refusal::Refusal;
use crate::services::sessions;
use crate::services::visitor::Visitor;
use crate::store::oidc::{authorization, client};

/// Journeys that are built. The portal shows no other, so nothing leads nowhere. Counties are one more
/// where there is any to sign in at.
const WAYS: &[Way] = &[Way::Password, Way::ResetPassword, Way::FindAccount, Way::Activate];

/// The deployment as it is now, to this visitor, in what it wears.
pub async fn view(app: &App, visitor: &Visitor, worn: Option<&Brand>) -> Site {
    let config = &app.config;
    let county = app.counties.is_any_offered().then_some(Way::County);
    Site {
        ways: WAYS.iter().copied().chain(county).collect(),
        hotlines: config.site.hotlines.clone(),
        mail: config.site.mail.clone(),
        hours: LocalText { zh: config.site.hours_zh.clone(), en: config.site.hours_en.clone() },
        maintenance: maintenance(config, app.clock.now()),
        brand: worn.map(|brand| brand.words.clone()),
        device: device::view(app, visitor).await,
        signed_in: match &visitor.session {
            Some(reference) => sessions::find_live(app, reference).await.is_ok(),
            None => false,
        },
    }
}

/// The brand of the service whose request waits for this person. None where there is none, the request is
/// over, or the database fails: the page is worth more than its colours.
pub async fn brand_of_service(app: &App, authorization: Option<&str>) -> Option<String> {
    let request = authorization::find(&app.store, authorization?, app.clock.now()).await.ok()??;
    client::find(&app.store, &request.client_id).await.ok()??.registration.brand
}

/// The closure that is announced or going on, if there is one.
fn maintenance(config: &Config, now: Timestamp) -> Option<Maintenance> {
    let closure = &config.maintenance;
    let starts = moment(&closure.starts_at)?;
    let ends = moment(&closure.ends_at)?;
    let announced = starts.plus_seconds(-closure.announce_hours * 3600);
    (announced <= now && now < ends).then(|| Maintenance {
        starts_at: closure.starts_at.clone(),
        ends_at: closure.ends_at.clone(),
        active: starts <= now,
        message: LocalText { zh: closure.message_zh.clone(), en: closure.message_en.clone() },
    })
}

fn moment(text: &str) -> Option<Timestamp> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Some(Timestamp(moment.unix_timestamp() * 1000))
}

/// Stops journeys while the service is closed.
///
/// # Errors
/// [`ErrorCode::ServerMaintenance`] with the time until the end.
pub fn ensure_open(app: &App) -> Result<(), Refusal> {
    let now = app.clock.now();
    match maintenance(&app.config, now) {
        Some(closure) if closure.active => {
            let wait = moment(&closure.ends_at).map_or(60, |ends| ends.seconds_from(now));
            Err(Refusal::new(ErrorCode::ServerMaintenance).retry_after(wait))
        }
        _ => Ok(()),
    }
}
