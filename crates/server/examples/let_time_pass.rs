//! Makes everything in the database as much older as if the server had been left alone for so
//! long. For the browser tests only, which cannot wait fifteen minutes; SQLite only.
//!
//! ```sh
//! let_time_pass SECONDS
//! ```

use std::error::Error;

use sea_orm::{ConnectionTrait as _, Database, TransactionTrait as _};
use server::config;

/// What `{ms}` is taken from: every time that something ends, or is measured from.
const OLDER: [&str; 4] = [
    "UPDATE flow SET expires_at = expires_at - {ms}, replay_at = replay_at - {ms}",
    "UPDATE flow SET challenge = json_set(challenge, '$.expires_at', challenge ->> '$.expires_at' - {ms}) \
     WHERE challenge IS NOT NULL",
    "UPDATE session SET auth_time = auth_time - {ms}, last_seen_at = last_seen_at - {ms}, \
     expires_at = expires_at - {ms}",
    "UPDATE attempt SET locked_until = MAX(0, locked_until - {ms}), window_ends_at = window_ends_at - {ms}",
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let seconds: u32 = std::env::args().nth(1).ok_or("say how many seconds")?.parse()?;
    let milliseconds = (u64::from(seconds) * 1000).to_string();
    let database = Database::connect(&config::load(None)?.database.url).await?;
    let transaction = database.begin().await?;
    for sql in OLDER {
        transaction.execute_unprepared(&sql.replace("{ms}", &milliseconds)).await?;
    }
    transaction.commit().await?;
    Ok(())
}
