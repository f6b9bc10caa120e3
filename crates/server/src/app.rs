//! What every part of the running server shares.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::brand::Brands;
use crate::clock::Clock;
use crate::config::Config;
use crate::county::Counties;
use crate::crypto::keyring::{KeyError, Keyring};
use crate::hashing::HashPool;
use crate::oidc::keys::KeyCache;
use crate::oidc::published::Published;
use crate::services::metrics::Metrics;
use crate::store::county::provider;
use crate::store::{Store, StoreError, setting};

/// The running server's parts. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The settings.
    pub config: Arc<Config>,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub store: Store,
    /// The keys.
    pub keys: Arc<Keyring>,
    /// The pool that hashes passwords.
    pub pool: HashPool,
    /// Counters for `/metrics`.
    pub metrics: Arc<Metrics>,
    /// Rings when a message was committed ([`crate::delivery::outbox::wake`]).
    pub outbox: Arc<Notify>,
    /// The signing keys that were opened.
    pub signing_keys: Arc<KeyCache>,
    /// What clients fetch again and again.
    pub published: Arc<Published>,
    /// What is known of the counties.
    pub counties: Arc<Counties>,
    /// What the portal can wear, and does.
    pub brands: Arc<Brands>,
}

/// Why the server cannot start.
#[derive(Debug)]
pub enum StartError {
    /// The database.
    Store(StoreError),
    /// The key file.
    Keys(KeyError),
    /// The password parameters.
    Hashing(argon2::Error),
    /// The counters.
    Metrics(prometheus::Error),
    /// Connections to counties.
    Counties(String),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Keys(error) => error.fmt(f),
            Self::Hashing(error) => write!(f, "the settings under [hashing] are not possible: {error}"),
            Self::Counties(what) => write!(f, "counties cannot be asked: {what}"),
            Self::Metrics(error) => write!(f, "the counters cannot be made: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl App {
    /// Opens database and key file and starts the pool.
    ///
    /// # Errors
    /// When one of them cannot be used; the text says which and why.
    pub async fn open(config: Config, clock: Clock) -> Result<Self, StartError> {
        if let Some(folder) = sqlite_folder(&config.database.url) {
            // A missing folder is reported by the database itself, with its name.
            let _ = std::fs::create_dir_all(folder);
        }
        let store = Store::open(&config.database.url).await?;
        let has_people = setting::has_people(&store).await?;
        let keys = Keyring::open(&config.keys.file, has_people).map_err(StartError::Keys)?;
        let pool = HashPool::start(&config.hashing).map_err(StartError::Hashing)?;
        let counties = Counties::new(&config.county).map_err(StartError::Counties)?;
        let providers = provider::all(&store).await?;
        counties.set_any_offered(providers.iter().any(|known| !known.is_disabled));
        let metrics = Metrics::new().map_err(StartError::Metrics)?;
        Ok(Self {
            config: Arc::new(config),
            clock,
            store,
            keys: Arc::new(keys),
            pool,
            metrics: Arc::new(metrics),
            outbox: Arc::new(Notify::new()),
            signing_keys: Arc::default(),
            published: Arc::default(),
            counties: Arc::new(counties),
            brands: Arc::default(),
        })
    }

    /// The same, with brands to wear.
    #[must_use]
    pub fn with_brands(mut self, brands: Brands) -> Self {
        self.brands = Arc::new(brands);
        self
    }
}

/// The folder of a SQLite file, so that a first start can make it.
fn sqlite_folder(url: &str) -> Option<&std::path::Path> {
    let path = url.strip_prefix("sqlite://")?;
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    std::path::Path::new(path).parent()
}
