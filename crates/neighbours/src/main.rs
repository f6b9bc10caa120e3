//! `neighbours`: the simulated neighbours as a program.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use neighbours::tls::Identity;
use neighbours::{Neighbours, Options};

/// A mail server and an SMS gateway for trying EduPass out; what they are sent is shown on a page.
#[derive(Parser)]
#[command(name = "neighbours", version)]
struct Args {
    /// Where the mail server listens.
    #[arg(long, default_value = "127.0.0.1:0")]
    smtp: SocketAddr,
    /// Where the SMS gateway (/sms) and the page (/) listen.
    #[arg(long, default_value = "127.0.0.1:0")]
    web: SocketAddr,
    /// The secret that signs short messages.
    #[arg(long)]
    sms_secret: String,
    /// Insist on STARTTLS, with a certificate made now.
    #[arg(long)]
    starttls: bool,
    /// Write that certificate here.
    #[arg(long, requires = "starttls")]
    cert_file: Option<PathBuf>,
    /// Write the addresses here as JSON, once everything listens.
    #[arg(long)]
    ready_file: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("neighbours: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), String> {
    let identity = args.starttls.then(Identity::new).transpose()?;
    if let (Some(identity), Some(file)) = (&identity, &args.cert_file) {
        write(file, &identity.authority_pem)?;
    }
    let (smtp, web, sms_secret) = (args.smtp, args.web, args.sms_secret);
    let options = Options { smtp, web, sms_secret, identity, clock: Arc::new(now) };
    let mut running = Neighbours::start(options).await.map_err(|error| error.to_string())?;
    let (smtp, web) = (running.smtp, running.web);
    let ready = serde_json::json!({
        "smtp": smtp.to_string(),
        "sms": format!("http://{web}/sms"),
        "outbox": format!("http://{web}/"),
    });
    if let Some(file) = &args.ready_file {
        write(file, &format!("{ready}\n"))?;
    }
    println!("{ready}");
    running.run().await;
    Ok(())
}

/// Writes a file so that nobody sees half of it.
fn write(file: &Path, text: &str) -> Result<(), String> {
    let half = file.with_extension("half");
    let written = std::fs::write(&half, text).and_then(|()| std::fs::rename(&half, file));
    written.map_err(|error| format!("{}: {error}", file.display()))
}

#[expect(clippy::disallowed_methods, reason = "a program of its own; here is where its time is read")]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
