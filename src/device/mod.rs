//! What touches the browser: the page's life, the shell, the network, the proof worker.

mod address;
mod audio;
mod clock;
mod deadline;
mod document;
mod history;
mod lifecycle;
mod network;
mod part;
mod proof;
mod shell;

pub(crate) use address::{beside_module, leave_for, replace_page, take_fragment};
pub(crate) use audio::play;
pub(crate) use clock::{Moment, now_ms, today};
pub(crate) use deadline::Deadline;
pub(crate) use document::{
    close_details, embedded_site, focus, focus_heading, lines_in, set_attribute, set_checked, set_input,
    set_language, set_readings, set_title, typed_in, when_painted,
};
pub(crate) use history::{Address, Followed, here, on_followed, on_moved, to_top, write_address};
pub(crate) use lifecycle::{guard_page_life, on_leave, on_return};
pub(crate) use network::{is_online, new_key};
pub(crate) use part::{on_part_failed, retry_part};
pub(crate) use proof::{ProofNews, ProofWorker};
pub(crate) use shell::take_over;
