//! Statements for many rows at once, in few enough shapes that they stay prepared.

use sea_orm::{DbBackend, FromQueryResult, Value};

use crate::store::{Result, Store, Transaction};

/// Rows or values in one statement: far below either database's limit of placeholders.
const ROWS_MAX: usize = 100;

/// Gives SQLite's writer more memory and fewer checkpoints, for as long as this process lives: ID
/// tags and people's ids come in no order, so every row touches other pages.
pub(crate) async fn prepare(store: &Store) -> Result<()> {
    if store.backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let transaction = store.begin().await?;
    transaction.script("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000").await?;
    transaction.commit().await
}

/// Inserts rows, `columns` values each, with what is to happen on a conflict.
pub(crate) async fn insert(
    transaction: &Transaction,
    into: &str,
    conflict: &str,
    rows: Vec<Vec<Value>>,
) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while let Some(width) = rows.peek().map(Vec::len) {
        let values: Vec<Value> = rows.by_ref().take(ROWS_MAX).flatten().collect();
        let tuples: Vec<String> = (0..values.len() / width.max(1))
            .map(|row| format!("({})", placeholders(transaction, row * width + 1, width)))
            .collect();
        let sql = format!("INSERT INTO {into} VALUES {} {conflict}", tuples.join(", "));
        transaction.run_many(&sql, values).await?;
    }
    Ok(())
}

/// Runs `select … WHERE x IN (` with the values, in as many statements as it takes.
pub(crate) async fn select_in<T: FromQueryResult>(
    transaction: &Transaction,
    select: &str,
    values: &[Value],
) -> Result<Vec<T>> {
    let sql = format!("{select} ({})", placeholders(transaction, 1, ROWS_MAX));
    let mut found = Vec::new();
    for chunk in values.chunks(ROWS_MAX) {
        let mut chunk = chunk.to_vec();
        // Filled up with its last value, so that there is one shape of statement.
        let Some(last) = chunk.last().cloned() else { break };
        chunk.resize(ROWS_MAX, last);
        found.extend(transaction.all_many(&sql, chunk).await?);
    }
    Ok(found)
}

/// `$1` as everywhere, but `?` for SQLite: it looks each `$1` up in a list of all of them, which
/// took a third of an import's time.
fn placeholders(transaction: &Transaction, from: usize, count: usize) -> String {
    if transaction.backend() == DbBackend::Sqlite {
        return vec!["?"; count].join(", ");
    }
    (from..from + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
