//! Accounts and the people they belong to.

use contract::api::session::Role;
use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, StoreError, Transaction};

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// It may.
    Active,
    /// It may not until it is activated again.
    Disabled,
}

impl AccountState {
    /// The stable text in the database and in reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// Reads the stable text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Disabled].into_iter().find(|state| state.code() == code)
    }
}

/// An account as signing in needs it.
#[derive(Clone)]
pub struct Account {
    /// The internal id.
    pub id: String,
    /// Whose account it is.
    pub person_id: String,
    /// The account name without its suffix.
    pub name: String,
    /// Whether it may be used.
    pub state: AccountState,
    /// The password's PHC string; none until one is set.
    pub password_hash: Option<String>,
    /// When somebody last signed in.
    pub last_sign_in_at: Option<Timestamp>,
    /// When the password was last set.
    pub password_changed_at: Option<Timestamp>,
    /// How its owner proved to be the owner then; none where an import or nobody set it.
    pub password_changed_way: Option<String>,
    /// Whether its owner said that a change was not theirs.
    pub is_recovery_frozen: bool,
    /// From when on a new password that waits is valid.
    pub pending_from: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: String,
    person_id: String,
    name: String,
    state: String,
    password_hash: Option<String>,
    last_sign_in_at: Option<i64>,
    password_changed_at: Option<i64>,
    password_changed_way: Option<String>,
    recovery_frozen_at: Option<i64>,
    pending_from: Option<i64>,
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self> {
        Ok(Self {
            state: AccountState::from_code(&row.state).ok_or(StoreError::Damaged("account.state"))?,
            id: row.id,
            person_id: row.person_id,
            name: row.name,
            password_hash: row.password_hash,
            last_sign_in_at: row.last_sign_in_at.map(Timestamp),
            password_changed_at: row.password_changed_at.map(Timestamp),
            password_changed_way: row.password_changed_way,
            is_recovery_frozen: row.recovery_frozen_at.is_some(),
            pending_from: row.pending_from.map(Timestamp),
        })
    }
}

const COLUMNS: &str = "SELECT id, person_id, name, state, password_hash, last_sign_in_at, \
                       password_changed_at, password_changed_way, recovery_frozen_at, pending_from FROM account";

/// The account called `name`.
///
/// # Errors
/// When the database fails.
pub async fn by_name(store: &Store, name: &str) -> Result<Option<Account>> {
    let sql = [COLUMNS, " WHERE name = $1"].concat();
    store.one::<AccountRow, 1>(&sql, [name.into()]).await?.map(Account::try_from).transpose()
}

/// The account with the internal id `id`.
///
/// # Errors
/// When the database fails.
pub async fn by_id(store: &Store, id: &str) -> Result<Option<Account>> {
    let sql = [COLUMNS, " WHERE id = $1"].concat();
    store.one::<AccountRow, 1>(&sql, [id.into()]).await?.map(Account::try_from).transpose()
}

/// The account of a person.
///
/// # Errors
/// When the database fails.
pub async fn by_person(store: &Store, person_id: &str) -> Result<Option<Account>> {
    let sql = [COLUMNS, " WHERE person_id = $1"].concat();
    store.one::<AccountRow, 1>(&sql, [person_id.into()]).await?.map(Account::try_from).transpose()
}

/// Enables or disables an account.
///
/// # Errors
/// When the database fails.
pub async fn set_state(
    transaction: &Transaction,
    id: &str,
    state: AccountState,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE account SET state = $2, updated_at = $3 WHERE id = $1";
    transaction.run(sql, [id.into(), state.code().into(), now.0.into()]).await?;
    Ok(())
}

/// Remembers that somebody signed in.
///
/// # Errors
/// When the database fails.
pub async fn signed_in(transaction: &Transaction, id: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE account SET last_sign_in_at = $2 WHERE id = $1";
    transaction.run(sql, [id.into(), now.0.into()]).await?;
    Ok(())
}

/// Replaces a password's hash by one of the same password with the present parameters.
///
/// # Errors
/// When the database fails.
pub async fn rehash(transaction: &Transaction, id: &str, old: &str, new: &str) -> Result<()> {
    let sql = "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    transaction.run(sql, [id.into(), old.into(), new.into()]).await?;
    Ok(())
}

/// A person's name and role.
pub struct Person {
    /// The name as the school wrote it.
    pub name: String,
    /// What the person is.
    pub role: Role,
}

/// The person behind an account.
///
/// # Errors
/// When the database fails.
pub async fn person(store: &Store, person_id: &str) -> Result<Option<Person>> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        role: String,
    }
    let sql = "SELECT name, role FROM person WHERE id = $1";
    let Some(row) = store.one::<Row, 1>(sql, [person_id.into()]).await? else { return Ok(None) };
    let role = Role::from_code(&row.role).ok_or(StoreError::Damaged("person.role"))?;
    Ok(Some(Person { name: row.name, role }))
}

/// One place at one school, with the school's name.
#[derive(FromQueryResult)]
pub struct Affiliation {
    /// The ministry's code.
    pub school_code: String,
    /// The school's name; empty if the school was never imported.
    pub school_name: Option<String>,
    /// The school's county.
    pub county: Option<String>,
    /// Titles as a JSON array.
    pub titles: String,
    /// Grade.
    pub grade: Option<String>,
    /// Class.
    pub class: Option<String>,
    /// Seat number.
    pub seat: Option<String>,
}

/// Where a person belongs, in the order of the import.
///
/// # Errors
/// When the database fails.
pub async fn affiliations(store: &Store, person_id: &str) -> Result<Vec<Affiliation>> {
    let sql = "SELECT a.school_code, s.name AS school_name, s.county, a.titles, a.grade, a.class, a.seat \
               FROM affiliation a \
               LEFT JOIN school s ON s.code = a.school_code AND s.level = a.school_level \
               WHERE a.person_id = $1 ORDER BY a.position";
    store.all(sql, [person_id.into()]).await
}
