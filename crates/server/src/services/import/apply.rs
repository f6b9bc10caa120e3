//! From a file's good rows to the database: in batches, or all or nothing.

mod desk;
pub mod input;
mod job;
mod ledger;
pub mod people;
pub mod schools;

use std::io::{BufReader, Read};

use contract::language::Language;

use super::csv_file::cells::Fault;
use super::csv_file::{Kind, Reader};
use super::problem::{FileProblem, Problem};
use crate::app::App;
use crate::crypto::seal::SealError;
use crate::store::{StoreError, Transaction};
use input::Input;
use job::Job;

/// Why an import stopped.
#[derive(Debug)]
pub enum ImportError {
    /// The file cannot be read to its end.
    File(FileProblem),
    /// The database failed; the batch at hand was not stored.
    Store(StoreError),
    /// The key file lacks a key.
    Keys(SealError),
    /// The pool that hashes passwords does not answer.
    Hashing,
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(problem) => write!(f, "{problem} [{}]", problem.code()),
            Self::Store(error) => error.fmt(f),
            Self::Keys(error) => error.fmt(f),
            Self::Hashing => f.write_str("the pool that hashes passwords does not answer"),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<FileProblem> for ImportError {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<std::io::Error> for ImportError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.into())
    }
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<SealError> for ImportError {
    fn from(error: SealError) -> Self {
        Self::Keys(error)
    }
}

/// What one row did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing: all of it was known.
    Unchanged,
    /// It changed what was stored.
    Changed,
    /// It added something.
    New,
}

/// How many rows did what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that added something.
    pub new: u64,
    /// Rows that changed something.
    pub changed: u64,
    /// Rows that did nothing.
    pub unchanged: u64,
    /// Rows that were left out.
    pub bad: u64,
    /// Whether the good rows were stored.
    pub is_stored: bool,
}

/// How a file is imported.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Import nothing if one row is bad.
    pub all_or_nothing: bool,
    /// The language of the reports.
    pub language: Language,
}

/// Who is told what happens.
pub trait Watch {
    /// A row is left out (`is_bad`), or there is something to know.
    fn said(&mut self, is_bad: bool, sentence: &str);

    /// So many rows are done.
    fn progress(&mut self, rows: u64);
}

/// A reader over whatever the input is.
pub type Opened<K> = Reader<BufReader<Box<dyn Read>>, K>;

/// What becomes of each row of a batch.
pub type Effects<K> = Vec<Result<Effect, Fault<<K as Kind>::Column, <K as Kind>::Problem>>>;

/// A kind of file, and how its rows are stored.
#[expect(async_fn_in_trait, reason = "only this crate implements it, and nothing spawns it")]
pub trait Target {
    /// The kind.
    type Kind: Kind;

    /// A word for the audit event.
    const WORD: &'static str;

    /// Reads the header.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn open(&self, input: Box<dyn Read>) -> Result<Opened<Self::Kind>, FileProblem>;

    /// Does what takes long, before a transaction begins.
    ///
    /// # Errors
    /// When it cannot be done.
    async fn prepare(&mut self, rows: &[<Self::Kind as Kind>::Row]) -> Result<(), ImportError>;

    /// Stores a batch.
    ///
    /// # Errors
    /// When the database fails.
    async fn store(
        &mut self,
        transaction: &Transaction,
        rows: &[<Self::Kind as Kind>::Row],
    ) -> Result<Effects<Self::Kind>, ImportError>;

    /// Tidies up when all rows are in.
    ///
    /// # Errors
    /// When the database fails.
    async fn finish(&mut self, transaction: &Transaction) -> Result<(), ImportError>;
}

/// Imports a file.
///
/// # Errors
/// When the file cannot be read to its end or the database fails. Batches stored before stay,
/// unless it is all or nothing.
pub async fn run<T: Target>(
    app: &App,
    target: &mut T,
    input: &Input,
    options: Options,
    watch: &mut dyn Watch,
) -> Result<Tally, ImportError> {
    let mut job = Job { app, options, watch, tally: Tally::default(), is_quiet: false };
    if !options.all_or_nothing {
        job.store(target, input, None).await?;
        let transaction = app.store.begin().await?;
        job.complete(target, transaction).await?;
        return Ok(job.tally);
    }
    job.check(target, input)?;
    if job.tally.bad == 0 {
        // What the check said need not be said again.
        job.is_quiet = true;
        let transaction = app.store.begin().await?;
        job.store(target, input, Some(&transaction)).await?;
        if job.tally.bad == 0 {
            job.complete(target, transaction).await?;
            return Ok(job.tally);
        }
    }
    Ok(Tally { bad: job.tally.bad, ..Tally::default() })
}
