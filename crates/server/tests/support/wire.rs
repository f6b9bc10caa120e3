//! A connection to a server in another process.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode, header};
use contract::paths;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use serde_json::Value;

/// One kept-alive connection and the cookies of its browser.
pub(crate) struct Wire {
    sender: SendRequest<Full<Bytes>>,
    pub(crate) cookies: Vec<(String, String)>,
}

impl Wire {
    pub(crate) async fn open(address: SocketAddr) -> Option<Self> {
        let stream = tokio::net::TcpStream::connect(address).await.ok()?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
        tokio::spawn(connection);
        Some(Self { sender, cookies: Vec::new() })
    }

    /// Sends a write as the portal does. None: the connection broke, so nothing was acknowledged.
    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Option<(StatusCode, Value)> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::post(path)
            .header(header::HOST, "localhost:8600")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, cookies.join("; "))
            .header("sec-fetch-site", "same-origin")
            .header(paths::REQUESTED_BY_HEADER, paths::REQUESTED_BY)
            .body(Full::new(Bytes::from(body.to_string())))
            .ok()?;
        let response = self.sender.send_request(request).await.ok()?;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.ok()?.to_bytes();
        self.keep_cookies(&parts.headers);
        Some((parts.status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
