// Imported first by what measures: the programs are those that are released (tests/support/programs.mjs).
process.env.EDUPASS_BUILD = "release";
