//! A QR code (ISO/IEC 18004) for a camera to read. It is dark on light in every theme: many readers
//! take no other. It says nothing that the text beside it does not, so it is hidden from screen readers.

use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};

use crate::ui::Drawn;

/// The quiet zone around a code, in modules (ISO/IEC 18004 §6.3.8).
const QUIET: i32 = 4;

/// A text as a code; nothing where the text is too long for one.
#[component]
pub(crate) fn QrCode(
    /// What the camera reads.
    text: String,
) -> impl IntoView {
    let Ok(code) = Code::encode_text(&text, QrCodeEcc::Medium) else {
        return ().into_any();
    };
    let side = (code.size() + 2 * QUIET).to_string();
    let view_box = ["0 0 ", &side, " ", &side].concat();
    view! {
        <svg class="c-qr-code" viewBox=view_box aria-hidden="true" focusable="false">
            <path d=outline(&code)></path>
        </svg>
    }
    .drawn()
}

/// A square for each dark module.
fn outline(code: &Code) -> String {
    let mut outline = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let [x, y] = [x, y].map(|at| (at + QUIET).to_string());
            outline += &["M", &x, " ", &y, "h1v1h-1z"].concat();
        }
    }
    outline
}
