//! `edupass backup`: a copy of the SQLite database while it is in use.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::commands::CommandError;
use crate::config::Config;
use crate::store::Store;

/// `edupass backup FILE`
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist.
    file: PathBuf,
}

/// Copies the database into a new file that only its owner can read.
///
/// # Errors
/// When the file exists or cannot be written, or the database is not SQLite.
pub async fn run(config: &Config, args: &BackupArgs) -> Result<(), CommandError> {
    if !config.database.url.starts_with("sqlite:") {
        return Err(CommandError::Told("this database is PostgreSQL: back it up with pg_dump".into()));
    }
    let Some(path) = args.file.to_str() else {
        return Err(CommandError::Told("the file's name is not UTF-8".into()));
    };
    create(&args.file)?;
    let store = Store::open(&config.database.url).await?;
    let copied = store.backup(path).await;
    store.close().await;
    if let Err(error) = copied {
        // An empty file that looks like a backup would be worse than none.
        let _ = std::fs::remove_file(&args.file);
        return Err(error.into());
    }
    writeln!(
        std::io::stdout().lock(),
        "{path} written. It cannot be read without {}: keep a copy of that file in another place.",
        config.keys.file.display()
    )?;
    Ok(())
}

/// `VACUUM INTO` fills an empty file and overwrites no other; made here, it is private from the
/// first byte.
fn create(file: &Path) -> Result<(), CommandError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists => "it exists; a backup overwrites nothing".to_owned(),
            _ => error.to_string(),
        };
        CommandError::Told(format!("{}: {why}", file.display()))
    })
}
