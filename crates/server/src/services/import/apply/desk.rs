//! What one row does to one person: facts, place, contacts, account.

use std::collections::HashMap;

use contract::api::session::Role;

use super::Effect;
use super::ledger::{Entry, Tag, Writes};
use crate::crypto::keyring::Keyring;
use crate::crypto::seal::SealError;
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::import::people::{NewPassword, PersonRow};
use crate::services::import::personal::{Column, fingerprint, kba_tag, kind_code};
use crate::store::account::AccountState;
use crate::store::roster::{Account, Contact, Known, Person, Place};

/// From which position on a person's places at a school are no longer in the file, by person
/// and school code.
pub(super) type Leftovers = HashMap<(String, String), i64>;

/// Where a row is entered.
pub(super) struct Desk<'a> {
    pub(super) keys: &'a Keyring,
    /// Hashes of passwords, by account.
    pub(super) hashes: &'a HashMap<String, String>,
    pub(super) row: &'a PersonRow,
    pub(super) tag: Tag,
    pub(super) writes: &'a mut Writes,
}

impl Desk<'_> {
    /// Enters the row; what is the person's own counts only in their first row.
    pub(super) fn enter(
        mut self,
        entry: &mut Entry,
        level: Level,
        leftovers: &mut Leftovers,
    ) -> Result<Effect, SealError> {
        let counts = self.row.is_first || entry.known.is_none();
        let person = if counts { self.person(entry)? } else { Effect::Unchanged };
        let place = self.place(entry, level, leftovers);
        let contacts = if counts { self.contacts(entry)? } else { Effect::Unchanged };
        let account = if counts { self.account(entry) } else { Effect::Unchanged };
        Ok(person.max(place).max(contacts).max(account))
    }

    fn person(&mut self, entry: &mut Entry) -> Result<Effect, SealError> {
        let (row, keys, role) = (self.row, self.keys, self.row.role.code());
        let fingerprint = fingerprint(keys, &row.id, row.birthday, &row.name, role).to_vec();
        let was_known = entry.known.as_ref();
        if was_known.is_some_and(|known| known.fingerprint == fingerprint) {
            return Ok(Effect::Unchanged);
        }
        let effect = if was_known.is_some() { Effect::Changed } else { Effect::New };
        if was_known.is_some_and(|known| known.role == Role::Pupil.code()) && row.role != Role::Pupil {
            // A pupil's place ends with the school days.
            entry.places.drain(..).for_each(|place| self.writes.drop_place(place));
        }
        let id = entry.id.clone();
        self.writes.person(Person {
            name: row.name.clone(),
            role,
            id_kind: kind_code(row.id.kind()),
            id_sealed: Column::IdNumber.seal(keys, &id, row.id.as_str())?,
            id_tag: self.tag.to_vec(),
            birthday_sealed: Column::Birthday.seal(keys, &id, &row.birthday.date().to_iso())?,
            kba_tag: kba_tag(keys, &row.id, row.birthday, &row.name).to_vec(),
            fingerprint: fingerprint.clone(),
            id: id.clone(),
        });
        entry.known = Some(Known { id, id_tag: self.tag.to_vec(), role: role.to_owned(), fingerprint });
        Ok(effect)
    }

    fn place(&mut self, entry: &mut Entry, level: Level, leftovers: &mut Leftovers) -> Effect {
        let row = self.row;
        let place = stored_form(&entry.id, row, level);
        let is_same_place = |old: &Place| is_same(old, &place);
        // A pupil is at one school; others keep what this file does not speak of.
        let is_replaced = |old: &Place| {
            let stands_here = old.school_code == place.school_code && old.position == place.position;
            !is_same_place(old) && (row.role == Role::Pupil || stands_here)
        };
        let (gone, mut kept): (Vec<Place>, Vec<Place>) = entry.places.drain(..).partition(is_replaced);
        let old = kept.iter().position(is_same_place).map(|at| kept.swap_remove(at));
        let effect = match &old {
            Some(old) if *old == place => Effect::Unchanged,
            Some(_) => Effect::Changed,
            None if row.role == Role::Pupil && !gone.is_empty() => Effect::Changed,
            None => Effect::New,
        };
        gone.into_iter().for_each(|place| self.writes.drop_place(place));
        note_leftovers(leftovers, &kept, &place);
        if effect != Effect::Unchanged {
            self.writes.place(place.clone());
        }
        kept.push(place);
        entry.places = kept;
        effect
    }

    fn contacts(&mut self, entry: &mut Entry) -> Result<Effect, SealError> {
        let contacts = [
            ("mail", Column::BackupMail, &self.row.own.backup_mail),
            ("mobile", Column::BackupMobile, &self.row.own.backup_mobile),
        ];
        let mut effect = Effect::Unchanged;
        for (kind, column, value) in contacts {
            let Some(value) = value else { continue };
            let stored = entry.contacts.get(kind);
            let opened = stored.and_then(|sealed| column.open(self.keys, &entry.id, sealed).ok());
            if opened.is_some_and(|opened| *opened == *value) {
                continue;
            }
            let value_sealed = column.seal(self.keys, &entry.id, value)?;
            entry.contacts.insert(kind.to_owned(), value_sealed.clone());
            self.writes.contact(Contact { person_id: entry.id.clone(), kind: kind.to_owned(), value_sealed });
            effect = Effect::Changed;
        }
        Ok(effect)
    }

    fn account(&mut self, entry: &mut Entry) -> Effect {
        let own = &self.row.own;
        let state = own.is_active.map(|is| if is { AccountState::Active } else { AccountState::Disabled });
        let password_hash = || match (&own.password, &own.account) {
            (Some(NewPassword::Hash(hash)), _) => Some(hash.clone()),
            (Some(NewPassword::Plain(_)), Some(name)) => self.hashes.get(name.as_str()).cloned(),
            _ => None,
        };
        let account = match (&entry.account, &own.account) {
            (Some(stored), _) => Account {
                state: state.map_or_else(|| stored.state.clone(), |state| state.code().to_owned()),
                password_hash: stored.password_hash.clone().or_else(password_hash),
                ..stored.clone()
            },
            (None, Some(name)) => Account {
                id: crate::random::row_id(),
                person_id: entry.id.clone(),
                name: name.as_str().to_owned(),
                state: state.unwrap_or(AccountState::Active).code().to_owned(),
                password_hash: password_hash(),
            },
            (None, None) => return Effect::Unchanged,
        };
        if entry.account.as_ref() == Some(&account) {
            return Effect::Unchanged;
        }
        let was_active = entry.account.as_ref().is_some_and(|old| old.state == AccountState::Active.code());
        if was_active && account.state == AccountState::Disabled.code() {
            self.writes.disabled(account.id.clone());
        }
        self.writes.account(account.clone());
        entry.account = Some(account);
        Effect::Changed
    }
}

/// Remembers places at the school that later rows may still claim.
fn note_leftovers(leftovers: &mut Leftovers, stored: &[Place], place: &Place) {
    let is_later = |old: &Place| old.school_code == place.school_code && old.position > place.position;
    let key = (place.person_id.clone(), place.school_code.clone());
    if stored.iter().any(is_later) || leftovers.contains_key(&key) {
        let from = leftovers.entry(key).or_default();
        *from = (*from).max(place.position + 1);
    }
}

fn is_same(old: &Place, new: &Place) -> bool {
    old.school_code == new.school_code && old.school_level == new.school_level && old.position == new.position
}

fn stored_form(person_id: &str, row: &PersonRow, level: Level) -> Place {
    Place {
        person_id: person_id.to_owned(),
        school_code: row.school_code.clone(),
        school_level: level.word().to_owned(),
        position: i64::from(row.position),
        titles: json(&row.titles),
        year: row.place.year.clone(),
        semester: row.place.semester.clone(),
        grade: row.place.grade.clone(),
        class: row.place.class.clone(),
        seat: row.place.seat.clone(),
        teaching: json(&row.teaching),
    }
}

fn json(list: &impl serde::Serialize) -> String {
    // invariant: lists of plain text always have a JSON form.
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
