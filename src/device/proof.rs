//! The bridge to `proof_worker.js`, which solves a challenge's proof of work beside the page.

use contract::api::challenge::ProofTask;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

use crate::device::beside_module;

/// What the worker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProofNews {
    /// The counter that solves the task.
    Solved(u32),
    /// This device cannot solve it (no secure context, an old browser).
    Failed,
}

/// A worker at its task; dropping it ends it.
pub(crate) struct ProofWorker {
    worker: Worker,
    /// Kept so that the worker can call it.
    _listener: Closure<dyn Fn(JsValue)>,
}

impl ProofWorker {
    /// Sets a worker to `task`; `tell` hears how it ends.
    pub(crate) fn start(task: &ProofTask, tell: impl Fn(ProofNews) + 'static) -> Option<Self> {
        let worker = Worker::new(&beside_module("proof_worker.js")?).ok()?;
        let listener = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if let Some(news) = news(&event) {
                tell(news);
            }
        });
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        worker.set_onerror(Some(listener.as_ref().unchecked_ref()));
        worker.post_message(&message(task)).ok()?;
        Some(Self { worker, _listener: listener })
    }
}

impl Drop for ProofWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The task as the worker takes it.
fn message(task: &ProofTask) -> JsValue {
    let ProofTask { nonce, salt, cost, key_prefix, counter_max } = task;
    let members = [
        ("nonce", JsValue::from_str(nonce)),
        ("salt", JsValue::from_str(salt)),
        ("cost", JsValue::from(*cost)),
        ("key_prefix", JsValue::from_str(key_prefix)),
        ("counter_max", JsValue::from(*counter_max)),
    ];
    let message = Object::new();
    for (name, value) in members {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&message, &JsValue::from_str(name), &value);
    }
    message.into()
}

/// Reads `{counter}`, `{progress}` and `{error}`; an error event has no data at all.
fn news(event: &JsValue) -> Option<ProofNews> {
    let Some(message) = event.dyn_ref::<MessageEvent>() else {
        return Some(ProofNews::Failed);
    };
    let data = message.data();
    let member = |name: &str| Reflect::get(&data, &JsValue::from_str(name)).unwrap_or_default();
    if let Some(counter) = member("counter").as_f64() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a u32 by contract")]
        return Some(ProofNews::Solved(counter as u32));
    }
    (!member("error").is_undefined()).then_some(ProofNews::Failed)
}
