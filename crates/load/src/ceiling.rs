//! What the password hash alone allows: the server's parameters on every core, and nothing else.

use std::thread;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::Failure;
use crate::usage::Usage;

/// The server's defaults (`[hashing]`): Argon2id, 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// How fast the hash is, over all the turns that it was given.
#[derive(Debug, Default)]
pub(crate) struct Ceiling {
    count: u32,
    elapsed: Duration,
    cpu_seconds: f64,
}

impl Ceiling {
    /// Hashes on all cores for this long, each with a buffer of its own.
    pub(crate) fn take_turn(&mut self, time: Duration) -> Result<(), Failure> {
        let cores = thread::available_parallelism()?.get();
        let before = Usage::of(std::process::id())?;
        let began = Instant::now();
        let threads: Vec<_> = (0..cores).map(|_| thread::spawn(move || count_hashes(began, time))).collect();
        for thread in threads {
            self.count += thread.join().map_err(|_| "a hashing thread panicked")??;
        }
        self.elapsed += began.elapsed();
        self.cpu_seconds += Usage::of(std::process::id())?.cpu_seconds - before.cpu_seconds;
        Ok(())
    }

    /// Hashes each second.
    pub(crate) fn per_second(&self) -> f64 {
        f64::from(self.count) / self.elapsed.as_secs_f64().max(f64::EPSILON)
    }

    /// Processor time of one hash, in milliseconds: the same on a busy machine as on an idle one.
    pub(crate) fn cpu_ms_each(&self) -> f64 {
        1000.0 * self.cpu_seconds / f64::from(self.count.max(1))
    }
}

fn count_hashes(began: Instant, time: Duration) -> Result<u32, Failure> {
    let hasher = hasher()?;
    let mut blocks = vec![Block::default(); hasher.params().block_count()];
    let mut count = 0;
    while began.elapsed() < time {
        let mut tag = [0; 32];
        hasher
            .hash_password_into_with_memory(b"Sunny-day-7", b"sixteen bytes.. ", &mut tag, &mut blocks)
            .map_err(|error| error.to_string())?;
        count += 1;
    }
    Ok(count)
}

/// The hash as the server computes it.
pub(crate) fn hasher() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
