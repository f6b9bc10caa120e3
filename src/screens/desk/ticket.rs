//! The flow that the way back from a county opened.

use contract::paths::{self, in_language};

use crate::device::{here, when_painted};
use crate::routes::{query_value, use_place};
use crate::words::use_speech;

/// The flow that the address names, which is taken out of it: whoever comes back to this page, by Back or
/// by opening the tab again, may be the next person at the computer (experience.md K8).
pub(crate) fn take_ticket() -> Option<String> {
    let (place, speech) = (use_place(), use_speech());
    let id = query_value(&speech.search_now(), paths::FLOW_QUERY)?.to_owned();
    // Not before the journey here has ended.
    when_painted(move || place.go_instead(in_language(&here().path, speech.words_now().language)));
    Some(id)
}
