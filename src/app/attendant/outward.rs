//! An address outside the portal, in a kiosk: as text and as a QR code, for a device of one's own
//! (experience.md K11). A part of its own: only kiosks ever fetch the encoder.

use leptos::prelude::*;

use crate::screens::outward::use_outward;
use crate::screens::part;
use crate::ui::dialog::Dialog;
use crate::ui::qr_code::QrCode;
use crate::ui::{Drawn, changing};
use crate::words::{AttendantWords, in_words};

part! {
    /// The address that a kiosk does not open.
    outward drawn by draw
}

fn draw() -> AnyView {
    let outward = use_outward();
    let is_open = RwSignal::new(true);
    // Effects, because the dialog is the browser's and can be closed by it. Each is careful to say nothing
    // new, or they would wake each other for ever.
    Effect::new(move || {
        let is_wanted = outward.0.with(Option::is_some);
        if is_open.get_untracked() != is_wanted {
            is_open.set(is_wanted);
        }
    });
    Effect::new(move || {
        if !is_open.get() && outward.0.with_untracked(Option::is_some) {
            outward.0.set(None);
        }
    });
    in_words(move |words| {
        let say = &AttendantWords::of(words.language).outward;
        let shown = changing(move || match outward.0.get() {
            None => ().into_any(),
            Some(to) => view! {
                <p><strong>{to.name}</strong></p>
                <QrCode text=to.address.clone()/>
                <p class="c-dialog__address">{to.address}</p>
            }
            .into_any(),
        });
        let (id, title, close) = ("outward", say.title, say.close);
        view! { <Dialog id title is_open close><p>{say.text}</p> {shown}</Dialog> }.drawn()
    })
    .into_any()
}
