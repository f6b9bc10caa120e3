mod callback;
mod linking;
mod list;
mod recovery;
mod signed_out;
mod trouble;
