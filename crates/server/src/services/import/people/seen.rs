//! What is remembered of earlier rows, to find contradictions inside a file.
//!
//! Hashes under a key of this run, about 150 bytes a row; nothing that could be read back.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};

use contract::api::session::Role;

use super::{Own, PersonColumn as C, PersonProblem as P, PersonRow};
use crate::services::import::csv_file::cells::Fault;

#[derive(Default)]
pub(super) struct Seen {
    keys: RandomState,
    people: HashMap<u64, Known>,
    /// Whose account it is.
    accounts: HashMap<u64, u64>,
    /// The line of each different row.
    rows: HashMap<u64, u64>,
    /// How many rows put somebody who is no pupil at a school.
    places: HashMap<u64, u16>,
}

struct Known {
    line: u64,
    identity: u64,
    own: u64,
    role: Role,
}

type Told = Vec<Fault<C, P>>;

impl Seen {
    /// Gives the row its place among the person's rows; none if it says nothing new.
    pub(super) fn place(
        &mut self,
        line: u64,
        mut row: PersonRow,
        told: &mut Told,
    ) -> Result<Option<PersonRow>, Fault<C, P>> {
        let person = self.hash(row.id.as_str());
        let content = self.hash(&row);
        if let Some(first) = self.rows.get(&content) {
            told.push(Fault::at(C::IdNumber, P::Repeated { first: *first }));
            return Ok(None);
        }
        self.own_account(person, &row)?;
        let identity = self.hash((&row.name, row.birthday));
        let own = self.hash(&row.own);
        if let Some(known) = self.people.get(&person) {
            row.is_first = false;
            row.role = again(known, identity, row.role)?;
            if row.own != Own::default() && known.own != own {
                told.push(Fault { column: None, problem: P::FirstCounts { first: known.line } });
            }
        } else {
            self.people.insert(person, Known { line, identity, own, role: row.role });
        }
        self.rows.insert(content, line);
        if row.role != Role::Pupil {
            let place = self.hash((person, &row.school_code));
            let count = self.places.entry(place).or_default();
            row.position = *count;
            *count = count.saturating_add(1);
        }
        Ok(Some(row))
    }

    fn own_account(&mut self, person: u64, row: &PersonRow) -> Result<(), Fault<C, P>> {
        let Some(account) = &row.own.account else { return Ok(()) };
        let owner = *self.accounts.entry(self.keys.hash_one(account)).or_insert(person);
        if owner == person {
            return Ok(());
        }
        let first = self.people.get(&owner).map_or(0, |known| known.line);
        Err(Fault::at(C::Account, P::AccountTwice { first }))
    }

    fn hash(&self, value: impl Hash) -> u64 {
        self.keys.hash_one(value)
    }
}

/// The role of a person who was seen before: the first one, unless they cannot go together.
fn again(known: &Known, identity: u64, role: Role) -> Result<Role, Fault<C, P>> {
    let first = known.line;
    if known.identity != identity {
        return Err(Fault::at(C::IdNumber, P::IdConflict { first }));
    }
    match (known.role, role) {
        (Role::Pupil, Role::Pupil) => Err(Fault::at(C::IdNumber, P::PupilTwice { first })),
        (Role::Pupil, _) | (_, Role::Pupil) => Err(Fault::at(C::Role, P::RoleConflict { first })),
        (first_role, _) => Ok(first_role),
    }
}
