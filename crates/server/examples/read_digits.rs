//! Reads the digits of a flow's picture, as a person with eyes does. For the browser tests only:
//! it needs the database and the key file, by the same settings as `edupass`.
//!
//! ```sh
//! read_digits FLOW
//! ```

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use server::config;
use server::crypto::keyring::Keyring;
use server::crypto::seal::{self, Place};
use server::store::flow::StoredChallenge;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let flow = std::env::args().nth(1).ok_or("say which flow")?;
    let config = config::load(None)?;
    let keys = Keyring::open(&config.keys.file, true)?;
    let database = Database::connect(&config.database.url).await?;
    let backend = database.get_database_backend();
    let sql = "SELECT challenge FROM flow WHERE id = $1";
    let row = database.query_one_raw(Statement::from_sql_and_values(backend, sql, [flow.into()])).await?;
    let challenge: String = row.ok_or("there is no such flow")?.try_get_by_index(0)?;
    let challenge: StoredChallenge = serde_json::from_str(&challenge)?;
    let sealed = STANDARD.decode(&challenge.digits_sealed)?;
    let place = Place { column: "flow.challenge", row: &challenge.id };
    let digits = seal::open(&keys, place, &sealed)?;
    println!("{}", std::str::from_utf8(&digits)?);
    Ok(())
}
