//! One browser that signs in: two writes, with the cookies and headers that our portal sends.

use std::net::SocketAddr;

use contract::api::challenge::ChallengeAnswer;
use contract::api::flow::{Flow, PasswordStep};
use contract::paths;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper::header::{HeaderMap, RETRY_AFTER, SET_COOKIE};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{Failure, proof};

/// How a sign-in ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Signed in.
    SignedIn,
    /// 503 with `Retry-After`: the answer that an overloaded server should give.
    Busy,
    /// Any other answer, or none.
    Refused(String),
}

/// Who signs in, and from which network.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The account's name.
    pub(crate) account: String,
    /// The password.
    pub(crate) password: &'static str,
    /// The address that the proxy in front of the server would report.
    pub(crate) address: String,
    /// A number that no other sign-in of this run has.
    pub(crate) number: u64,
}

/// A connection that is kept open between sign-ins.
pub(crate) struct Browser {
    server: SocketAddr,
    sender: SendRequest<Full<Bytes>>,
}

/// One answer, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Browser {
    /// Connects to the server.
    pub(crate) async fn open(server: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        // The connection ends with its sender; what broke it shows in the next answer.
        tokio::spawn(async move { connection.await.unwrap_or_default() });
        Ok(Self { server, sender })
    }

    /// Signs in as a browser without any cookie.
    pub(crate) async fn sign_in(&mut self, person: &Person) -> Ending {
        self.try_sign_in(person).await.unwrap_or_else(|failure| Ending::Refused(failure.to_string()))
    }

    async fn try_sign_in(&mut self, person: &Person) -> Result<Ending, Failure> {
        let opened = self.post(paths::FLOWS_LOGIN, person, "", "{}".into()).await?;
        if opened.status != StatusCode::CREATED {
            return Ok(opened.refusal());
        }
        let flow: Flow = serde_json::from_slice(&opened.body)?;
        let step = serde_json::to_vec(&answer(&flow, person))?;
        let path = paths::flow_step_password(&flow.id);
        let stepped = self.post(&path, person, &opened.cookies(), step.into()).await?;
        Ok(if stepped.status == StatusCode::OK { Ending::SignedIn } else { stepped.refusal() })
    }

    async fn post(
        &mut self,
        path: &str,
        person: &Person,
        cookies: &str,
        body: Bytes,
    ) -> Result<Answer, Failure> {
        if self.sender.is_closed() {
            *self = Self::open(self.server).await?;
        }
        self.sender.ready().await?;
        let mut request = Request::post(path)
            .header("host", self.server.to_string())
            .header("origin", format!("http://{}", self.server))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("user-agent", "edupass-load")
            .header("x-forwarded-for", &person.address)
            .header(paths::REQUESTED_BY_HEADER, paths::REQUESTED_BY)
            .header(paths::IDEMPOTENCY_HEADER, format!("00000000-0000-4000-8000-{:012x}", person.number));
        if !cookies.is_empty() {
            request = request.header("cookie", cookies);
        }
        let response = self.sender.send_request(request.body(Full::new(body))?).await?;
        let (head, body) = response.into_parts();
        Ok(Answer { status: head.status, headers: head.headers, body: body.collect().await?.to_bytes() })
    }
}

/// The password step for this flow; a challenge is met with its proof of work.
fn answer(flow: &Flow, person: &Person) -> PasswordStep {
    let challenge = flow.challenge.as_ref().map(|challenge| ChallengeAnswer {
        id: challenge.id.clone(),
        digits: None,
        proof: proof::solve(&challenge.proof),
    });
    PasswordStep {
        version: flow.version,
        account: person.account.clone(),
        password: person.password.to_owned(),
        challenge,
        personal_device: false,
    }
}

impl Answer {
    /// What the browser would send back: `name=value` of every cookie that was set.
    fn cookies(&self) -> String {
        let set = self.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        set.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
    }

    fn refusal(&self) -> Ending {
        if self.status == StatusCode::SERVICE_UNAVAILABLE && self.headers.contains_key(RETRY_AFTER) {
            return Ending::Busy;
        }
        let problem: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let code = problem["code"].as_str().unwrap_or("without a code");
        Ending::Refused(format!("{} {code}", self.status.as_u16()))
    }
}
