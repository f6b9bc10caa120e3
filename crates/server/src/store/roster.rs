//! People as an import reads and writes them, many at a time: person, places, contacts, account.

use sea_orm::{FromQueryResult, Value};

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction, bulk};

/// What is known of a stored person without opening anything sealed.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Known {
    /// The internal id.
    pub id: String,
    /// The tag by which the ID number is looked up.
    pub id_tag: Vec<u8>,
    /// What the person is.
    pub role: String,
    /// A keyed hash of everything that [`Person`] holds.
    pub fingerprint: Vec<u8>,
}

/// A person to be written.
#[derive(Debug, Clone)]
pub struct Person {
    /// The internal id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What the person is.
    pub role: &'static str,
    /// The kind of the ID number.
    pub id_kind: &'static str,
    /// The ID number, sealed.
    pub id_sealed: Vec<u8>,
    /// The tag by which it is looked up.
    pub id_tag: Vec<u8>,
    /// The birthday, sealed.
    pub birthday_sealed: Vec<u8>,
    /// The tag of ID number, birthday and name together.
    pub kba_tag: Vec<u8>,
    /// A keyed hash of all of this.
    pub fingerprint: Vec<u8>,
}

/// A person's place at a school.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Place {
    /// Whose.
    pub person_id: String,
    /// The school's code.
    pub school_code: String,
    /// The school's level.
    pub school_level: String,
    /// Its order among the person's places at this school.
    pub position: i64,
    /// Titles, a JSON array.
    pub titles: String,
    /// The school year.
    pub year: Option<String>,
    /// The semester.
    pub semester: Option<String>,
    /// The grade.
    pub grade: Option<String>,
    /// The class.
    pub class: Option<String>,
    /// The seat.
    pub seat: Option<String>,
    /// What is taught, a JSON array.
    pub teaching: String,
}

/// A way to reach a person.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Contact {
    /// Whose.
    pub person_id: String,
    /// `mail` or `mobile`.
    pub kind: String,
    /// The address or number, sealed.
    pub value_sealed: Vec<u8>,
}

/// An account, as far as an import may touch it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Account {
    /// The internal id.
    pub id: String,
    /// Whose.
    pub person_id: String,
    /// Its name.
    pub name: String,
    /// Whether it may be used.
    pub state: String,
    /// The password's PHC string.
    pub password_hash: Option<String>,
}

/// The people with these tags.
///
/// # Errors
/// When the database fails.
pub async fn people(transaction: &Transaction, id_tags: Vec<Vec<u8>>) -> Result<Vec<Known>> {
    let tags: Vec<Value> = id_tags.into_iter().map(Value::from).collect();
    let select = "SELECT id, id_tag, role, fingerprint FROM person WHERE id_tag IN";
    bulk::select_in(transaction, select, &tags).await
}

/// The places of these people.
///
/// # Errors
/// When the database fails.
pub async fn places(transaction: &Transaction, people: &[&str]) -> Result<Vec<Place>> {
    let select = "SELECT person_id, school_code, school_level, position, titles, year, semester, grade, class, \
                  seat, teaching FROM affiliation WHERE person_id IN";
    bulk::select_in(transaction, select, &texts(people)).await
}

/// The contacts of these people.
///
/// # Errors
/// When the database fails.
pub async fn contacts(transaction: &Transaction, people: &[&str]) -> Result<Vec<Contact>> {
    let select = "SELECT person_id, kind, value_sealed FROM contact WHERE person_id IN";
    bulk::select_in(transaction, select, &texts(people)).await
}

/// The accounts of these people.
///
/// # Errors
/// When the database fails.
pub async fn accounts(transaction: &Transaction, people: &[&str]) -> Result<Vec<Account>> {
    let select = "SELECT id, person_id, name, state, password_hash FROM account WHERE person_id IN";
    bulk::select_in(transaction, select, &texts(people)).await
}

/// The accounts with these names.
///
/// # Errors
/// When the database fails.
pub async fn accounts_named(transaction: &Transaction, names: &[&str]) -> Result<Vec<Account>> {
    let select = "SELECT id, person_id, name, state, password_hash FROM account WHERE name IN";
    bulk::select_in(transaction, select, &texts(names)).await
}

/// A person's ID number as it is stored.
///
/// # Errors
/// When the database fails.
pub async fn id_sealed(store: &Store, person_id: &str) -> Result<Option<Vec<u8>>> {
    #[derive(FromQueryResult)]
    struct Row {
        id_sealed: Vec<u8>,
    }
    let row: Option<Row> =
        store.one("SELECT id_sealed FROM person WHERE id = $1", [person_id.into()]).await?;
    Ok(row.map(|row| row.id_sealed))
}

/// Stores people, each once.
///
/// # Errors
/// When the database fails.
pub async fn put_people(transaction: &Transaction, people: Vec<Person>, now: Timestamp) -> Result<()> {
    let rows = people.into_iter().map(|person| {
        vec![
            person.id.into(),
            person.name.into(),
            person.role.into(),
            person.id_kind.into(),
            person.id_sealed.into(),
            person.id_tag.into(),
            person.birthday_sealed.into(),
            person.kba_tag.into(),
            person.fingerprint.into(),
            now.0.into(),
            now.0.into(),
        ]
    });
    let into = "person (id, name, role, id_kind, id_sealed, id_tag, birthday_sealed, kba_tag, fingerprint, \
                created_at, updated_at)";
    let conflict = "ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, \
                    id_kind = excluded.id_kind, id_sealed = excluded.id_sealed, id_tag = excluded.id_tag, \
                    birthday_sealed = excluded.birthday_sealed, kba_tag = excluded.kba_tag, \
                    fingerprint = excluded.fingerprint, updated_at = excluded.updated_at";
    bulk::insert(transaction, into, conflict, rows.collect()).await
}

/// Stores places, each once.
///
/// # Errors
/// When the database fails.
pub async fn put_places(transaction: &Transaction, places: Vec<Place>) -> Result<()> {
    let rows = places.into_iter().map(|place| {
        vec![
            place.person_id.into(),
            place.school_code.into(),
            place.school_level.into(),
            place.position.into(),
            place.titles.into(),
            place.year.into(),
            place.semester.into(),
            place.grade.into(),
            place.class.into(),
            place.seat.into(),
            place.teaching.into(),
        ]
    });
    let into = "affiliation (person_id, school_code, school_level, position, titles, year, semester, grade, \
                class, seat, teaching)";
    let conflict = "ON CONFLICT (person_id, school_code, school_level, position) DO UPDATE SET \
                    titles = excluded.titles, year = excluded.year, semester = excluded.semester, \
                    grade = excluded.grade, class = excluded.class, seat = excluded.seat, \
                    teaching = excluded.teaching";
    bulk::insert(transaction, into, conflict, rows.collect()).await
}

/// Removes a place.
///
/// # Errors
/// When the database fails.
pub async fn drop_place(transaction: &Transaction, place: &Place) -> Result<()> {
    let sql = "DELETE FROM affiliation \
               WHERE person_id = $1 AND school_code = $2 AND school_level = $3 AND position = $4";
    let values = [
        place.person_id.as_str().into(),
        place.school_code.as_str().into(),
        place.school_level.as_str().into(),
        place.position.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// Removes a person's places at a school from `position` on.
///
/// # Errors
/// When the database fails.
pub async fn drop_places_from(
    transaction: &Transaction,
    person_id: &str,
    school_code: &str,
    position: i64,
) -> Result<u64> {
    let sql = "DELETE FROM affiliation WHERE person_id = $1 AND school_code = $2 AND position >= $3";
    transaction.run(sql, [person_id.into(), school_code.into(), position.into()]).await
}

/// Stores contacts, each once.
///
/// # Errors
/// When the database fails.
pub async fn put_contacts(transaction: &Transaction, contacts: Vec<Contact>, now: Timestamp) -> Result<()> {
    let rows = contacts.into_iter().map(|contact| {
        vec![contact.person_id.into(), contact.kind.into(), contact.value_sealed.into(), now.0.into()]
    });
    let into = "contact (person_id, kind, value_sealed, updated_at)";
    let conflict = "ON CONFLICT (person_id, kind) DO UPDATE SET value_sealed = excluded.value_sealed, \
                    updated_at = excluded.updated_at";
    bulk::insert(transaction, into, conflict, rows.collect()).await
}

/// Stores accounts, each once. A password that is there stays.
///
/// # Errors
/// When the database fails.
pub async fn put_accounts(transaction: &Transaction, accounts: Vec<Account>, now: Timestamp) -> Result<()> {
    let rows = accounts.into_iter().map(|account| {
        let changed_at = account.password_hash.is_some().then_some(now.0);
        vec![
            account.id.into(),
            account.person_id.into(),
            account.name.into(),
            account.state.into(),
            account.password_hash.into(),
            changed_at.into(),
            now.0.into(),
            now.0.into(),
        ]
    });
    let into =
        "account (id, person_id, name, state, password_hash, password_changed_at, created_at, updated_at)";
    let conflict = "ON CONFLICT (id) DO UPDATE SET state = excluded.state, \
                    password_hash = COALESCE(account.password_hash, excluded.password_hash), \
                    password_changed_at = COALESCE(account.password_changed_at, excluded.password_changed_at), \
                    updated_at = excluded.updated_at";
    bulk::insert(transaction, into, conflict, rows.collect()).await
}

fn texts(values: &[&str]) -> Vec<Value> {
    values.iter().map(|value| (*value).into()).collect()
}
