//! The table of every route, grouped by who asks.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use contract::error::ErrorCode;
use contract::paths;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::error::RouteError;
use crate::oidc;
use crate::portal::Portal;
use crate::routes::packing;
use crate::routes::{
    authorization, county, device, disavowal, flow, kiosk, ops, page, plain, report, school, service,
    session, site,
};
use crate::security::{guard, headers, log};
use crate::services::refusal::Refusal;

/// More than any honest body, in bytes.
const BODY_BYTES_MAX: usize = 16 * 1024;

/// What the page routes need.
#[derive(Clone)]
pub struct Pages {
    /// The running server.
    pub app: App,
    /// The built portal.
    pub portal: Arc<Portal>,
}

impl FromRef<Pages> for App {
    fn from_ref(pages: &Pages) -> Self {
        pages.app.clone()
    }
}

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "EduPass",
    description = "Sign-in, sessions and services. Errors are problems (RFC 9457) with stable codes."
))]
struct Document;

/// The JSON API.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        // journeys, for the portal
        .routes(routes!(flow::login::open_login))
        .routes(routes!(flow::show::show_flow, flow::delete::delete_flow))
        .routes(routes!(flow::challenge::refresh_challenge))
        .routes(routes!(flow::audio::speak_challenge))
        .routes(routes!(flow::password::submit_password))
        .routes(routes!(flow::county::open_county))
        .routes(routes!(flow::recovery::open_recovery))
        .routes(routes!(flow::activation::open_activation))
        .routes(routes!(flow::lookup::open_lookup))
        .routes(routes!(flow::identity::submit_identity))
        .routes(routes!(flow::default_password::submit_default_password))
        .routes(routes!(flow::account::submit_account))
        .routes(routes!(flow::code::submit_code))
        .routes(routes!(flow::resend::resend_code))
        .routes(routes!(flow::new_password::submit_new_password))
        .routes(routes!(flow::id_number::submit_id_number))
        // the signed-in person, for the portal
        .routes(routes!(session::show::show_session))
        .routes(routes!(session::sign_out::sign_out))
        .routes(routes!(session::clear::clear_session))
        .routes(routes!(session::leave::leave_session))
        .routes(routes!(session::services::list_session_services))
        .routes(routes!(session::withdraw::withdraw_consent))
        .routes(routes!(session::data_check::show_data_check))
        .routes(routes!(session::data_report::report_data))
        .routes(routes!(device::forget::forget_account))
        .routes(routes!(authorization::accounts::list_accounts))
        .routes(routes!(authorization::account::choose_account))
        .routes(routes!(authorization::show::show_authorization))
        .routes(routes!(authorization::consent::decide_consent))
        // what the portal shows to everybody
        .routes(routes!(site::show_site))
        .routes(routes!(service::list_services))
        .routes(routes!(county::list::list_counties))
        .routes(routes!(school::list_schools))
        .routes(routes!(report::create_report))
        .routes(routes!(disavowal::create_disavowal))
        // operators and their tools
        .routes(routes!(ops::healthz))
        .routes(routes!(ops::readyz))
        .routes(routes!(ops::metrics))
        .routes(routes!(ops::csp_report))
        .routes(routes!(ops::openapi))
}

/// The API's description in OpenAPI 3.1.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, document) = api().split_for_parts();
    document
}

/// The pages without scripts.
fn plain_pages() -> Router<App> {
    Router::new()
        .route(paths::PLAIN_SIGN_IN, get(plain::sign_in::show_sign_in).post(plain::sign_in::submit_sign_in))
        .route(
            paths::PLAIN_SIGN_IN_COUNTY,
            get(plain::county::show_counties).post(plain::county::submit_county),
        )
        .route(paths::PLAIN_ACCOUNT, get(plain::account::show_account))
        .route(paths::PLAIN_CONSENT, get(plain::consent::show_consent).post(plain::consent::submit_consent))
        .route(
            paths::PLAIN_CHOOSE_ACCOUNT,
            get(plain::choose_account::show_choice).post(plain::choose_account::submit_choice),
        )
        .route(paths::PLAIN_SIGN_OUT, post(plain::sign_out::submit_sign_out))
}

/// Where a school's own computer starts from.
fn kiosk_link() -> Router<App> {
    Router::new().route(paths::KIOSK, get(kiosk::open_kiosk))
}

/// Where counties send people back to: another origin by nature, guarded by `state` and cookie.
fn county_callback() -> Router<App> {
    let answers = get(county::callback::by_get).post(county::callback::by_post);
    Router::new()
        .route(paths::oidc::COUNTY_CALLBACK, answers)
        .route(paths::oidc::COUNTY_SIGNED_OUT, get(county::signed_out::by_get))
}

/// The whole server.
pub fn build(app: App, portal: Arc<Portal>) -> Router {
    let (api, _) = api().split_for_parts();
    let pages = Pages { app: app.clone(), portal };
    let mut router = Router::new();
    for screen in paths::SCREENS {
        router = router.route(screen, get(page::show_page));
    }
    for (screen, step) in
        paths::STEPS.into_iter().flat_map(|(screen, steps)| steps.iter().map(move |step| (screen, step)))
    {
        router = router.route(&[screen, "/", step].concat(), get(page::show_page));
    }
    let pages = router.fallback(page::show_file).with_state(pages);
    let timeout = Duration::from_secs(app.config.server.request_timeout_seconds);
    let own = Router::new()
        .merge(api.with_state(app.clone()).layer(middleware::from_fn(packing::answers)))
        .merge(plain_pages().with_state(app.clone()))
        .merge(kiosk_link().with_state(app.clone()))
        .merge(pages)
        .layer(middleware::from_fn_with_state(app.clone(), guard::writes));
    // Services and their forms are other origins by nature: the provider guards each route by itself.
    own.merge(oidc::router::routes().with_state(app.clone()))
        .merge(county_callback().with_state(app.clone()))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn_with_state(app.clone(), guard::host))
        .layer(middleware::from_fn_with_state(timeout, give_up))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(headers::add))
        .layer(middleware::from_fn_with_state(app, log::request))
}

/// What a route answers to a method that it does not have.
pub(crate) async fn method_not_allowed() -> RouteError {
    Refusal::new(ErrorCode::RequestMethod).into()
}

/// A request that takes too long is answered before its browser gives up on us.
async fn give_up(State(timeout): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => RouteError::from(Refusal::new(ErrorCode::ServerBusy).retry_after(5)).into_response(),
    }
}

/// A bug in one request must not show its insides, nor take others with it.
fn panicked(_panic: Box<dyn Any + Send + 'static>) -> Response {
    RouteError::from(Refusal::internal("a request panicked")).into_response()
}
