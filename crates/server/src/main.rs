//! The EduPass server.
fn main() {}
