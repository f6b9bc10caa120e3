//! Makes and removes the browser tests' databases in PostgreSQL; SQLite's are files, which need no help.
//!
//! ```sh
//! test_database create ADDRESS [TEMPLATE]
//! test_database drop ADDRESS
//! ```
//!
//! `ADDRESS` is the database's own, e.g. `postgres://user@localhost:5432/one`; `TEMPLATE` names another
//! in the same server, which is copied.

use std::error::Error;

use sea_orm::{ConnectionTrait as _, Database};

const USAGE: &str = "test_database create ADDRESS [TEMPLATE] | test_database drop ADDRESS";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (address, sql) = match words.as_slice() {
        ["create", address] => (address, format!("CREATE DATABASE \"{}\"", name(address)?)),
        ["create", address, template] => {
            (address, format!("CREATE DATABASE \"{}\" TEMPLATE \"{template}\"", name(address)?))
        }
        ["drop", address] => (address, format!("DROP DATABASE \"{}\" WITH (FORCE)", name(address)?)),
        _ => return Err(USAGE.into()),
    };
    let server = address.strip_suffix(name(address)?).ok_or(USAGE)?;
    let database = Database::connect(format!("{server}postgres")).await?;
    database.execute_unprepared(&sql).await?;
    Ok(())
}

/// The database's name in its address.
fn name(address: &str) -> Result<&str, Box<dyn Error>> {
    Ok(address.rsplit_once('/').ok_or(USAGE)?.1)
}
