//! The people of one batch: what is stored of them, and what has to be written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::clock::Timestamp;
use crate::crypto::keyring::Keyring;
use crate::services::import::people::PersonRow;
use crate::services::import::personal::id_tags;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::roster::{self, Account, Contact, Known, Person, Place};
use crate::store::{Result, Transaction, session};

/// The tag of a person's ID number under the newest key.
pub(super) type Tag = [u8; 32];

/// One person of the batch.
pub(super) struct Entry {
    /// The internal id; a new one for a new person.
    pub(super) id: String,
    /// What is stored, or was decided by an earlier row of the batch.
    pub(super) known: Option<Known>,
    pub(super) places: Vec<Place>,
    /// Sealed, by kind.
    pub(super) contacts: HashMap<String, Vec<u8>>,
    pub(super) account: Option<Account>,
}

/// What is stored of the batch's people.
pub(super) struct Ledger {
    /// The tag of each row's person.
    pub(super) tags: Vec<Tag>,
    pub(super) entries: HashMap<Tag, Entry>,
    /// Whose account it is, by name.
    pub(super) owners: HashMap<String, String>,
}

impl Ledger {
    /// Reads what is stored, in a handful of statements.
    pub(super) async fn read(keys: &Keyring, transaction: &Transaction, rows: &[PersonRow]) -> Result<Self> {
        let tags: Vec<Vec<Tag>> = rows.iter().map(|row| id_tags(keys, &row.id)).collect();
        let wanted: BTreeSet<Vec<u8>> = tags.iter().flatten().map(|tag| tag.to_vec()).collect();
        let people = roster::people(transaction, wanted.into_iter().collect()).await?;
        let by_tag: HashMap<Vec<u8>, Known> =
            people.into_iter().map(|known| (known.id_tag.clone(), known)).collect();
        let mut entries = HashMap::new();
        for tags in &tags {
            let known = || tags.iter().find_map(|tag| by_tag.get(tag.as_slice())).cloned();
            entries.entry(newest(tags)).or_insert_with(|| Entry::new(known()));
        }
        read_belongings(transaction, &mut entries).await?;
        let names: BTreeSet<&str> =
            rows.iter().filter_map(|row| Some(row.own.account.as_ref()?.as_str())).collect();
        let named = roster::accounts_named(transaction, &Vec::from_iter(names)).await?;
        let owners = named.into_iter().map(|account| (account.name, account.person_id)).collect();
        Ok(Self { tags: tags.iter().map(|tags| newest(tags)).collect(), entries, owners })
    }

    /// The person with this tag.
    pub(super) fn entry(&mut self, tag: Tag) -> &mut Entry {
        self.entries.entry(tag).or_insert_with(|| Entry::new(None))
    }
}

impl Entry {
    fn new(known: Option<Known>) -> Self {
        let id = known.as_ref().map_or_else(crate::random::subject_id, |known| known.id.clone());
        Self { id, known, places: Vec::new(), contacts: HashMap::new(), account: None }
    }

    /// The name of the person's account, and the person.
    pub(super) fn account_owner(&self) -> Option<(String, String)> {
        self.account.as_ref().map(|account| (account.name.clone(), self.id.clone()))
    }
}

/// A keyring always has a key, so there is a newest tag.
fn newest(tags: &[Tag]) -> Tag {
    tags.first().copied().unwrap_or_default()
}

/// Reads places, contacts and accounts of the people who are stored.
async fn read_belongings(transaction: &Transaction, entries: &mut HashMap<Tag, Entry>) -> Result<()> {
    let mut by_id: HashMap<String, &mut Entry> = entries
        .values_mut()
        .filter(|entry| entry.known.is_some())
        .map(|entry| (entry.id.clone(), entry))
        .collect();
    let ids: Vec<String> = by_id.keys().cloned().collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for place in roster::places(transaction, &ids).await? {
        if let Some(entry) = by_id.get_mut(&place.person_id) {
            entry.places.push(place);
        }
    }
    for contact in roster::contacts(transaction, &ids).await? {
        if let Some(entry) = by_id.get_mut(&contact.person_id) {
            entry.contacts.insert(contact.kind, contact.value_sealed);
        }
    }
    for account in roster::accounts(transaction, &ids).await? {
        if let Some(entry) = by_id.get_mut(&account.person_id) {
            entry.account = Some(account);
        }
    }
    Ok(())
}

/// What the batch's rows want written, each thing once.
#[derive(Default)]
pub(super) struct Writes {
    people: BTreeMap<String, Person>,
    places: BTreeMap<(String, String, String, i64), Place>,
    dropped: Vec<Place>,
    contacts: BTreeMap<(String, String), Contact>,
    accounts: BTreeMap<String, Account>,
    disabled: Vec<String>,
}

impl Writes {
    pub(super) fn person(&mut self, person: Person) {
        self.people.insert(person.id.clone(), person);
    }

    pub(super) fn place(&mut self, place: Place) {
        let Place { person_id, school_code, school_level, position, .. } = place.clone();
        self.places.insert((person_id, school_code, school_level, position), place);
    }

    /// A place is gone; one that an earlier row wanted is not written at all.
    pub(super) fn drop_place(&mut self, place: Place) {
        let Place { person_id, school_code, school_level, position, .. } = place.clone();
        self.places.remove(&(person_id, school_code, school_level, position));
        self.dropped.push(place);
    }

    pub(super) fn contact(&mut self, contact: Contact) {
        self.contacts.insert((contact.person_id.clone(), contact.kind.clone()), contact);
    }

    pub(super) fn account(&mut self, account: Account) {
        self.accounts.insert(account.id.clone(), account);
    }

    /// The account may be used no longer: its sessions end too.
    pub(super) fn disabled(&mut self, account_id: String) {
        self.disabled.push(account_id);
    }

    /// Writes everything.
    pub(super) async fn run(self, transaction: &Transaction, now: Timestamp) -> Result<()> {
        roster::put_people(transaction, self.people.into_values().collect(), now).await?;
        for place in &self.dropped {
            roster::drop_place(transaction, place).await?;
        }
        roster::put_places(transaction, self.places.into_values().collect()).await?;
        roster::put_contacts(transaction, self.contacts.into_values().collect(), now).await?;
        roster::put_accounts(transaction, self.accounts.into_values().collect(), now).await?;
        for account_id in self.disabled {
            session::end_all(transaction, &account_id, now).await?;
            let subject = Subject {
                account_id: Some(account_id),
                detail: Some("import: disabled".into()),
                ..Subject::default()
            };
            audit::append(transaction, Event::AccountChanged, Actor::Operator, subject, now).await?;
        }
        Ok(())
    }
}
