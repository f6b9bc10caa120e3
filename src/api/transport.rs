//! How a request crosses the network and what comes back. The portal has one way, `fetch`; the studio
//! has another behind the same trait (`src/studio/played.rs`). Which one is compiled in is a type, so
//! that a release has no trace of the choice.

use contract::paths;
use gloo_net::http::{Method, RequestBuilder};

use crate::api::error::Failure;
use crate::device::{Deadline, is_online, tell_lost};

/// How long the portal waits for any answer.
const ANSWER_WAIT_MS: u32 = 15_000;

/// A request before it is sent.
pub(crate) struct Request<'a> {
    /// What is wanted of what is there.
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) path: &'a str,
    /// JSON.
    pub(crate) body: Option<String>,
    /// What makes it safe to repeat.
    pub(crate) idempotency_key: Option<&'a str>,
    /// Whether it goes out also when everything ends.
    pub(crate) is_last: bool,
}

/// What came back.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body as text.
    pub(crate) body: String,
}

/// A way to the server.
pub(crate) trait Transport {
    /// Sends the request; fails when no answer comes, and says why.
    async fn carry(request: Request<'_>) -> Result<Answer, Failure>;
}

/// The way that the portal takes.
#[cfg(not(feature = "studio"))]
pub(super) type Wire = Fetch;
#[cfg(feature = "studio")]
pub(super) type Wire = crate::studio::Played;

/// Over the network, with a deadline and the header that proves our own pages.
pub(crate) struct Fetch;

impl Transport for Fetch {
    async fn carry(request: Request<'_>) -> Result<Answer, Failure> {
        let deadline = Deadline::after(ANSWER_WAIT_MS, request.is_last);
        let answer = exchange(request, &deadline).await;
        answer.map_err(|_| lost(&deadline))
    }
}

async fn exchange(sent: Request<'_>, deadline: &Deadline) -> Result<Answer, gloo_net::Error> {
    let mut request = RequestBuilder::new(sent.path)
        .method(sent.method)
        .header(paths::REQUESTED_BY_HEADER, paths::REQUESTED_BY)
        .abort_signal(deadline.signal().as_ref());
    if let Some(key) = sent.idempotency_key {
        request = request.header(paths::IDEMPOTENCY_HEADER, key);
    }
    let answer = match sent.body {
        Some(body) => request.header("content-type", "application/json").body(body)?.send().await?,
        None => request.send().await?,
    };
    let body = answer.text().await?;
    Ok(Answer { status: answer.status(), body })
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
