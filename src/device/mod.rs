//! What touches the browser: the page's life, the shell, the network, the proof worker; and the vigil
//! over a computer that others use next, which is pure.

mod address;
mod audio;
mod clock;
mod deadline;
mod digits;
mod document;
mod history;
mod kiosk;
mod life;
mod lifecycle;
mod memory;
mod network;
mod part;
mod proof;
mod shell;
mod tabs;
mod vigil;

pub(crate) use address::{beside_module, leave_for, replace_page, take_fragment};
pub(crate) use audio::play;
pub(crate) use clock::{Moment, now_ms, today};
pub(crate) use deadline::{Deadline, close_requests};
pub(crate) use digits::{DigitField, erase_digit, on_digit_field, type_digit};
pub(crate) use document::{
    close_details, draw_beside, embedded_site, focus, focus_heading, lines_in, set_attribute, set_bar,
    set_checked, set_input, set_language, set_profile, set_readings, set_title, typed_in, uncover_focus,
    when_painted,
};
pub(crate) use history::{Address, Followed, here, on_followed, on_moved, to_top, write_address};
pub(crate) use kiosk::guard_kiosk;
pub(crate) use life::{Alarm, Life, on_first_life, on_life, on_wake};
pub(crate) use lifecycle::{has_typed, hide_app, on_closed, on_leave, on_return, wipe};
pub(crate) use network::{
    is_online, new_key, on_back, on_lost, on_network, send_parting, tell_back, tell_lost,
};
pub(crate) use part::{on_part_failed, retry_part};
pub(crate) use proof::{ProofNews, ProofWorker};
pub(crate) use shell::take_over;
pub(crate) use tabs::{Told, on_told, tell_tabs};
pub(crate) use vigil::{Deed, News, Patience, Vigil, spoken};
