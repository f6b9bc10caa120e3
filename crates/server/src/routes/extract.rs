//! What routes take from a request.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::Json;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{ConnectInfo, FromRef, FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use contract::error::ErrorCode;
use contract::paths;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::error::RouteError;
use crate::security::{cookies, source};
use crate::services::device;
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;

/// The longest idempotency key.
const KEY_BYTES_MAX: usize = 128;

impl<S: Send + Sync> FromRequestParts<S> for Visitor
where
    App: FromRef<S>,
{
    type Rejection = RouteError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let app = App::from_ref(state);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
        let user_agent = parts.headers.get(header::USER_AGENT);
        let address = source::address(peer, &parts.headers, &app.config.server.trusted_proxies);
        let cookie = |name: &str| cookies::get(&parts.headers, name);
        let kiosk = device::kiosk(&app, address, cookie(cookies::KIOSK));
        Ok(Self {
            address,
            user_agent_hash: user_agent.map(|value| Sha256::digest(value.as_bytes()).to_vec()),
            browser_hash: cookie(cookies::FLOW).map(reference_hash),
            device: cookie(cookies::DEVICE).filter(|_| kiosk.is_none()).map(str::to_owned),
            kiosk,
            session: cookie(cookies::SESSION).map(str::to_owned),
        })
    }
}

/// The reference of the session cookie, if there is one.
pub struct SessionCookie(pub Option<String>);

impl FromRequestParts<App> for SessionCookie {
    type Rejection = RouteError;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(cookies::get(&parts.headers, cookies::SESSION).map(str::to_owned)))
    }
}

/// The key that makes a repeated write safe. A client without one gets no repetition.
pub struct IdempotencyKey(pub String);

impl FromRequestParts<App> for IdempotencyKey {
    type Rejection = RouteError;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Self::Rejection> {
        let given = parts.headers.get(paths::IDEMPOTENCY_HEADER).and_then(|value| value.to_str().ok());
        match given {
            None => Ok(Self(crate::random::reference())),
            Some(key) if !key.is_empty() && key.len() <= KEY_BYTES_MAX => Ok(Self(key.to_owned())),
            Some(_) => Err(Refusal::new(ErrorCode::RequestInvalid).into()),
        }
    }
}

/// A JSON body whose mistakes are answered as a problem.
pub struct Body<T>(pub T);

impl<T: serde::de::DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = RouteError;

    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        match Json::<T>::from_request(request, app).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(Refusal::new(code(&rejection)).into()),
        }
    }
}

const fn code(rejection: &JsonRejection) -> ErrorCode {
    match rejection {
        JsonRejection::BytesRejection(BytesRejection::FailedToBufferBody(_)) => ErrorCode::RequestTooLarge,
        _ => ErrorCode::RequestInvalid,
    }
}
