//! Storage: the only layer that sees SQL and `SeaORM`. One code for SQLite and PostgreSQL.
//!
//! Recipe for a new kind of row: add its table to a new file in `migrations/`, list the file in
//! `migrate.rs`, and write one file here with a plain struct (`FromQueryResult`) and functions
//! that take `&Store` to read and `&Transaction` to write. Placeholders are `$1`, which both
//! databases understand; what they do not share is kept out of the SQL.

pub mod account;
pub mod attempt;
pub mod audit;
pub(crate) mod bulk;
pub mod code;
pub mod county;
pub mod default_password;
pub mod device;
pub mod flow;
pub mod message;
pub mod migrate;
pub mod oidc;
pub mod password;
pub mod recovery;
pub mod report;
pub mod roster;
pub mod school;
pub mod service;
pub mod session;
pub mod setting;

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    FromQueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};

/// Connections that read SQLite at the same time as its one writer.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long SQLite waits for another process (an import, say) to finish its transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);

/// Why the store did not do what it was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The database answered with an error, or not at all.
    Database(DbErr),
    /// The database was written by a newer or a changed program.
    Schema(String),
    /// A column holds what this program never writes.
    Damaged(&'static str),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database failed: {error}"),
            Self::Schema(what) => write!(f, "the database does not fit this program: {what}"),
            Self::Damaged(what) => write!(f, "the database holds a damaged value: {what}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

/// What the functions of this module return.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The database: one writer and several readers for SQLite, one pool for PostgreSQL.
#[derive(Debug, Clone)]
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

/// A write transaction. Dropped without [`Transaction::commit`], it changes nothing.
#[derive(Debug)]
pub struct Transaction {
    inner: DatabaseTransaction,
}

impl Store {
    /// Opens the database at `url` (`sqlite://path?mode=rwc` or `postgres://…`) and migrates it.
    ///
    /// # Errors
    /// When the database cannot be reached or was written by a newer program.
    pub async fn open(url: &str) -> Result<Self> {
        let store = if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(url, 1)).await?;
            let reader = Database::connect(sqlite(url, SQLITE_READERS)).await?;
            Self { writer, reader }
        } else {
            let mut options = ConnectOptions::new(url);
            options.max_connections(POSTGRES_CONNECTIONS).sqlx_logging(false);
            let pool = Database::connect(options).await?;
            Self { writer: pool.clone(), reader: pool }
        };
        migrate::run(&store).await?;
        Ok(store)
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        self.reader.query_one_raw(self.statement("SELECT 1", [])).await?;
        Ok(())
    }

    /// Begins a write transaction (`BEGIN IMMEDIATE` on SQLite: a deferred one can fail half-way).
    ///
    /// # Errors
    /// When the database cannot begin one in time.
    pub async fn begin(&self) -> Result<Transaction> {
        let sqlite_transaction_mode =
            (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
        Ok(Transaction { inner: self.writer.begin_with_options(options).await? })
    }

    /// Copies a SQLite database into a new file while it is in use (`VACUUM INTO`).
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub async fn backup(&self, file: &str) -> Result<()> {
        self.reader.execute_raw(self.statement("VACUUM INTO $1", [file.into()])).await?;
        Ok(())
    }

    /// Closes the connections; SQLite folds its write-ahead log into the file.
    pub async fn close(&self) {
        // The process is ending: an error here has nobody left to act on it.
        let _ = self.reader.close_by_ref().await;
        let _ = self.writer.close_by_ref().await;
    }

    fn statement<const N: usize>(&self, sql: &str, values: [Value; N]) -> Statement {
        Statement::from_sql_and_values(self.backend(), sql, values)
    }

    pub(crate) async fn one<T: FromQueryResult, const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<Option<T>> {
        Ok(T::find_by_statement(self.statement(sql, values)).one(&self.reader).await?)
    }

    pub(crate) async fn all<T: FromQueryResult, const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<Vec<T>> {
        Ok(T::find_by_statement(self.statement(sql, values)).all(&self.reader).await?)
    }
}

impl Transaction {
    /// Makes everything since [`Store::begin`] durable at once.
    ///
    /// # Errors
    /// When the database cannot; then nothing was changed.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    pub(crate) async fn run<const N: usize>(&self, sql: &str, values: [Value; N]) -> Result<u64> {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        Ok(self.inner.execute_raw(statement).await?.rows_affected())
    }

    /// Like [`Transaction::run`], for statements whose number of values is only known at run time.
    pub(crate) async fn run_many(&self, sql: &str, values: Vec<Value>) -> Result<u64> {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        Ok(self.inner.execute_raw(statement).await?.rows_affected())
    }

    pub(crate) async fn one<T: FromQueryResult, const N: usize>(
        &self,
        sql: &str,
        values: [Value; N],
    ) -> Result<Option<T>> {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        Ok(T::find_by_statement(statement).one(&self.inner).await?)
    }

    pub(crate) async fn all_many<T: FromQueryResult>(&self, sql: &str, values: Vec<Value>) -> Result<Vec<T>> {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        Ok(T::find_by_statement(statement).all(&self.inner).await?)
    }

    pub(crate) async fn script(&self, sql: &str) -> Result<()> {
        self.inner.execute_unprepared(sql).await?;
        Ok(())
    }
}

/// WAL with `synchronous = FULL`: an acknowledged write survives a power cut, not only a kill.
fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
    });
    options
}
