//! The routes, asked as a browser asks them, on both databases.

mod authorization;
mod county;
mod device;
mod disavowal;
mod flow;
mod guard;
mod kiosk;
mod ops;
mod page;
mod plain;
mod report;
mod school;
mod session;
mod site;
