//! The EduPass portal: the pages on which people sign in, in the browser, as WebAssembly.
//!
//! A tour, in reading order. [`app`] puts the frame around every page; [`routes`] is the one
//! table of pages; [`screens`] has a file for each of them, named as its address. A screen is
//! made of [`forms`] and [`ui`] controls, asks the server through [`api`], and looks up in
//! [`flows`] what an answer means for the person. [`device`] is all that touches the browser,
//! and [`words`] is every sentence, in both languages. What stands behind the feature
//! `studio` shows all of it without a server, and is in no release.

#![expect(unreachable_pub, reason = "the component macro makes some of its items public")]

mod app;
mod routes;
mod screens;

mod flows;
mod forms;
mod ui;

mod api;
mod device;
mod words;

#[cfg(feature = "studio")]
mod studio;

pub use app::start;
