//! The rules against the project's own vectors and against naive models of themselves, natively
//! and in wasm: `cargo test -p contract [--target wasm32-unknown-unknown]`.
#![expect(clippy::unwrap_used, reason = "a broken vector should fail the test")]

mod accounts;
mod birthdays;
mod challenge_answers;
mod dates;
mod folding;
mod id_numbers;
mod passwords;
mod schools;
mod support;
