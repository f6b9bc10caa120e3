//! What the server does, one file per use case. No HTTP here: routes and commands call it.

pub mod challenges;
pub mod county;
pub mod data_check;
pub mod device;
pub mod education;
pub mod flows;
pub mod import;
pub mod metrics;
pub mod my_services;
pub mod notices;
pub mod passwords;
pub mod recovery;
pub mod refusal;
pub mod reports;
pub mod schools;
pub mod sessions;
pub mod sign_in;
pub mod site;
pub mod steps;
pub mod sweep;
pub mod visitor;
