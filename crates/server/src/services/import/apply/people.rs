//! People: one row is one place of a person.

use std::collections::HashMap;
use std::io::Read;

use super::desk::{Desk, Leftovers};
use super::ledger::{Ledger, Tag, Writes};
use super::{Effects, ImportError, Opened, Target};
use crate::app::App;
use crate::services::import::csv_file::cells::Fault;
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::import::people::{
    self, NewPassword, People, PersonColumn as C, PersonProblem as P, PersonRow, Rules,
};
use crate::services::import::problem::FileProblem;
use crate::store::{self, Transaction, account, bulk, roster, school};

/// Passwords that are hashed at the same time.
const HASHES_AT_ONCE: usize = 4;

/// Stores people.
pub struct PersonTarget<'a> {
    app: &'a App,
    rules: Rules,
    schools: HashMap<String, Vec<Level>>,
    /// Hashes made for the batch at hand, by account.
    hashes: HashMap<String, String>,
    leftovers: Leftovers,
}

impl<'a> PersonTarget<'a> {
    /// Makes the database ready for many rows, and reads which schools there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new(app: &'a App, rules: Rules) -> store::Result<Self> {
        bulk::prepare(&app.store).await?;
        let mut schools: HashMap<String, Vec<Level>> = HashMap::new();
        for (code, level) in school::keys(&app.store).await? {
            if let Some(level) = Level::from_word(&level) {
                schools.entry(code).or_default().push(level);
            }
        }
        Ok(Self { app, rules, schools, hashes: HashMap::new(), leftovers: Leftovers::default() })
    }

    /// The level of the row's school, if there is such a school.
    fn level(&self, row: &PersonRow) -> Result<Level, Fault<C, P>> {
        let code = row.school_code.clone();
        let Some(levels) = self.schools.get(&code) else {
            return Err(Fault::at(C::SchoolCode, P::SchoolUnknown { code }));
        };
        match (row.school_level, levels.as_slice()) {
            (Some(level), levels) if levels.contains(&level) => Ok(level),
            (Some(_), _) => Err(Fault::at(C::SchoolLevel, P::SchoolLevelElsewhere { code })),
            (None, [only]) => Ok(*only),
            (None, _) => Err(Fault::at(C::SchoolCode, P::SchoolLevelNeeded { code })),
        }
    }

    /// The row's account must be the person's own, and nobody else's.
    fn owns_account(ledger: &Ledger, row: &PersonRow, tag: Tag) -> Result<(), Fault<C, P>> {
        let (Some(entry), Some(wanted)) = (ledger.entries.get(&tag), &row.own.account) else { return Ok(()) };
        let owner = ledger.owners.get(wanted.as_str());
        match &entry.account {
            Some(account) if account.name != wanted.as_str() => Err(Fault::at(C::Account, P::AccountOther)),
            None if owner.is_some_and(|owner| *owner != entry.id) => {
                Err(Fault::at(C::Account, P::AccountTaken))
            }
            _ => Ok(()),
        }
    }
}

impl Target for PersonTarget<'_> {
    type Kind = People;
    const WORD: &'static str = "people";

    fn open(&self, input: Box<dyn Read>) -> Result<Opened<People>, FileProblem> {
        people::read(input, self.rules)
    }

    /// Hashes the passwords of accounts that have none: that takes long, and no lock is held.
    async fn prepare(&mut self, rows: &[PersonRow]) -> Result<(), ImportError> {
        self.hashes.clear();
        let mut wanted = Vec::new();
        for row in rows {
            let (Some(name), Some(NewPassword::Plain(plain))) = (&row.own.account, &row.own.password) else {
                continue;
            };
            let stored = account::by_name(&self.app.store, name.as_str()).await?;
            if stored.is_none_or(|account| account.password_hash.is_none()) {
                wanted.push((name.as_str().to_owned(), plain.clone()));
            }
        }
        for chunk in wanted.chunks(HASHES_AT_ONCE) {
            let tasks = chunk.iter().cloned().map(|(name, plain)| {
                let pool = self.app.pool.clone();
                tokio::spawn(async move {
                    let place = pool.reserve(None).ok()?;
                    Some((name, pool.hash(&place, &plain).await?))
                })
            });
            for task in Vec::from_iter(tasks) {
                let hashed = task.await.ok().flatten().ok_or(ImportError::Hashing)?;
                self.hashes.extend([hashed]);
            }
        }
        Ok(())
    }

    async fn store(
        &mut self,
        transaction: &Transaction,
        rows: &[PersonRow],
    ) -> Result<Effects<People>, ImportError> {
        let mut ledger = Ledger::read(&self.app.keys, transaction, rows).await?;
        let mut writes = Writes::default();
        let mut effects = Vec::with_capacity(rows.len());
        for (row, tag) in rows.iter().zip(std::mem::take(&mut ledger.tags)) {
            let judged =
                self.level(row).and_then(|level| Self::owns_account(&ledger, row, tag).map(|()| level));
            let level = match judged {
                Ok(level) => level,
                Err(fault) => {
                    effects.push(Err(fault));
                    continue;
                }
            };
            let entry = ledger.entry(tag);
            let desk = Desk { keys: &self.app.keys, hashes: &self.hashes, row, tag, writes: &mut writes };
            effects.push(Ok(desk.enter(entry, level, &mut self.leftovers)?));
            if let Some((name, owner)) = entry.account_owner() {
                ledger.owners.insert(name, owner);
            }
        }
        writes.run(transaction, self.app.clock.now()).await?;
        Ok(effects)
    }

    async fn finish(&mut self, transaction: &Transaction) -> Result<(), ImportError> {
        for ((person_id, school_code), from) in self.leftovers.drain() {
            roster::drop_places_from(transaction, &person_id, &school_code, from).await?;
        }
        Ok(())
    }
}
