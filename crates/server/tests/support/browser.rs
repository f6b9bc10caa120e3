//! A client that behaves as the portal in a browser does.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use contract::api::flow::Flow;
use contract::paths;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use server::challenge::proof;
use server::oidc::parameters::with_query;
use tower::ServiceExt as _;

use super::TestApp;

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The problem's stable code.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The flow that an answer or a problem carries.
    pub(crate) fn flow(&self) -> Flow {
        let value = self.json();
        let flow = if value["flow"].is_null() { value } else { value["flow"].clone() };
        serde_json::from_value(flow).unwrap()
    }

    /// Where the answer leads.
    pub(crate) fn location(&self) -> String {
        let location = self.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        location.unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.to_vec()).unwrap()
    }
}

/// One browser: its cookies, its address and the headers it adds by itself.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) router: axum::Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) address: SocketAddr,
    /// Sent with every request; tests take away or forge what a browser would send.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Browser {
    pub(crate) fn new(test: &TestApp) -> Self {
        Self {
            router: test.router.clone(),
            cookies: BTreeMap::new(),
            address: SocketAddr::from(([203, 0, 113, 5], 40_000)),
            headers: vec![
                ("host", "localhost:8600".into()),
                ("sec-fetch-site", "same-origin".into()),
                (paths::REQUESTED_BY_HEADER, paths::REQUESTED_BY.into()),
                ("user-agent", "test browser".into()),
            ],
        }
    }

    /// The same browser at another address.
    pub(crate) fn at(mut self, address: [u8; 4]) -> Self {
        self.address = SocketAddr::from((address, 40_000));
        self
    }

    /// The same browser without a header, or with another value of it.
    pub(crate) fn with_header(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.extend(value.map(|value| (name, value.to_owned())));
        self
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], None).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.ask(Method::POST, path, &[], Some(body)).await
    }

    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        extra: &[(&'static str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        self.send(method, path, extra, body.map(|value| ("application/json", value.to_string()))).await
    }

    /// Posts a form as a page or a client does.
    pub(crate) async fn form(
        &mut self,
        path: &str,
        extra: &[(&'static str, &str)],
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = with_query("", fields);
        let body = body.trim_start_matches('?').to_owned();
        self.send(Method::POST, path, extra, Some(("application/x-www-form-urlencoded", body))).await
    }

    /// Posts a form as a page without scripts does, whose browser adds no header of ours.
    pub(crate) async fn submit_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut plain = self.clone().with_header(paths::REQUESTED_BY_HEADER, None);
        let answer = plain.form(path, &[], fields).await;
        self.cookies = plain.cookies;
        answer
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        extra: &[(&'static str, &str)],
        body: Option<(&str, String)>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some((kind, text)) = &body {
            request = request.header(header::CONTENT_TYPE, *kind).header(header::CONTENT_LENGTH, text.len());
        }
        let mut request = request.body(Body::from(body.map(|(_, text)| text).unwrap_or_default())).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub(crate) async fn open_flow(&mut self) -> Flow {
        let answer = self.post(paths::FLOWS_LOGIN, &json!({})).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.flow()
    }

    /// The body of a password step whose challenge, if there is one, is solved by work.
    pub(crate) fn step(flow: &Flow, account: &str, password: &str) -> Value {
        let mut body = json!({ "version": flow.version, "account": account, "password": password });
        if let Some(challenge) = &flow.challenge {
            let counter =
                (0..=challenge.proof.counter_max).find(|tried| proof::verify(&challenge.proof, *tried));
            body["challenge"] = json!({ "id": challenge.id, "proof": counter.unwrap() });
        }
        body
    }

    pub(crate) async fn submit(&mut self, flow: &Flow, body: &Value) -> Answer {
        self.post(&paths::flow_step_password(&flow.id), body).await
    }

    pub(crate) async fn submit_with_key(&mut self, flow: &Flow, key: &str, body: &Value) -> Answer {
        let path = paths::flow_step_password(&flow.id);
        self.ask(Method::POST, &path, &[(paths::IDEMPOTENCY_HEADER, key)], Some(body)).await
    }

    /// Opens a flow and takes its password step.
    pub(crate) async fn sign_in(&mut self, account: &str, password: &str) -> Answer {
        let flow = self.open_flow().await;
        self.submit(&flow, &Self::step(&flow, account, password)).await
    }
}
