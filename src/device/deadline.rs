//! A deadline for a request: aborts it when the time is up.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use web_sys::{AbortController, AbortSignal};

/// A running deadline; dropping it calls it off.
pub(crate) struct Deadline {
    controller: Option<AbortController>,
    has_passed: Rc<Cell<bool>>,
    timer: Option<TimeoutHandle>,
}

impl Deadline {
    /// Starts a deadline.
    pub(crate) fn after(wait_ms: u32) -> Self {
        let controller = AbortController::new().ok();
        let has_passed = Rc::new(Cell::new(false));
        let ring = {
            let (controller, has_passed) = (controller.clone(), Rc::clone(&has_passed));
            move || {
                has_passed.set(true);
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
        };
        let timer = set_timeout_with_handle(ring, Duration::from_millis(wait_ms.into())).ok();
        Self { controller, has_passed, timer }
    }

    /// What a request has to be sent with.
    pub(crate) fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    /// Whether the request was aborted because of the time.
    pub(crate) fn has_passed(&self) -> bool {
        self.has_passed.get()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}
