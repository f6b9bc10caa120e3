mod clear;
mod services;
mod show;
mod sign_out;
mod withdraw;
