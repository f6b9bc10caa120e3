//! Request and response bodies, one file per noun.

pub mod authorization;
pub mod challenge;
pub mod county;
pub mod data_check;
pub mod flow;
pub mod problem;
pub mod report;
pub mod school;
pub mod service;
pub mod session;
pub mod site;
