//! The routes, asked as a browser asks them, on both databases.

mod flow;
mod guard;
mod ops;
mod page;
mod session;
