//! `cargo xtask serve`: from a bare clone to a page where the demo accounts can sign in.

use crate::files;
use crate::neighbours::Neighbours;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::server::{self, Settings};
use crate::{demo_county, demo_services, portal, setup};
use serde_json::{Value, json};

/// What the table of demo accounts shows, in order.
const COLUMNS: [(&str, &str); 4] =
    [("role", "role"), ("account", "account"), ("password", "password"), ("state", "state")];

/// Builds, seeds and serves until it is asked to stop.
pub(crate) fn run(options: &[String]) -> Outcome {
    let options = Options::parse(options, &["--ready-file", "--port", "--data"])?;
    setup::for_build()?;
    portal::build()?;
    server::build()?;
    let settings = Settings {
        port: server::port(options.value("--port"))?,
        public_origin: None,
        data: server::demo_folder(options.value("--data")),
        neighbours: Some(Neighbours::start()?),
    };
    let outbox = settings.neighbours.as_ref().map_or("", Neighbours::outbox);
    let accounts = settings.seed()?;
    let county = demo_county::start(&settings)?;
    let mut running = settings.start()?;
    let services = demo_services::start(&settings)?;
    if let Some(file) = options.value("--ready-file") {
        let ready = json!({
            "address": settings.address(),
            "accounts": accounts,
            "neighbours": { "outbox": outbox },
            "county": county.address,
            "services": services.iter().map(|it| json!({ "name": it.name, "address": it.address })).collect::<Vec<_>>(),
        });
        files::write_whole(file, format!("{ready:#}\n"))?;
    }
    let address = settings.address();
    println!("\n{}\n\n  {address}\n  {outbox} shows its mail and short messages\n", table(&accounts));
    for service in &services {
        println!("  {} is {}, which signs people in here", service.address, service.name);
    }
    println!("  {} is 臺中市's own provider, where the same accounts sign in", county.address);
    println!("  Ctrl-C stops it.\n");
    running.wait_for_signal()
}

/// The demo accounts as aligned lines.
pub(crate) fn table(accounts: &Value) -> String {
    let cell = |account: &Value, key: &str| account[key].as_str().unwrap_or("-").to_owned();
    let heading = COLUMNS.map(|(title, _)| title.to_owned());
    let accounts = accounts.as_array().into_iter().flatten();
    let rows = accounts.map(|account| COLUMNS.map(|(_, key)| cell(account, key)));
    let rows: Vec<_> = std::iter::once(heading).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let line = |row: &[String; 4]| {
        let cells = row.iter().enumerate();
        let padded: String = cells.map(|(at, cell)| format!("  {cell:0$}", width(at))).collect();
        padded.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_aligned() {
        let accounts = json!([
            { "role": "pupil", "account": "a", "password": "p", "state": "active" },
            { "role": "staff", "account": "long", "password": "q" },
        ]);
        let expected = concat!(
            "  role   account  password  state\n",
            "  pupil  a        p         active\n",
            "  staff  long     q         -"
        );
        assert_eq!(table(&accounts), expected);
    }
}
