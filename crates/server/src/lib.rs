//! The EduPass server: accounts, flows and the JSON API.
//!
//! Reading order: the pieces everything stands on (configuration, time, randomness, keys,
//! storage), then what the server does (services), then how it is asked (routes, commands).
//! Arrows go one way: `store <- services <- routes`.

pub mod challenge;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod hashing;
pub mod html;
pub mod kiosk;
pub mod random;
pub mod store;
// whom it asks
pub mod county;
pub mod outbound;
// what the server does
pub mod delivery;
pub mod services;
// how it is asked
pub mod app;
pub mod brand;
pub mod commands;
pub mod error;
pub mod oidc;
pub mod portal;
pub mod router;
pub mod routes;
pub mod security;
