//! Passwords: Argon2id on a pool that is bounded in threads, memory and waiting.
//!
//! Each thread owns its block buffer, so the pool's memory is `threads × memory_kib`, whatever
//! comes in. A request takes a [`Place`] before anything else is done for it; without a free
//! place it is refused at once and counts as nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Instant;

use argon2::password_hash::{Decimal, Ident, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq as _;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::config::settings::Hashing;

/// The longest password that is verified, whatever the policy of the day allows, in bytes.
pub const PASSWORD_BYTES_MAX: usize = 256;
const SALT_BYTES: usize = 16;
const TAG_BYTES: usize = 32;
/// A hash with more memory than this is not verified: it would break the pool's bound.
const IMPORTED_MEMORY_KIB_MAX: u32 = 65_536;

/// No place was free. Ask again after this many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// Seconds.
    pub retry_after: u32,
}

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whether the password belongs to the hash.
    pub matches: bool,
    /// A new hash, if the password matches and the stored one has other parameters.
    pub upgraded: Option<String>,
}

enum Job {
    Verify { password: Zeroizing<Vec<u8>>, hash: Option<String>, answer: oneshot::Sender<Verified> },
    Hash { password: Zeroizing<Vec<u8>>, answer: oneshot::Sender<String> },
}

struct Shared {
    places: usize,
    threads: usize,
    share: usize,
    wait_ms_max: u64,
    waiting: AtomicUsize,
    by_source: Mutex<HashMap<u64, usize>>,
    /// A running mean of one hash, in microseconds.
    mean_us: AtomicU64,
}

/// The pool.
#[derive(Clone)]
pub struct HashPool {
    shared: Arc<Shared>,
    jobs: mpsc::SyncSender<Job>,
}

/// A taken place in the pool; given back when dropped.
pub struct Place {
    shared: Arc<Shared>,
    source: Option<u64>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shared.waiting.fetch_sub(1, Ordering::AcqRel);
        let Some(source) = self.source else { return };
        let mut by_source = self.shared.by_source.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by_source.get_mut(&source) {
            *count -= 1;
            if *count == 0 {
                by_source.remove(&source);
            }
        }
    }
}

/// The parameters for new hashes.
///
/// # Errors
/// When the settings are outside what Argon2 allows.
fn parameters(settings: &Hashing) -> Result<Params, argon2::Error> {
    Params::new(settings.memory_kib, settings.passes, 1, Some(TAG_BYTES))
}

impl HashPool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the settings are outside what Argon2 allows.
    pub fn start(settings: &Hashing) -> Result<Self, argon2::Error> {
        let parameters = parameters(settings)?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        let threads = if settings.threads == 0 { cores } else { settings.threads };
        let places = threads + settings.queue;
        let shared = Arc::new(Shared {
            places,
            threads,
            share: (settings.queue * settings.source_share_percent / 100).max(1) + threads,
            wait_ms_max: settings.wait_ms_max,
            waiting: AtomicUsize::new(0),
            by_source: Mutex::new(HashMap::new()),
            mean_us: AtomicU64::new(20_000),
        });
        // The channel holds as many jobs as there are places, so sending never blocks.
        let (jobs, inbox) = mpsc::sync_channel(places);
        let inbox = Arc::new(Mutex::new(inbox));
        for _ in 0..threads {
            let (inbox, shared, parameters) = (Arc::clone(&inbox), Arc::clone(&shared), parameters.clone());
            std::thread::spawn(move || Worker::new(parameters).run(&inbox, &shared));
        }
        Ok(Self { shared, jobs })
    }

    /// Takes a place for a request from `source` (none: a school's network, which shares one
    /// address and is not held to one source's share).
    ///
    /// # Errors
    /// When every place is taken, the source has its share, or the wait would be too long.
    pub fn reserve(&self, source: Option<u64>) -> Result<Place, Busy> {
        let shared = &self.shared;
        let ahead = shared.waiting.fetch_add(1, Ordering::AcqRel);
        // From here on dropping the place undoes the count.
        let mut place = Place { shared: Arc::clone(shared), source: None };
        let wait_ms = ahead as u64 * shared.mean_us.load(Ordering::Relaxed) / 1000 / shared.threads as u64;
        let busy = Busy { retry_after: u32::try_from(wait_ms / 1000).unwrap_or(1).max(1) };
        if ahead >= shared.places || wait_ms > shared.wait_ms_max {
            return Err(busy);
        }
        if let Some(source) = source {
            let mut by_source = shared.by_source.lock().unwrap_or_else(PoisonError::into_inner);
            let count = by_source.entry(source).or_insert(0);
            if *count >= shared.share {
                return Err(busy);
            }
            *count += 1;
            place.source = Some(source);
        }
        Ok(place)
    }

    /// Requests that are being hashed or wait for it.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.shared.waiting.load(Ordering::Relaxed)
    }

    /// Verifies a password. Without a hash it does the same work and answers no.
    pub async fn verify(&self, _place: &Place, password: &str, hash: Option<String>) -> Option<Verified> {
        let (answer, result) = oneshot::channel();
        let password = Zeroizing::new(password.as_bytes().to_vec());
        self.jobs.try_send(Job::Verify { password, hash, answer }).ok()?;
        result.await.ok()
    }

    /// Hashes a new password, for imports and changes.
    pub async fn hash(&self, _place: &Place, password: &str) -> Option<String> {
        let (answer, result) = oneshot::channel();
        let password = Zeroizing::new(password.as_bytes().to_vec());
        self.jobs.try_send(Job::Hash { password, answer }).ok()?;
        result.await.ok()
    }
}

/// One thread's buffer and parameters.
struct Worker {
    parameters: Params,
    blocks: Vec<Block>,
    /// What an unknown account is verified against: same parameters, a password nobody knows.
    decoy: Option<String>,
}

impl Worker {
    fn new(parameters: Params) -> Self {
        let blocks = vec![Block::default(); parameters.block_count()];
        let mut worker = Self { parameters, blocks, decoy: None };
        worker.decoy = worker.hash(&crate::random::bytes::<32>());
        worker
    }

    fn run(&mut self, inbox: &Mutex<mpsc::Receiver<Job>>, shared: &Shared) {
        loop {
            let job = inbox.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = job else { return };
            let began = Instant::now();
            match job {
                // A receiver that is gone is a browser that went away; the work is done all the same.
                Job::Verify { password, hash, answer } => {
                    let _ = answer.send(self.verify(&password, hash.as_deref()));
                }
                Job::Hash { password, answer } => {
                    let _ = answer.send(self.hash(&password).unwrap_or_default());
                }
            }
            let took = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
            let mean = shared.mean_us.load(Ordering::Relaxed);
            shared.mean_us.store((mean * 7 + took) / 8, Ordering::Relaxed);
        }
    }

    fn derive(&mut self, parameters: &Params, password: &[u8], salt: &[u8], tag: &mut [u8]) -> bool {
        if self.blocks.len() < parameters.block_count() {
            self.blocks.resize(parameters.block_count(), Block::default());
        }
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters.clone())
            .hash_password_into_with_memory(password, salt, tag, &mut self.blocks)
            .is_ok()
    }

    fn hash(&mut self, password: &[u8]) -> Option<String> {
        let salt = crate::random::bytes::<SALT_BYTES>();
        let parameters = self.parameters.clone();
        let mut tag = [0; TAG_BYTES];
        self.derive(&parameters, password, &salt, &mut tag).then_some(())?;
        let salt_text = SaltString::encode_b64(&salt).ok()?;
        Some(
            PasswordHash {
                algorithm: Ident::new("argon2id").ok()?,
                version: Some(Decimal::from(19_u8)),
                params: ParamsString::try_from(&parameters).ok()?,
                salt: Some(salt_text.as_salt()),
                hash: Some(argon2::password_hash::Output::new(&tag).ok()?),
            }
            .to_string(),
        )
    }

    fn verify(&mut self, password: &[u8], hash: Option<&str>) -> Verified {
        let known = hash.filter(|_| password.len() <= PASSWORD_BYTES_MAX);
        let text = known.map(str::to_owned).or_else(|| self.decoy.clone()).unwrap_or_default();
        let (same_tag, current) = self.compare(password, &text).unwrap_or((false, true));
        let matches = same_tag && known.is_some();
        let upgraded = if matches && !current { self.hash(password) } else { None };
        Verified { matches, upgraded }
    }

    /// Whether the password gives the hash's tag, and whether its parameters are the present ones.
    fn compare(&mut self, password: &[u8], text: &str) -> Option<(bool, bool)> {
        let stored = PasswordHash::new(text).ok()?;
        let parameters = Params::try_from(&stored).ok()?;
        if stored.algorithm.as_str() != "argon2id" || parameters.m_cost() > IMPORTED_MEMORY_KIB_MAX {
            return None;
        }
        let mut salt = [0; Salt::MAX_LENGTH];
        let salt = stored.salt?.decode_b64(&mut salt).ok()?.to_vec();
        let expected = stored.hash?;
        let mut tag = vec![0; expected.len()];
        self.derive(&parameters, password, &salt, &mut tag).then_some(())?;
        let current = (parameters.m_cost(), parameters.t_cost(), parameters.p_cost())
            == (self.parameters.m_cost(), self.parameters.t_cost(), self.parameters.p_cost());
        // Zero is the reference point of the tag's own wiping below.
        let same = tag.ct_eq(expected.as_bytes()).into();
        zeroize::Zeroize::zeroize(&mut tag);
        Some((same, current))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Hashing {
        Hashing { threads: 1, queue: 3, memory_kib: 7168, passes: 1, ..Hashing::default() }
    }

    #[tokio::test]
    async fn verifies_only_the_right_password() {
        let pool = HashPool::start(&settings()).unwrap();
        let place = pool.reserve(None).unwrap();
        let hash = pool.hash(&place, "Sunny-day-7").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=7168,t=1,p=1$"), "{hash}");
        assert!(pool.verify(&place, "Sunny-day-7", Some(hash.clone())).await.unwrap().matches);
        assert!(!pool.verify(&place, "Sunny-day-8", Some(hash)).await.unwrap().matches);
        assert!(!pool.verify(&place, "Sunny-day-7", None).await.unwrap().matches);
        assert!(!pool.verify(&place, "x", Some("no hash".into())).await.unwrap().matches);
    }

    #[tokio::test]
    async fn upgrades_a_hash_with_other_parameters() {
        let old = HashPool::start(&settings()).unwrap();
        let hash = old.hash(&old.reserve(None).unwrap(), "Sunny-day-7").await.unwrap();
        let new = HashPool::start(&Hashing { passes: 2, ..settings() }).unwrap();
        let place = new.reserve(None).unwrap();
        let upgraded = new.verify(&place, "Sunny-day-7", Some(hash.clone())).await.unwrap().upgraded.unwrap();
        assert!(upgraded.contains("t=2"));
        assert_eq!(new.verify(&place, "wrong", Some(hash)).await.unwrap().upgraded, None);
    }

    #[test]
    fn refuses_beyond_its_places_and_one_sources_share() {
        let pool = HashPool::start(&Hashing { source_share_percent: 34, ..settings() }).unwrap();
        // One thread and three waiting: four places; a source may hold one waiting and one running.
        let mine = [pool.reserve(Some(7)).unwrap(), pool.reserve(Some(7)).unwrap()];
        assert!(pool.reserve(Some(7)).is_err());
        let others = [pool.reserve(Some(8)).unwrap(), pool.reserve(None).unwrap()];
        assert!(pool.reserve(None).is_err());
        drop(others);
        drop(mine);
        assert_eq!(pool.waiting(), 0);
        assert!(pool.reserve(Some(7)).is_ok());
    }
}
