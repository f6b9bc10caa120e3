//! The client: JSON to the server and back.

use gloo_net::http::Method;

use crate::api::error::Failure;
use crate::api::json::{FromJson, JsonObject, parse};
use crate::api::transport::{Answer, Request, Transport, Wire};

/// A request before it is sent.
pub(super) struct Call<'a>(Request<'a>);

impl<'a> Call<'a> {
    /// Asks for something.
    pub(super) const fn get(path: &'a str) -> Self {
        Self(Request { method: Method::GET, path, body: None, idempotency_key: None, is_last: false })
    }

    /// Has something carried out.
    pub(super) fn post(path: &'a str, body: JsonObject) -> Self {
        let body = Some(body.close());
        Self(Request { method: Method::POST, path, body, idempotency_key: None, is_last: false })
    }

    /// Has something taken away.
    pub(super) const fn delete(path: &'a str) -> Self {
        Self(Request { method: Method::DELETE, path, body: None, idempotency_key: None, is_last: false })
    }

    /// Sends the call also when everything ends.
    pub(super) const fn last(mut self) -> Self {
        self.0.is_last = true;
        self
    }

    /// Makes the call safe to repeat.
    pub(super) const fn once(mut self, key: &'a str) -> Self {
        self.0.idempotency_key = Some(key);
        self
    }

    /// Sends the call and reads the answer.
    pub(super) async fn json<T: FromJson>(self) -> Result<T, Failure> {
        let Answer { status, body } = self.answer().await?;
        parse(&body).ok_or(Failure::Unreadable { status })
    }

    /// Sends the call; the answer has nothing to read.
    pub(super) async fn done(self) -> Result<(), Failure> {
        self.answer().await.map(|_| ())
    }

    async fn answer(self) -> Result<Answer, Failure> {
        let answer = Wire::carry(self.0).await?;
        let is_success = (200..300).contains(&answer.status);
        if is_success { Ok(answer) } else { Err(Failure::from_answer(answer.status, parse(&answer.body))) }
    }
}
