//! People to sign in as, stored the way an import stores them.

use server::crypto::keyring::Purpose;
use server::crypto::seal::{self, Place};

use super::TestApp;

pub(crate) const PASSWORD: &str = "Sunny-day-7";

impl TestApp {
    /// A pupil with an account and [`PASSWORD`].
    pub(crate) async fn with_pupil(self, account: &str) -> Self {
        self.add_person(account, "pupil", "王小明", "active").await;
        self
    }

    pub(crate) async fn add_person(&self, account: &str, role: &str, name: &str, state: &str) {
        let place = self.app.pool.reserve(None).unwrap();
        let hash = self.app.pool.hash(&place, PASSWORD).await.unwrap();
        drop(place);
        let (id, account_id) = (server::random::subject_id(), server::random::subject_id());
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let sealed = |column| {
            hex(&seal::seal(&self.app.keys, Place { column, row: &id }, account.as_bytes()).unwrap())
        };
        // Nobody's: a test that proves who somebody is makes a `Pupil`.
        let tag = hex(&self.app.keys.tag(Purpose::IdNumber, &[account.as_bytes()]));
        let blob = |hex: &str| match self.database.get_database_backend() {
            sea_orm::DbBackend::Postgres => format!("decode('{hex}', 'hex')"),
            _ => format!("x'{hex}'"),
        };
        let (id_sealed, birthday, tag) =
            (blob(&sealed("person.id")), blob(&sealed("person.birthday")), blob(&tag));
        self.sql(&format!(
            "INSERT INTO person (id, name, role, id_kind, id_sealed, id_tag, birthday_sealed, kba_tag, \
             fingerprint, created_at, updated_at) \
             VALUES ('{id}', '{name}', '{role}', 'national', {id_sealed}, {tag}, {birthday}, {tag}, {tag}, 0, 0)"
        ))
        .await;
        self.sql(&format!(
            "INSERT INTO affiliation (person_id, school_code, school_level, position, titles, grade, class, seat, \
             teaching) VALUES ('{id}', '193501', '國中', 0, '[\"學生\"]', '8', '03', '12', '[]')"
        ))
        .await;
        self.sql(&format!(
            "INSERT INTO account (id, person_id, name, state, password_hash, created_at, updated_at) \
             VALUES ('{account_id}', '{id}', '{account}', '{state}', '{hash}', 0, 0)"
        ))
        .await;
    }
    /// A person's places, as an import would store them: school, titles, grade with class and seat (each
    /// may be empty), lessons.
    pub(crate) async fn place(&self, account: &str, rows: &[(&str, &str, Option<[&str; 3]>, &str)]) {
        let person = self.text(&format!("SELECT person_id FROM account WHERE name = '{account}'")).await;
        self.sql(&format!("DELETE FROM affiliation WHERE person_id = '{person}'")).await;
        for (position, (school, titles, class, teaching)) in rows.iter().enumerate() {
            let part = |at: usize| {
                class.map_or_else(
                    || "NULL".into(),
                    |class| match class[at] {
                        "" => "NULL".to_owned(),
                        value => format!("'{value}'"),
                    },
                )
            };
            self.sql(&format!(
                "INSERT INTO affiliation (person_id, school_code, school_level, position, titles, year, \
                 semester, grade, class, seat, teaching) VALUES ('{person}', '{school}', '國小', {position}, \
                 '{titles}', '115', '01', {}, {}, {}, '{teaching}')",
                part(0),
                part(1),
                part(2)
            ))
            .await;
        }
    }
}
