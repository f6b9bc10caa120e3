//! One log line and one count per request: route templates, never addresses, bodies or people.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::error::ProblemSlot;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, fills it into a problem, counts and logs the answer.
pub async fn request(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = crate::random::reference();
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let mut response = next.run(request).await;
    let slot = response.extensions_mut().remove::<ProblemSlot>();
    let code = slot.as_ref().map(|slot| slot.code());
    if let Some(slot) = slot {
        slot.fill(&mut response, &id);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let seconds = began.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    app.metrics.request(&method, &route, status, seconds);
    tracing::info!(request = id, method, route, status, code, ms = (seconds * 1000.0).round(), "answered");
    response
}
