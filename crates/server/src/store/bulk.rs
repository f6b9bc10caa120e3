//! Statements for many rows at once, in few enough shapes that they stay prepared.

use sea_orm::{FromQueryResult, Value};

use crate::store::{Result, Transaction};

/// Rows in one INSERT. SQLite looks every `$n` up in a list of all of them, so more would cost more.
const ROWS_MAX: usize = 25;

/// Values in one list.
const VALUES_MAX: usize = 100;

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
            .map(|row| format!("({})", placeholders(row * width + 1, width)))
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
    let sql = format!("{select} ({})", placeholders(1, VALUES_MAX));
    let mut found = Vec::new();
    for chunk in values.chunks(VALUES_MAX) {
        let mut chunk = chunk.to_vec();
        // Filled up with its last value, so that there is one shape of statement.
        let Some(last) = chunk.last().cloned() else { break };
        chunk.resize(VALUES_MAX, last);
        found.extend(transaction.all_many(&sql, chunk).await?);
    }
    Ok(found)
}

fn placeholders(from: usize, count: usize) -> String {
    (from..from + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
