//! An authority, and a certificate for this machine that it signed.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

/// A certificate with its key.
pub struct Identity {
    /// The authority that signed it, for whoever is to trust it.
    pub authority_pem: String,
    config: Arc<ServerConfig>,
}

impl Identity {
    /// A new one for `localhost` and `127.0.0.1`.
    ///
    /// # Errors
    /// When it cannot be made; the text says why.
    pub fn new() -> Result<Self, String> {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = signed(names).map_err(|error| error.to_string())?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.key.serialize_der()));
        let chain: Vec<CertificateDer<'static>> = vec![made.certificate.der().clone()];
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| error.to_string())?;
        Ok(Self { authority_pem: made.authority.pem(), config: Arc::new(config) })
    }

    /// A listener for whoever trusts the authority.
    #[must_use]
    pub fn listen(&self, inner: TcpListener) -> TlsListener {
        TlsListener { inner, acceptor: self.acceptor() }
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config.clone())
    }
}

struct Signed {
    authority: Certificate,
    certificate: Certificate,
    key: KeyPair,
}

fn signed(names: Vec<String>) -> Result<Signed, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "the neighbours' authority");
    let authority_key = KeyPair::generate()?;
    let authority = params.self_signed(&authority_key)?;
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(names)?.signed_by(&key, &authority, &authority_key)?;
    Ok(Signed { authority, certificate, key })
}

/// A listener whose connections are TLS. One handshake at a time: enough for a neighbour.
pub struct TlsListener {
    inner: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, address)) = self.inner.accept().await else { continue };
            // Whoever does not trust the certificate leaves here.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.inner.local_addr()
    }
}
