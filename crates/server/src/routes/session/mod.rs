//! Sessions.

pub mod clear;
pub mod data_check;
pub mod data_report;
pub mod leave;
pub mod services;
pub mod show;
pub mod sign_out;
pub mod withdraw;
