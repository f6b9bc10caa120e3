//! A line to one county: let through by its health, in one of its places, within its time, to its hosts.

use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use tokio::sync::OwnedSemaphorePermit;

use crate::clock::{Clock, Timestamp};
use crate::county::egress::Egress;
use crate::county::health::Admission;
use crate::county::trouble::Trouble;
use crate::county::{Counties, Desk};
use crate::store::county::provider::Provider;

/// More than any honest answer, in bytes.
const BYTES_MAX: usize = 256 * 1024;
/// Everything that is asked of a county for one person may take so many times one request.
const DEADLINE_TIMES: u32 = 3;

/// A line. Its place is free again when it is dropped.
pub struct Line {
    pub(super) desk: Arc<Desk>,
    pub(super) admission: Admission,
    counties: Arc<Counties>,
    clock: Clock,
    egress: Egress,
    deadline: Duration,
    _place: OwnedSemaphorePermit,
}

impl Line {
    /// Opens a line to this county.
    ///
    /// # Errors
    /// [`Trouble::Unavailable`] while the county is left in peace or all places are taken.
    pub async fn open(counties: &Arc<Counties>, provider: &Provider, clock: &Clock) -> Result<Self, Trouble> {
        let egress = Egress::of(provider).ok_or(Trouble::Broken("issuer"))?;
        let desk = counties.desk(&provider.county);
        let waiting = tokio::time::timeout(counties.wait, desk.places.clone().acquire_owned()).await;
        // The semaphore is never closed: what fails here is the wait.
        let Ok(Ok(place)) = waiting else { return Err(Trouble::Unavailable("places", None)) };
        let admitted = {
            let mut health = desk.health.lock().unwrap_or_else(PoisonError::into_inner);
            health.admit(clock.now())
        };
        let admission = admitted.map_err(|until| Trouble::Unavailable("paused", Some(until)))?;
        Ok(Self {
            desk,
            admission,
            counties: counties.clone(),
            clock: clock.clone(),
            egress,
            deadline: counties.patience * DEADLINE_TIMES,
            _place: place,
        })
    }

    /// Does `work` over this line, and remembers how it went. Work that is given up in between counts
    /// neither way.
    ///
    /// # Errors
    /// What `work` met, or [`Trouble::Unavailable`] when it took too long.
    pub async fn run<T>(&self, work: impl Future<Output = Result<T, Trouble>> + Send) -> Result<T, Trouble> {
        let began = self.now();
        let result = tokio::time::timeout(self.deadline, work).await;
        let result = result.unwrap_or(Err(Trouble::Unavailable("deadline", None)));
        let now = self.now();
        let mut health = self.desk.health.lock().unwrap_or_else(PoisonError::into_inner);
        match &result {
            Err(trouble) if trouble.is_the_countys() => health.failed(&self.counties.rules, now),
            _ => health.succeeded(now.0.saturating_sub(began.0), now),
        }
        result
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Where requests may go.
    #[must_use]
    pub const fn egress(&self) -> &Egress {
        &self.egress
    }

    /// Sends one request.
    ///
    /// # Errors
    /// [`Trouble::Unavailable`] without an answer in time or with a server's error, [`Trouble::Broken`]
    /// where it may not be asked or answers too much.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Trouble> {
        let request = reqwest::Request::try_from(request).map_err(|_| Trouble::Broken("address"))?;
        if !self.egress.allows(request.url()) {
            return Err(Trouble::Broken("egress"));
        }
        let mut response = self.counties.http.execute(request).await.map_err(|error| unreachable(&error))?;
        let status = response.status();
        if status.is_server_error() || status == reqwest::StatusCode::TOO_MANY_REQUESTS {
            return Err(Trouble::Unavailable("status", None));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
            if body.len() + chunk.len() > BYTES_MAX {
                return Err(Trouble::Broken("size"));
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

fn unreachable(error: &reqwest::Error) -> Trouble {
    Trouble::Unavailable(if error.is_timeout() { "timeout" } else { "connection" }, None)
}

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Trouble>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
