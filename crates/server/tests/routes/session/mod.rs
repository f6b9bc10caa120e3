mod clear;
mod data_check;
mod data_report;
mod leave;
mod services;
mod show;
mod sign_out;
mod withdraw;
