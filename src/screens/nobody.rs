//! Pages behind sign-in, when nobody is signed in.

use leptos::prelude::*;

use crate::api::Remote;
use crate::flows::notice::Notice;
use crate::routes::{Screen, use_place};
use crate::words::use_speech;

/// Where `remote` fails for want of a session there is nothing to see: the way leads to sign-in, which
/// says why.
pub(super) fn leave_when_nobody<T: Send + Sync + 'static>(remote: RwSignal<Remote<T>>) {
    let (place, speech) = (use_place(), use_speech());
    // An effect, because the address is outside.
    Effect::new(move || {
        let notice = remote.with(|remote| remote.failure().and_then(Notice::of_failure));
        if let Some(notice) = notice {
            place.go_instead(Screen::SignIn.href_with(speech.words_now().language, notice));
        }
    });
}
