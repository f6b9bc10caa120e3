//! The HTTP client for everything that this server asks: counties, services, the gateway of short messages.

use std::path::Path;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};

/// A client that trusts the public authorities, and those in `ca_file` (PEM; empty: no more) beside them.
/// It follows no redirects: whoever is asked is named by the operator, and nobody else may send us on. It
/// takes no proxy from the environment, which would see codes and tokens. `setting` names the file in
/// messages.
///
/// # Errors
/// When the certificates cannot be read or TLS cannot be set up; the text says which.
pub fn client(setting: &str, ca_file: &str, timeout: Duration) -> Result<Client, String> {
    let certificates = match ca_file {
        "" => Vec::new(),
        file => authorities(Path::new(file)).map_err(|why| format!("{setting}: {why}"))?,
    };
    let builder = Client::builder().timeout(timeout).redirect(Policy::none()).no_proxy();
    let builder = certificates.into_iter().fold(builder, reqwest::ClientBuilder::add_root_certificate);
    builder.build().map_err(|error| format!("{setting}: {error}"))
}

/// The certificates in a PEM file, one at least, each of which can be trusted.
///
/// # Errors
/// What is wrong with the file, and what belongs there.
pub fn authorities(file: &Path) -> Result<Vec<Certificate>, String> {
    let name = file.display();
    let pem = match std::fs::read(file) {
        Ok(pem) => pem,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(format!("there is no file {name}"));
        }
        Err(error) => return Err(format!("{name} cannot be read: {error}")),
    };
    let damaged =
        |error: reqwest::Error| format!("{name} holds a certificate that cannot be read: {}", root(&error));
    let certificates = Certificate::from_pem_bundle(&pem).map_err(damaged)?;
    if certificates.is_empty() {
        return Err(format!("{name} holds no certificate; write PEM, from -----BEGIN CERTIFICATE----- on"));
    }
    let trial =
        certificates.iter().cloned().fold(Client::builder(), reqwest::ClientBuilder::add_root_certificate);
    trial.build().map_err(damaged)?;
    Ok(certificates)
}

/// The first cause, which says the most.
fn root(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(cause) = last.source() {
        last = cause;
    }
    last.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let file = std::env::temp_dir().join(format!("edupass-{}.pem", crate::random::row_id()));
        std::fs::write(&file, text).unwrap();
        let result = authorities(&file);
        std::fs::remove_file(&file).unwrap();
        result.map(|found| found.len()).unwrap_err()
    }

    #[test]
    fn file_that_is_no_authority_is_refused_with_its_reason() {
        assert!(refused("").contains("holds no certificate"));
        assert!(refused("a note to myself").contains("holds no certificate"));
        let key = ["-----BEGIN ", "PRIVATE KEY-----\nAAAA\n-----END ", "PRIVATE KEY-----\n"].concat();
        assert!(refused(&key).contains("holds no certificate"), "a key is not what is asked for");
        let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(refused(nonsense).contains("cannot be read"), "{}", refused(nonsense));
        let missing = authorities(Path::new("/nowhere/ca.pem")).map(|found| found.len()).unwrap_err();
        assert!(missing.contains("there is no file /nowhere/ca.pem"), "{missing}");
    }
}
