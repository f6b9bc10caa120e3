//! A certificate for this machine, signed by itself.

use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate with its key.
pub struct Identity {
    /// The certificate, for whoever is to trust it.
    pub certificate_pem: String,
    config: Arc<ServerConfig>,
}

impl Identity {
    /// A new one for `localhost` and `127.0.0.1`.
    ///
    /// # Errors
    /// When it cannot be made; the text says why.
    pub fn new() -> Result<Self, String> {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).map_err(|error| error.to_string())?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.key_pair.serialize_der()));
        let chain: Vec<CertificateDer<'static>> = vec![made.cert.der().clone()];
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| error.to_string())?;
        Ok(Self { certificate_pem: made.cert.pem(), config: Arc::new(config) })
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config.clone())
    }
}
