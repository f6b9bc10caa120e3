//! A small mail server (RFC 5321, STARTTLS of RFC 3207) that keeps every mail.

mod mail;
mod session;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::outbox::Outbox;
use session::Session;

/// Takes connections for ever; they end with it.
pub(crate) async fn serve(listener: TcpListener, acceptor: Option<TlsAcceptor>, outbox: Outbox) {
    let mut sessions = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let session = Session::new(Box::new(stream), acceptor.clone(), outbox.clone());
        sessions.spawn(async move {
            // A client that breaks off has only itself to tell.
            let _ = session.run().await;
        });
        while sessions.try_join_next().is_some() {}
    }
}
