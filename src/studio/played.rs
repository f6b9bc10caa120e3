//! The studio's way to the server: the answers are those of the scenario.

use wasm_bindgen::JsValue;

use crate::api::error::Failure;
use crate::api::{Answer, Fetch, Request, Transport};
use crate::studio::stage;

/// Out of the scenario; what it has no answer for is asked of the studio's own server.
pub(crate) struct Played;

impl Transport for Played {
    async fn carry(request: Request<'_>) -> Result<Answer, Failure> {
        let played = stage::answer(request.method.as_str(), request.path).await;
        if played.is_undefined() {
            return Fetch::carry(request).await;
        }
        read(&played)
    }
}

fn read(played: &JsValue) -> Result<Answer, Failure> {
    let text = |name| stage::member(played, name).as_string();
    match text("fault").as_deref() {
        Some("offline") => Err(Failure::Offline),
        Some("timeout") => Err(Failure::TimedOut),
        Some(_) => Err(Failure::Unreachable),
        None => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
            let status = stage::member(played, "status").as_f64().unwrap_or_default() as u16;
            Ok(Answer { status, body: text("text").unwrap_or_default() })
        }
    }
}
