mod consent;
mod show;
