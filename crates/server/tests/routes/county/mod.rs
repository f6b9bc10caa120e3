mod callback;
mod linking;
mod list;
mod recovery;
mod trouble;
