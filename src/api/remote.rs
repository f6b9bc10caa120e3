//! Something that is fetched: waited for, there, or failed. Smaller in the module than a
//! `LocalResource` with its `Suspense`, and as easy to match on.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;

/// What is known of something on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remote<T> {
    /// On its way.
    Waiting,
    /// Here.
    Ready(T),
    /// Not here, and why.
    Failed(Failure),
}

impl<T> Remote<T> {
    /// What is here.
    pub(crate) const fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }

    /// Why it is not here.
    pub(crate) const fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Waiting | Self::Ready(_) => None,
        }
    }
}

/// Fetches into `target`; what is asked for while a screen is left goes nowhere.
pub(crate) fn fetch_into<T, F>(target: RwSignal<Remote<T>>, request: F)
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    target.set(Remote::Waiting);
    spawn_local(async move {
        let answer = request.await;
        target.try_set(answer.map_or_else(Remote::Failed, Remote::Ready));
    });
}
