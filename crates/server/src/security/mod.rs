//! What holds for every route: headers, cookies, the origin of writes, and who is asking.

pub mod browser;
pub mod cookies;
pub mod guard;
pub mod headers;
pub mod log;
pub mod source;
