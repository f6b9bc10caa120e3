//! Makes everything in the database as much older as if the server had been left alone for so
//! long. For the browser tests only, which cannot wait fifteen minutes.
//!
//! ```sh
//! let_time_pass SECONDS
//! ```

use std::error::Error;

use sea_orm::{ConnectionTrait as _, Database, DatabaseBackend, TransactionTrait as _};
use server::config;

/// What `{ms}` is taken from: every time that something ends, or is measured from.
const OLDER: [&str; 3] = [
    "UPDATE flow SET expires_at = expires_at - {ms}, replay_at = replay_at - {ms}",
    "UPDATE session SET auth_time = auth_time - {ms}, last_seen_at = last_seen_at - {ms}, \
     expires_at = expires_at - {ms}",
    "UPDATE attempt SET locked_until = CASE WHEN locked_until > {ms} THEN locked_until - {ms} ELSE 0 END, \
     window_ends_at = window_ends_at - {ms}",
];

/// The picture's own end stands in its JSON, which each database changes in its own way.
const OLDER_CHALLENGE_SQLITE: &str = "UPDATE flow SET challenge = \
    json_set(challenge, '$.expires_at', challenge ->> '$.expires_at' - {ms}) WHERE challenge IS NOT NULL";
const OLDER_CHALLENGE_POSTGRES: &str = "UPDATE flow SET challenge = jsonb_set(challenge::jsonb, '{expires_at}', \
    to_jsonb((challenge::jsonb ->> 'expires_at')::bigint - {ms}))::text WHERE challenge IS NOT NULL";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let seconds: u32 = std::env::args().nth(1).ok_or("say how many seconds")?.parse()?;
    let milliseconds = (u64::from(seconds) * 1000).to_string();
    let database = Database::connect(&config::load(None)?.database.url).await?;
    let transaction = database.begin().await?;
    let challenge = match database.get_database_backend() {
        DatabaseBackend::Postgres => OLDER_CHALLENGE_POSTGRES,
        _ => OLDER_CHALLENGE_SQLITE,
    };
    for sql in OLDER.into_iter().chain([challenge]) {
        transaction.execute_unprepared(&sql.replace("{ms}", &milliseconds)).await?;
    }
    transaction.commit().await?;
    Ok(())
}
