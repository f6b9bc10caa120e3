//! The challenge, spoken.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, header};
use contract::api::problem::Problem;
use contract::language::Language;
use contract::paths;
use serde::Deserialize;

use crate::app::App;
use crate::error::RouteError;
use crate::services::visitor::Visitor;
use crate::services::{challenges, flows};

/// The query of a spoken challenge.
#[derive(Deserialize)]
pub struct Voice {
    /// `zh-TW` or `en`.
    #[serde(default)]
    lang: String,
}

/// Speaks the digits of the flow's challenge.
#[utoipa::path(
    get, path = paths::FLOW_CHALLENGE_AUDIO, tag = "flow",
    params(
        ("id" = String, Path, description = "The flow."),
        ("lang" = Option<String>, Query, description = "zh-TW or en."),
    ),
    responses(
        (status = 200, description = "A WAV file.", content_type = "audio/wav", body = Vec<u8>),
        (status = 404, description = "flow.not_found", body = Problem),
        (status = 410, description = "flow.expired", body = Problem),
        (status = 422, description = "captcha.expired", body = Problem),
    )
)]
pub async fn speak_challenge(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(voice): Query<Voice>,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), RouteError> {
    let flow = flows::find(&app, &visitor, &id).await?;
    let sound = challenges::speak(&app, &flow, Language::from_tag(&voice.lang), app.clock.now())?;
    Ok(([(header::CONTENT_TYPE, "audio/wav")], sound))
}
