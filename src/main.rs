//! Starts the portal.
fn main() {
    leptos::mount::mount_to_body(portal::App);
}
