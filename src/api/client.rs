//! The transport: JSON over fetch, with a deadline and the header that proves our own pages.

use contract::paths;
use gloo_net::http::{Method, RequestBuilder, Response};

use crate::api::error::Failure;
use crate::api::json::{FromJson, JsonObject, parse};
use crate::device::{Deadline, is_online, tell_lost};

/// How long the portal waits for any answer.
const ANSWER_WAIT_MS: u32 = 15_000;

/// A request before it is sent.
pub(super) struct Call<'a> {
    method: Method,
    path: &'a str,
    body: Option<String>,
    idempotency_key: Option<&'a str>,
    is_last: bool,
}

impl<'a> Call<'a> {
    /// Asks for something.
    pub(super) const fn get(path: &'a str) -> Self {
        Self { method: Method::GET, path, body: None, idempotency_key: None, is_last: false }
    }

    /// Has something carried out.
    pub(super) fn post(path: &'a str, body: JsonObject) -> Self {
        Self { method: Method::POST, path, body: Some(body.close()), idempotency_key: None, is_last: false }
    }

    /// Has something taken away.
    pub(super) const fn delete(path: &'a str) -> Self {
        Self { method: Method::DELETE, path, body: None, idempotency_key: None, is_last: false }
    }

    /// Sends the call also when everything ends.
    pub(super) const fn last(mut self) -> Self {
        self.is_last = true;
        self
    }

    /// Makes the call safe to repeat.
    pub(super) const fn once(mut self, key: &'a str) -> Self {
        self.idempotency_key = Some(key);
        self
    }

    /// Sends the call and reads the answer.
    pub(super) async fn json<T: FromJson>(self) -> Result<T, Failure> {
        let (status, text) = self.text().await?;
        parse(&text).ok_or(Failure::Unreadable { status })
    }

    /// Sends the call; the answer has nothing to read.
    pub(super) async fn done(self) -> Result<(), Failure> {
        self.text().await.map(|_| ())
    }

    async fn text(self) -> Result<(u16, String), Failure> {
        let deadline = Deadline::after(ANSWER_WAIT_MS, self.is_last);
        let answer = self.exchange(&deadline).await;
        let (ok, status, body) = answer.map_err(|_| lost(&deadline))?;
        if ok { Ok((status, body)) } else { Err(Failure::from_answer(status, parse(&body))) }
    }

    async fn exchange(self, deadline: &Deadline) -> Result<(bool, u16, String), gloo_net::Error> {
        let mut request = RequestBuilder::new(self.path)
            .method(self.method)
            .header(paths::REQUESTED_BY_HEADER, paths::REQUESTED_BY)
            .abort_signal(deadline.signal().as_ref());
        if let Some(key) = self.idempotency_key {
            request = request.header(paths::IDEMPOTENCY_HEADER, key);
        }
        let answer: Response = match self.body {
            Some(body) => request.header("content-type", "application/json").body(body)?.send().await?,
            None => request.send().await?,
        };
        let body = answer.text().await?;
        Ok((answer.ok(), answer.status(), body))
    }
}

/// Why no answer came.
fn lost(deadline: &Deadline) -> Failure {
    tell_lost();
    if !is_online() {
        Failure::Offline
    } else if deadline.has_passed() {
        Failure::TimedOut
    } else {
        Failure::Unreachable
    }
}
