//! Mail by SMTP (RFC 5321).

use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::clock::Timestamp;
use crate::config::settings::{Mail, MailSecurity};
use crate::delivery::failure::Failure;
use crate::delivery::templates::Letter;

/// How long one command of the conversation may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// What a server answers when it is our account that it refuses (RFC 4954 §6), not the address.
const ACCOUNT_REFUSED: [u16; 4] = [530, 534, 535, 538];

/// Sends mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    domain: String,
}

impl Mailer {
    /// With these settings, which have a host, for the deployment at `origin`.
    ///
    /// # Errors
    /// When sender or certificates cannot be read; the text says which.
    pub fn new(settings: &Mail, origin: &str) -> Result<Self, String> {
        let from = settings.from.parse().map_err(|error| format!("mail.from: {error}"))?;
        let domain = host(origin);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls(settings)?)
            .hello_name(ClientId::Domain(domain.clone()))
            .timeout(Some(TIMEOUT));
        if !settings.username.is_empty() {
            let credentials = Credentials::new(settings.username.clone(), settings.password.clone());
            builder = builder.credentials(credentials);
        }
        Ok(Self { transport: builder.build(), from, domain })
    }

    /// Sends a letter; `id` is the delivery's, and the mail's for ever.
    ///
    /// # Errors
    /// When the server did not take it.
    pub async fn send(&self, id: &str, to: &str, letter: &Letter, at: Timestamp) -> Result<(), Failure> {
        let mail = self.mail(id, to, letter, at)?;
        self.transport.send(mail).await.map(drop).map_err(|error| failure(&error))
    }

    fn mail(&self, id: &str, to: &str, letter: &Letter, at: Timestamp) -> Result<Message, Failure> {
        let to = to.parse().map_err(|_| Failure::for_good("address"))?;
        let date = SystemTime::UNIX_EPOCH + Duration::from_millis(at.0.unsigned_abs());
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .date(date)
            .message_id(Some(format!("<{id}@{}>", self.domain)))
            .subject(letter.subject)
            // Nobody's holiday notice should answer this (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        let parts = MultiPart::alternative_plain_html(letter.text(), letter.html());
        builder.multipart(parts).map_err(|_| Failure::for_good("mail"))
    }
}

/// The certificates that are trusted, and when TLS starts.
fn tls(settings: &Mail) -> Result<Tls, String> {
    if settings.security == MailSecurity::None {
        return Ok(Tls::None);
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if !settings.ca_file.is_empty() {
        let pem = std::fs::read(&settings.ca_file).map_err(|error| format!("mail.ca_file: {error}"))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| format!("mail.ca_file: {error}"))?;
        parameters = parameters.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    let parameters = parameters.build_rustls().map_err(|error| format!("mail.security: {error}"))?;
    Ok(match settings.security {
        MailSecurity::Tls => Tls::Wrapper(parameters),
        _ => Tls::Required(parameters),
    })
}

/// A stable code for what went wrong. The server's own words may hold the address: they are dropped.
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    match error.status().map(u16::from) {
        Some(code) if ACCOUNT_REFUSED.contains(&code) => Failure::for_now("account"),
        // 500 to 504 speak of the command (RFC 5321 §4.2.1), so of the server and not of the mail.
        Some(500..=504) => Failure::for_now("protocol"),
        Some(_) if error.is_permanent() => Failure::for_good("refused"),
        Some(_) => Failure::for_now("deferred"),
        None if error.is_tls() || is_handshake(error) => Failure::for_now("tls"),
        None if error.is_timeout() => Failure::for_now("timeout"),
        None if error.is_response() || error.is_client() => Failure::for_now("protocol"),
        None => Failure::for_now("connection"),
    }
}

/// Whether a connection failed in its handshake: rustls tells the stream of "invalid data".
fn is_handshake(error: &dyn std::error::Error) -> bool {
    let mut causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.any(|cause| {
        let cause = cause.downcast_ref::<std::io::Error>();
        cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::InvalidData)
    })
}

/// The host of an origin, without its port.
fn host(origin: &str) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_has_no_port() {
        assert_eq!(host("https://sso.example"), "sso.example");
        assert_eq!(host("http://localhost:8600"), "localhost");
    }
}
