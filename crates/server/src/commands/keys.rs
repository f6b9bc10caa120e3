//! `edupass keys`: the keys that sign ID tokens.

use std::io::Write as _;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::commands::CommandError;
use crate::config::Config;
use crate::oidc::keys::{self, Rotation};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::oidc::client::Algorithm;
use crate::store::oidc::key;

/// `edupass keys ACTION`
#[derive(Debug, Args)]
pub struct KeysArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take the next step of a rotation: publish a next key, or a day later let it sign.
    Rotate,
    /// List the keys with their states.
    List,
}

/// Carries out one action.
///
/// # Errors
/// When the database fails.
pub async fn run(config: Config, args: &KeysArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let lines = match args.action {
        Action::Rotate => rotate(&app).await?,
        Action::List => list(&app).await?,
    };
    app.store.close().await;
    writeln!(std::io::stdout().lock(), "{}", lines.join("\n"))?;
    Ok(())
}

async fn rotate(app: &App) -> Result<Vec<String>, CommandError> {
    let mut lines = Vec::new();
    for algorithm in Algorithm::ALL {
        let rotation = keys::rotate(app, algorithm).await.map_err(|refusal| {
            CommandError::Told(refusal.cause.unwrap_or_else(|| "the keys cannot be rotated".into()))
        })?;
        let said = match rotation {
            Rotation::Prepared => "a next key is published; rotate again in a day to let it sign",
            Rotation::Waiting => "the next key is not a day old yet; clients may not know it",
            Rotation::Promoted => "the next key signs now",
        };
        lines.push([algorithm.code(), ": ", said].concat());
    }
    let transaction = app.store.begin().await?;
    let now = app.clock.now();
    audit::append(&transaction, Event::KeysRotated, Actor::Operator, Subject::default(), now).await?;
    transaction.commit().await?;
    Ok(lines)
}

async fn list(app: &App) -> Result<Vec<String>, CommandError> {
    let rows = key::all(&app.store).await?;
    let mut lines = vec![format!("{:<6} {:<8} {:<21} kid", "alg", "state", "made")];
    lines.extend(rows.iter().map(|row| {
        let made = Timestamp(row.created_at).rfc3339();
        format!("{:<6} {:<8} {made:<21} {}", row.algorithm, row.state, row.id)
    }));
    Ok(lines)
}
