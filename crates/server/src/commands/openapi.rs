//! `edupass openapi`: the API's description, as `docs/openapi.json` has it.

use std::io::Write as _;

use crate::commands::CommandError;

/// Prints the description.
///
/// # Errors
/// When standard output cannot be written.
pub fn run() -> Result<(), CommandError> {
    let document = serde_json::to_string_pretty(&crate::router::document())
        .map_err(|error| CommandError::Told(error.to_string()))?;
    writeln!(std::io::stdout().lock(), "{document}")?;
    Ok(())
}
