//! Flows.

pub mod account;
pub mod activation;
pub mod audio;
pub mod challenge;
pub mod code;
pub mod county;
pub mod default_password;
pub mod delete;
pub mod id_number;
pub mod identity;
pub mod login;
pub mod lookup;
pub mod new_password;
pub mod password;
pub mod recovery;
pub mod resend;
pub mod show;
