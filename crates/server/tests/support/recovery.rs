//! Somebody who cannot sign in, and what they send.

use axum::http::Method;
use contract::api::flow::Flow;
use contract::paths;
use contract::rules::birthday::Birthday;
use contract::rules::date::Date;
use contract::rules::id_number::IdNumber;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use server::crypto::seal::{self, Place};
use server::services::import::personal::{Column, id_tags, kba_tag};

use super::TestApp;
use super::browser::{Answer, Browser};

/// Who is added by [`TestApp::with_ming`].
pub(crate) const NAME: &str = "王小明";
pub(crate) const ID: &str = "A123456789";
pub(crate) const BIRTHDAY: &str = "2013/5/6";
pub(crate) const NEW: &str = "mango4river";

impl TestApp {
    /// A pupil called `ming` at school 193501 with [`NAME`], [`ID`], [`BIRTHDAY`] and both contacts.
    pub(crate) async fn with_ming(self) -> Self {
        self.add_pupil("ming", ID, "active", true).await;
        self
    }

    pub(crate) async fn add_pupil(&self, account: &str, id: &str, state: &str, has_contacts: bool) {
        self.add_person(account, "pupil", NAME, state).await;
        self.identify(account, id).await;
        if has_contacts {
            self.add_contacts(account).await;
        }
    }

    /// Gives an account's person a real ID number and [`BIRTHDAY`].
    pub(crate) async fn identify(&self, account: &str, id: &str) {
        let keys = &self.app.keys;
        let number = IdNumber::parse(id).unwrap();
        let today = Date::new(2026, 11, 1).unwrap();
        let birthday = Birthday::parse(BIRTHDAY, contract::api::session::Role::Pupil, today).unwrap();
        let person = self.text(&format!("SELECT person_id FROM account WHERE name = '{account}'")).await;
        let blob = |bytes: &[u8]| self.blob(bytes);
        let sql = format!(
            "UPDATE person SET id_tag = {}, kba_tag = {}, id_sealed = {}, birthday_sealed = {} WHERE id = '{person}'",
            blob(&id_tags(keys, &number)[0]),
            blob(&kba_tag(keys, &number, birthday, NAME)),
            blob(&Column::IdNumber.seal(keys, &person, id).unwrap()),
            blob(&Column::Birthday.seal(keys, &person, "2013-05-06").unwrap()),
        );
        self.sql(&sql).await;
    }

    pub(crate) async fn add_contacts(&self, account: &str) {
        let person = self.text(&format!("SELECT person_id FROM account WHERE name = '{account}'")).await;
        let mail = Column::BackupMail.seal(&self.app.keys, &person, "family@home.example").unwrap();
        let mobile = Column::BackupMobile.seal(&self.app.keys, &person, "0900000123").unwrap();
        for (kind, sealed) in [("mail", mail), ("mobile", mobile)] {
            let sealed = self.blob(&sealed);
            self.sql(&format!("INSERT INTO contact VALUES ('{person}', '{kind}', {sealed}, 0)")).await;
        }
    }

    fn blob(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match self.database.get_database_backend() {
            sea_orm::DbBackend::Postgres => format!("decode('{hex}', 'hex')"),
            _ => format!("x'{hex}'"),
        }
    }

    /// What the newest message of a kind says, and whom it is for.
    pub(crate) async fn newest_message(&self, kind: &str) -> (Option<String>, Value) {
        let sql = format!(
            "SELECT id, account_id, content_sealed FROM message WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1"
        );
        let statement = Statement::from_string(self.database.get_database_backend(), sql);
        let row = self.database.query_one_raw(statement).await.unwrap().expect("a message");
        let id: String = row.try_get("", "id").unwrap();
        let sealed: Vec<u8> = row.try_get("", "content_sealed").unwrap();
        let place = Place { column: "message.content", row: &id };
        let plain = seal::open(&self.app.keys, place, &sealed).unwrap();
        (row.try_get("", "account_id").unwrap(), serde_json::from_slice(&plain).unwrap())
    }

    /// The digits of the newest code.
    pub(crate) async fn newest_code(&self) -> String {
        self.newest_message("code").await.1["code"].as_str().unwrap().to_owned()
    }
}

/// Personal data that is right, with the answer to the flow's challenge.
pub(crate) fn identity(flow: &Flow) -> Value {
    let mut body = Browser::step(flow, "", "");
    body.as_object_mut().unwrap().retain(|key, _| key == "version" || key == "challenge");
    body["school"] = json!({ "code": "193501", "level": "junior_high" });
    body["name"] = json!(NAME);
    body["id_number"] = json!(ID);
    body["birthday"] = json!(BIRTHDAY);
    body
}

/// A step's body: version, the answer to the challenge if there is one, and `fields`.
pub(crate) fn body(flow: &Flow, fields: Value) -> Value {
    let mut body = identity(flow);
    body.as_object_mut().unwrap().retain(|key, _| key == "version" || key == "challenge");
    for (key, value) in fields.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

impl Browser {
    pub(crate) async fn open_recovery(&mut self, path: &str, proof: &str) -> Flow {
        let answer = self.post(path, &json!({ "proof": proof })).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.flow()
    }

    pub(crate) async fn take(&mut self, flow: &Flow, template: &str, body: &Value) -> Answer {
        self.post(&paths::flow_step(template, &flow.id), body).await
    }

    pub(crate) async fn take_with_key(
        &mut self,
        flow: &Flow,
        template: &str,
        key: &str,
        body: &Value,
    ) -> Answer {
        let path = paths::flow_step(template, &flow.id);
        self.ask(Method::POST, &path, &[(paths::IDEMPOTENCY_HEADER, key)], Some(body)).await
    }

    /// A flow whose owner has proved who they are by personal data.
    pub(crate) async fn proved(&mut self) -> Flow {
        let flow = self.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let answer = self.take(&flow, paths::FLOW_STEP_IDENTITY, &identity(&flow)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.flow()
    }

    /// Sets a new password in a flow that is at it.
    pub(crate) async fn set_password(&mut self, flow: &Flow, password: &str) -> Answer {
        let fields = json!({ "version": flow.version, "password": password, "confirmation": password });
        self.take(flow, paths::FLOW_STEP_NEW_PASSWORD, &fields).await
    }

    /// A flow at its code.
    pub(crate) async fn at_code(&mut self, path: &str, account: &str) -> Flow {
        let flow = self.open_recovery(path, "code").await;
        let answer =
            self.take(&flow, paths::FLOW_STEP_ACCOUNT, &body(&flow, json!({ "account": account }))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.flow()
    }
}
