//! The public directory of schools (domain.md §1.2).

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;

use crate::app::App;
use crate::oidc::error::OauthError;
use crate::services::import::areas::County;
use crate::store::oidc::education::{School, schools};

/// One school, as services know it.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The ministry's code.
    eduid: String,
    /// The school year that told so.
    year: Option<String>,
    /// Its name.
    schoolname: String,
    /// Its county, with the ministry's area code before it: `[06]臺中市`.
    county: String,
    /// Its object identifier; not known here.
    oid: Option<String>,
    /// Its phone number.
    tel: Option<String>,
    /// Its home page.
    url: Option<String>,
    /// Its address.
    address: Option<String>,
    /// Where it is; not known here.
    coordinates: Option<String>,
    /// Its levels.
    schoolsystem: Vec<String>,
}

/// The school with this code, as a list; an empty one where there is none.
///
/// # Errors
/// When the database fails.
pub async fn show_school(
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Json<Vec<Entry>>, OauthError> {
    let found = schools(&app.store, &code).await?;
    let levels = found.iter().map(|school| school.level.clone()).collect();
    Ok(Json(found.into_iter().next().map(|school| entry(school, levels)).into_iter().collect()))
}

fn entry(school: School, schoolsystem: Vec<String>) -> Entry {
    let code = County::by_name(&school.county).and_then(|county| county.moe.first());
    let county = code.map_or_else(|| school.county.clone(), |code| format!("[{code}]{}", school.county));
    Entry {
        eduid: school.code,
        year: school.source_year,
        schoolname: school.name,
        county,
        oid: None,
        tel: school.phone,
        url: school.website,
        address: school.address,
        coordinates: None,
        schoolsystem,
    }
}
