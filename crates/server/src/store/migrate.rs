//! Migrations: forward only, each applied once, none changed after its release.

use sea_orm::{DbBackend, FromQueryResult};
use sha2::{Digest as _, Sha256};

use crate::store::{Result, Store, StoreError, Transaction};

struct Migration {
    name: &'static str,
    sql: &'static str,
}

/// Every migration, in order. A released one never changes: its checksum is in the database.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_foundation", sql: include_str!("../../migrations/0001_foundation.sql") },
    Migration { name: "0002_outbox", sql: include_str!("../../migrations/0002_outbox.sql") },
    Migration { name: "0003_recovery", sql: include_str!("../../migrations/0003_recovery.sql") },
    Migration { name: "0004_oidc", sql: include_str!("../../migrations/0004_oidc.sql") },
    Migration { name: "0005_county", sql: include_str!("../../migrations/0005_county.sql") },
    Migration { name: "0006_plain_county", sql: include_str!("../../migrations/0006_plain_county.sql") },
    Migration { name: "0007_session_end", sql: include_str!("../../migrations/0007_session_end.sql") },
];

/// Any number that no other program locks in the same PostgreSQL database.
const ADVISORY_LOCK: i64 = 0x6564_7570;

#[derive(FromQueryResult)]
struct Applied {
    name: String,
    checksum: String,
}

/// Brings the database to this program's schema, under a lock that other instances wait for.
pub(crate) async fn run(store: &Store) -> Result<()> {
    let transaction = store.begin().await?;
    if transaction.backend() == DbBackend::Postgres {
        transaction.run("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCK.into()]).await?;
    }
    transaction
        .script("CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL)")
        .await?;
    let applied: Vec<Applied> =
        transaction.all_many("SELECT name, checksum FROM schema_migration ORDER BY name", vec![]).await?;
    for row in &applied {
        check(row)?;
    }
    for migration in MIGRATIONS.iter().filter(|known| applied.iter().all(|row| row.name != known.name)) {
        apply(&transaction, migration).await?;
    }
    transaction.commit().await
}

fn check(row: &Applied) -> Result<()> {
    let Some(known) = MIGRATIONS.iter().find(|known| known.name == row.name) else {
        return Err(StoreError::Schema(format!("it has migration {}, which is newer", row.name)));
    };
    if checksum(known.sql) == row.checksum {
        return Ok(());
    }
    Err(StoreError::Schema(format!("migration {} was changed after it had been applied", row.name)))
}

async fn apply(transaction: &Transaction, migration: &Migration) -> Result<()> {
    let bytes = if transaction.backend() == DbBackend::Postgres { "BYTEA" } else { "BLOB" };
    transaction.script(&migration.sql.replace("{bytes}", bytes)).await?;
    let values = [migration.name.into(), checksum(migration.sql).into()];
    transaction.run("INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)", values).await?;
    Ok(())
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
