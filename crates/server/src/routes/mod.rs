//! Extract, ask a service, answer. One folder per noun, one file per verb.

pub mod authorization;
pub mod county;
pub mod device;
pub mod disavowal;
pub mod extract;
pub mod flow;
pub mod kiosk;
pub mod ops;
pub mod packing;
pub mod page;
pub mod plain;
pub mod report;
pub mod school;
pub mod service;
pub mod session;
pub mod site;
