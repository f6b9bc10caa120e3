//! `edupass serve`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::app::App;
use crate::brand::Brands;
use crate::clock::Clock;
use crate::commands::CommandError;
use crate::config::Config;
use crate::delivery::worker::Worker;
use crate::oidc::keys;
use crate::oidc::logout_worker::LogoutWorker;
use crate::portal::Portal;
use crate::router;
use crate::services::county::{guid, probe};
use crate::services::sweep;

/// How often what is over is deleted.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// Serves until it is told to stop, then lets running requests finish.
///
/// # Errors
/// When the portal, the database, the keys or the port cannot be used.
pub async fn run(config: Config) -> Result<(), CommandError> {
    let brands = Brands::load(&config.portal.dist, &config.site.brand)?;
    let portal = Portal::load(&config.portal.dist, &brands)?;
    let app = App::open(config, Clock::system()).await?.with_brands(brands);
    let worker = Arc::new(Worker::new(app.clone()).map_err(CommandError::Told)?);
    let logouts = Arc::new(LogoutWorker::new(app.clone()).map_err(CommandError::Told)?);
    let listen = app.config.server.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| CommandError::Listen(listen, error))?;
    let address = listener.local_addr().unwrap_or(listen);
    tracing::info!(address = address.to_string(), origin = app.config.server.public_origin, "serving");
    let sweeper = tokio::spawn(sweep_for_ever(app.clone()));
    let deliverer = tokio::spawn({
        let worker = worker.clone();
        async move { worker.run().await }
    });
    let teller = tokio::spawn({
        let logouts = logouts.clone();
        async move { logouts.run().await }
    });
    let prober = tokio::spawn(probe_for_ever(app.clone()));
    let grace = Duration::from_secs(app.config.server.shutdown_seconds);
    let service = router::build(app.clone(), portal).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async {
        told_to_stop().await;
        tracing::info!("stopping; running requests may finish");
        let _ = stopping.send(());
    });
    let patience = async {
        // Kept-alive connections that stay silent must not keep the process.
        let _ = stopped.await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        result = std::future::IntoFuture::into_future(server) => result.map_err(CommandError::Serve)?,
        () = patience => tracing::warn!("some connections did not finish in time"),
    }
    sweeper.abort();
    prober.abort();
    worker.stop();
    logouts.stop();
    // What does not end in time is sent again by whoever finds its lease over.
    let _ = tokio::time::timeout(grace, async { tokio::join!(deliverer, teller) }).await;
    app.store.close().await;
    Ok(())
}

async fn sweep_for_ever(app: App) {
    let mut rounds = tokio::time::interval(SWEEP_EVERY);
    loop {
        rounds.tick().await;
        if let Err(error) = sweep::run(&app).await {
            tracing::error!(cause = error.to_string(), "sweeping failed; the next round tries again");
        }
        if let Err(refusal) = guid::keep_tagged(&app).await {
            tracing::error!(cause = refusal.cause, "tagging people failed; the next round tries again");
        }
        if let Err(refusal) = keys::keep_fresh(&app).await {
            tracing::error!(cause = refusal.cause, "rotating keys failed; the next round tries again");
        }
    }
}

async fn probe_for_ever(app: App) {
    let seconds = app.config.county.probe_seconds;
    if seconds == 0 {
        return;
    }
    let mut rounds = tokio::time::interval(Duration::from_secs(seconds));
    loop {
        rounds.tick().await;
        if let Err(refusal) = probe::run(&app).await {
            tracing::error!(cause = refusal.cause, "asking counties failed; the next round tries again");
        }
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
