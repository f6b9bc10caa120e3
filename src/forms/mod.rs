//! Forms: what they ask for, what state they are in, and the ceremony around sending them.

pub(crate) mod spec;
pub(crate) mod state;
mod submit;
mod view;

pub(crate) use submit::{FormHandle, HasErrors};
pub(crate) use view::{Form, around, field_view, form_errors, of_password};
