mod audio;
mod challenge;
mod delete;
mod limits;
mod login;
mod password;
mod show;
