//! One run over a file, batch by batch.

use super::input::Input;
use super::{Effect, ImportError, Opened, Options, Tally, Target, Watch};
use crate::app::App;
use crate::services::import::csv_file::Kind;
use crate::services::import::problem::{FileProblem, Problem};
use crate::services::import::{Line, Report};
use crate::store::Transaction;
use crate::store::audit::{self, Actor, Event, Subject};

/// Rows of one transaction: enough to be fast, few enough that sign-ins get their turn.
const ROWS_PER_TRANSACTION: usize = 500;

pub(super) struct Job<'a> {
    pub(super) app: &'a App,
    pub(super) options: Options,
    pub(super) watch: &'a mut dyn Watch,
    pub(super) tally: Tally,
    /// Whether notices were told before.
    pub(super) is_quiet: bool,
}

/// Good rows with their lines, and what was said about others, in the order of the file.
struct Batch<T: Target> {
    lines: Vec<u64>,
    rows: Vec<<T::Kind as Kind>::Row>,
    said: Vec<Said>,
    is_last: bool,
}

/// One report in words.
struct Said {
    line: u64,
    is_bad: bool,
    sentence: String,
}

impl Job<'_> {
    /// Reads the whole file and stores nothing.
    pub(super) fn check<T: Target>(&mut self, target: &T, input: &Input) -> Result<(), ImportError> {
        let mut reader = target.open(input.open()?)?;
        loop {
            let batch: Batch<T> = self.batch(&mut reader)?;
            let is_last = batch.is_last;
            self.tell(batch.said);
            if is_last {
                return Ok(());
            }
        }
    }

    pub(super) async fn store<T: Target>(
        &mut self,
        target: &mut T,
        input: &Input,
        whole: Option<&Transaction>,
    ) -> Result<(), ImportError> {
        let mut reader = target.open(input.open()?)?;
        let mut rows_done = 0;
        loop {
            let mut batch: Batch<T> = self.batch(&mut reader)?;
            target.prepare(&batch.rows).await?;
            let effects = match whole {
                Some(transaction) => target.store(transaction, &batch.rows).await?,
                None => {
                    let transaction = self.app.store.begin().await?;
                    let effects = target.store(&transaction, &batch.rows).await?;
                    transaction.commit().await?;
                    effects
                }
            };
            let read = batch.rows.len() + batch.said.iter().filter(|said| said.is_bad).count();
            for (line, effect) in batch.lines.iter().zip(effects) {
                match effect {
                    Ok(Effect::New) => self.tally.new += 1,
                    Ok(Effect::Changed) => self.tally.changed += 1,
                    Ok(Effect::Unchanged) => self.tally.unchanged += 1,
                    Err(fault) => batch.said.push(self.said(&reader.report(*line, fault), true)),
                }
            }
            batch.said.sort_by_key(|said| said.line);
            self.tell(batch.said);
            rows_done += read as u64;
            self.watch.progress(rows_done);
            if batch.is_last {
                return Ok(());
            }
        }
    }

    /// Tidies up, writes the audit event and commits.
    pub(super) async fn complete<T: Target>(
        &mut self,
        target: &mut T,
        transaction: Transaction,
    ) -> Result<(), ImportError> {
        target.finish(&transaction).await?;
        let Tally { new, changed, unchanged, bad, .. } = self.tally;
        let detail = format!("{} new={new} changed={changed} unchanged={unchanged} bad={bad}", T::WORD);
        let subject = Subject { detail: Some(detail), ..Subject::default() };
        audit::append(&transaction, Event::Imported, Actor::Operator, subject, self.app.clock.now()).await?;
        transaction.commit().await?;
        self.tally.is_stored = true;
        Ok(())
    }

    fn batch<T: Target>(&self, reader: &mut Opened<T::Kind>) -> Result<Batch<T>, FileProblem> {
        let mut batch = Batch { lines: Vec::new(), rows: Vec::new(), said: Vec::new(), is_last: false };
        while batch.rows.len() < ROWS_PER_TRANSACTION && batch.said.len() < ROWS_PER_TRANSACTION {
            match reader.next().transpose()? {
                Some(Line::Good { line, row }) => {
                    batch.lines.push(line);
                    batch.rows.push(row);
                }
                Some(Line::Bad(report)) => batch.said.push(self.said(&report, true)),
                Some(Line::Notice(report)) => batch.said.push(self.said(&report, false)),
                None => {
                    batch.is_last = true;
                    break;
                }
            }
        }
        Ok(batch)
    }

    fn said<P: Problem>(&self, report: &Report<P>, is_bad: bool) -> Said {
        Said { line: report.line, is_bad, sentence: report.sentence(self.options.language) }
    }

    fn tell(&mut self, said: Vec<Said>) {
        for Said { is_bad, sentence, .. } in said {
            self.tally.bad += u64::from(is_bad);
            if is_bad || !self.is_quiet {
                self.watch.said(is_bad, &sentence);
            }
        }
    }
}
