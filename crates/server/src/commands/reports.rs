//! `edupass reports`: what people reported, the newest first, one JSON line each.

use std::io::Write as _;

use clap::Args;
use serde::Serialize;

use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::commands::CommandError;
use crate::config::Config;
use crate::store::report;

/// `edupass reports`
#[derive(Debug, Args)]
pub struct ReportsArgs {
    /// How many at most.
    #[arg(long, default_value_t = 100)]
    count: u32,
}

#[derive(Serialize)]
struct Line<'a> {
    reference: &'a str,
    at: String,
    page: &'a str,
    school_code: Option<&'a str>,
    school_level: Option<&'a str>,
    message: &'a str,
}

/// Lists reports.
///
/// # Errors
/// When the database fails.
pub async fn run(config: Config, args: &ReportsArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let reports = report::list(&app.store, i64::from(args.count)).await?;
    app.store.close().await;
    let mut output = std::io::stdout().lock();
    for report in &reports {
        let line = Line {
            reference: &report.reference,
            at: Timestamp(report.at).rfc3339(),
            page: &report.page,
            school_code: report.school_code.as_deref(),
            school_level: report.school_level.as_deref(),
            message: &report.message,
        };
        let line = serde_json::to_string(&line).map_err(|error| CommandError::Told(error.to_string()))?;
        writeln!(output, "{line}")?;
    }
    Ok(())
}
