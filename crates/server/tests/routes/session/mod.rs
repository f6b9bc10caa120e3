mod clear;
mod show;
mod sign_out;
