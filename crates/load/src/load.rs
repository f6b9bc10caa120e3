//! The two loads: as many sign-ins as finish, and more than can.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::Failure;
use crate::browser::{Browser, Ending};
use crate::options::Options;
use crate::people;
use crate::server::Server;
use crate::tally::Tally;

/// How many times what it can do the server is asked for.
pub(crate) const OVERLOAD: f64 = 5.0;
/// Sign-ins that may be open at once during the overload; a bound for this side's memory.
const OPEN_MAX: usize = 2_000;
/// A sign-in without an answer after this long counts as refused.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lets `concurrency` people at a time sign in, one after the other, until the time is up.
pub(crate) async fn closed(server: &Server, options: &Options, time: Duration) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    go_on(&mut tally, server, options, time).await?;
    Ok(tally)
}

/// Adds to what [`closed`] counts.
pub(crate) async fn go_on(
    tally: &mut Tally,
    server: &Server,
    options: &Options,
    time: Duration,
) -> Result<(), Failure> {
    let began = Instant::now();
    let mut places = JoinSet::new();
    for _ in 0..options.concurrency {
        places.spawn(sign_in_until(began + time, server.address(), options.accounts));
    }
    while let Some(endings) = places.join_next().await {
        endings??.into_iter().for_each(|(ending, took)| tally.add(ending, took));
    }
    tally.elapsed += began.elapsed();
    Ok(())
}

type Endings = Vec<(Ending, Duration)>;

async fn sign_in_until(end: Instant, server: SocketAddr, accounts: u32) -> Result<Endings, Failure> {
    let mut browser = Browser::open(server).await?;
    let mut endings = Vec::new();
    while Instant::now() < end {
        let started = Instant::now();
        let ending = browser.sign_in(&people::next(accounts)).await;
        endings.push((ending, started.elapsed()));
    }
    Ok(endings)
}

/// Starts sign-ins at a fixed rate, [`OVERLOAD`] times `per_second`, whatever becomes of them.
pub(crate) async fn overload(server: &Server, options: &Options, per_second: f64) -> Result<Tally, Failure> {
    let began = Instant::now();
    let room = Arc::new(Semaphore::new(OPEN_MAX));
    let between = 1.0 / (per_second * OVERLOAD).clamp(1.0, 5_000.0);
    // A tick that was missed is made up for: what is offered does not depend on the answers.
    let mut ticks = tokio::time::interval(Duration::from_secs_f64(between));
    let (mut tally, mut people) = (Tally::default(), JoinSet::new());
    while began.elapsed() < options.duration() {
        ticks.tick().await;
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            tally.left_out += 1;
            continue;
        };
        let (address, accounts) = (server.address(), options.accounts);
        people.spawn(async move {
            let (started, _place) = (Instant::now(), place);
            let ending = tokio::time::timeout(PATIENCE, arrive(address, accounts)).await;
            (ending.unwrap_or_else(|_| Ending::Refused("no answer".into())), started.elapsed())
        });
    }
    while let Some(ended) = people.join_next().await {
        let (ending, took) = ended?;
        tally.add(ending, took);
    }
    tally.elapsed = began.elapsed();
    Ok(tally)
}

/// Somebody new: a connection of their own, and one sign-in.
async fn arrive(server: SocketAddr, accounts: u32) -> Ending {
    match Browser::open(server).await {
        Ok(mut browser) => browser.sign_in(&people::next(accounts)).await,
        Err(failure) => Ending::Refused(failure.to_string()),
    }
}
