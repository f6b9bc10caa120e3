//! `cargo xtask shell`: records each screen's first state, before any answer, in both languages.
//!
//! `src/shell.json` is `{"/sign-in": {"zh-TW": {"title": …, "html": …}, "en": …}, …}`. The server puts
//! it into the page, so that it paints and takes typing before the module has arrived. It is committed;
//! a browser test compares it with what the components draw.

use crate::outcome::{Outcome, step};
use crate::run::Run;
use crate::server::{self, Settings};
use crate::{portal, setup};

/// Records the shells and puts them into `dist`.
pub(crate) fn run() -> Outcome {
    setup::for_build()?;
    setup::browser::ready()?;
    portal::build()?;
    server::build()?;
    let settings = Settings {
        port: server::port(None)?,
        public_origin: None,
        data: server::demo_folder(Some("target/shell")),
        neighbours: None,
    };
    settings.seed()?;
    let running = settings.start()?;
    step("record src/shell.json", || {
        let record = Run::new("node").arg("tests/tools/shell.mjs").arg(settings.address());
        record.arg("src/shell.json").go()
    })?;
    drop(running);
    portal::build()
}
