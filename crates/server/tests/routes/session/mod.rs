mod clear;
mod leave;
mod services;
mod show;
mod sign_out;
mod withdraw;
