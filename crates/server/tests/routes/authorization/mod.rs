mod account;
mod accounts;
mod consent;
mod show;
