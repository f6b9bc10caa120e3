//! What the password hash alone allows: the server's parameters on every core, and nothing else.

use std::thread;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::Failure;

/// The server's defaults (`[hashing]`): Argon2id, 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// Hashes each second on all cores, each with a buffer of its own.
pub(crate) fn hashes_per_second(time: Duration) -> Result<f64, Failure> {
    let cores = thread::available_parallelism()?.get();
    let began = Instant::now();
    let threads: Vec<_> = (0..cores).map(|_| thread::spawn(move || count_hashes(began, time))).collect();
    let mut count = 0;
    for thread in threads {
        count += thread.join().map_err(|_| "a hashing thread panicked")??;
    }
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
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
