//! A deadline for a request: aborts it when the time is up, or when everything ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use web_sys::{AbortController, AbortSignal};

thread_local! {
    /// What can abort the requests that are under way.
    static RUNNING: RefCell<Vec<AbortController>> = const { RefCell::new(Vec::new()) };
    /// Whether no request is let out but those that end everything.
    static IS_CLOSED: Cell<bool> = const { Cell::new(false) };
}

/// Aborts every request that is under way, and lets none out from now on but those that end
/// everything: until the session is over, an answer could bring the last person back.
pub(crate) fn close_requests() {
    IS_CLOSED.set(true);
    for controller in RUNNING.take() {
        controller.abort();
    }
}

/// A running deadline; dropping it calls it off.
pub(crate) struct Deadline {
    controller: Option<AbortController>,
    has_passed: Rc<Cell<bool>>,
    timer: Option<TimeoutHandle>,
}

impl Deadline {
    /// Starts a deadline; only a request that `is_last` goes out after the end.
    pub(crate) fn after(wait_ms: u32, is_last: bool) -> Self {
        let controller = AbortController::new().ok();
        let has_passed = Rc::new(Cell::new(false));
        if let Some(controller) = controller.as_ref().filter(|_| !is_last) {
            if is_closed() {
                controller.abort();
            }
            RUNNING.with_borrow_mut(|running| running.push(controller.clone()));
        }
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
        if let Some(own) = &self.controller {
            RUNNING.with_borrow_mut(|running| running.retain(|controller| controller != own));
        }
    }
}

/// Whether no request is let out but those that end everything.
pub(super) fn is_closed() -> bool {
    IS_CLOSED.get()
}
