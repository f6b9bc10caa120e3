//! Schools: one row is one school.

use std::collections::HashMap;
use std::io::Read;

use super::{Effect, Effects, ImportError, Opened, Target};
use crate::app::App;
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::import::problem::FileProblem;
use crate::services::import::schools::{self, SchoolRow, Schools};
use crate::store::Transaction;
use crate::store::school::{self, School};

/// Stores schools.
#[derive(Clone)]
pub struct SchoolTarget<'a> {
    app: &'a App,
    level: Option<Level>,
}

impl<'a> SchoolTarget<'a> {
    /// For files whose schools are all of one `level`, or say it themselves.
    #[must_use]
    pub fn new(app: &'a App, level: Option<Level>) -> Self {
        Self { app, level }
    }
}

impl Target for SchoolTarget<'_> {
    type Kind = Schools;
    const WORD: &'static str = "schools";

    fn open(&self, input: Box<dyn Read>) -> Result<Opened<Schools>, FileProblem> {
        schools::read(input, self.level)
    }

    async fn prepare(&mut self, _rows: &[SchoolRow]) -> Result<(), ImportError> {
        Ok(())
    }

    async fn store(
        &mut self,
        transaction: &Transaction,
        rows: &[SchoolRow],
    ) -> Result<Effects<Schools>, ImportError> {
        let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        let stored = school::by_codes(transaction, &codes).await?;
        let mut known: HashMap<(String, String), School> =
            stored.into_iter().map(|school| (key(&school), school)).collect();
        let mut written: HashMap<(String, String), School> = HashMap::new();
        let mut effects = Vec::with_capacity(rows.len());
        for row in rows {
            let mut school = stored_form(row);
            let effect = match known.get(&key(&school)) {
                None => Effect::New,
                // What a later school year said stays.
                Some(old) if year(&school).is_some_and(|now| Some(now) < year(old)) => Effect::Unchanged,
                Some(old) => {
                    keep_unsaid(&mut school, old);
                    if school == *old { Effect::Unchanged } else { Effect::Changed }
                }
            };
            if effect != Effect::Unchanged {
                known.insert(key(&school), school.clone());
                written.insert(key(&school), school);
            }
            effects.push(Ok(effect));
        }
        school::put(transaction, written.into_values().collect(), self.app.clock.now()).await?;
        Ok(effects)
    }

    async fn finish(&mut self, _transaction: &Transaction) -> Result<(), ImportError> {
        Ok(())
    }
}

fn key(school: &School) -> (String, String) {
    (school.code.clone(), school.level.clone())
}

fn year(school: &School) -> Option<u16> {
    school.source_year.as_deref().and_then(|year| year.parse().ok())
}

/// The ministry's files have different columns: what one does not say, another said.
fn keep_unsaid(school: &mut School, old: &School) {
    let pairs = [
        (&mut school.district, &old.district),
        (&mut school.ownership, &old.ownership),
        (&mut school.address, &old.address),
        (&mut school.phone, &old.phone),
        (&mut school.website, &old.website),
        (&mut school.source_year, &old.source_year),
    ];
    for (new, old) in pairs {
        if new.is_none() {
            new.clone_from(old);
        }
    }
}

fn stored_form(row: &SchoolRow) -> School {
    School {
        code: row.code.clone(),
        level: row.level.word().to_owned(),
        name: row.name.clone(),
        county: row.county.to_owned(),
        district: row.district.map(str::to_owned),
        ownership: row.ownership.clone(),
        address: row.address.clone(),
        phone: row.phone.clone(),
        website: row.website.clone(),
        source_year: row.year.map(|year| year.to_string()),
    }
}
