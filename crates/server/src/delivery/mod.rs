//! What people are told by mail and short message.
//!
//! A use case writes a message in its own transaction ([`outbox::enqueue`]) and wakes the worker
//! after the commit ([`outbox::wake`]). The worker finds the addresses, sends, and tries again
//! while a neighbour is down. A message that was committed is delivered at least once; a repetition
//! after a crash carries the same id.

pub mod message;
pub mod outbox;
pub mod worker;
// one try
mod attempt;
pub mod failure;
// the neighbours
pub mod mail;
pub mod sms;
// the words
pub mod templates;
