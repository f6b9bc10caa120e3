//! A server with a real database, asked through its real router, and a browser-like client.

pub(crate) mod browser;
pub(crate) mod county;
pub(crate) mod county_town;
pub(crate) mod people;
pub(crate) mod recovery;
pub(crate) mod relying_party;
pub(crate) mod wire;

use std::path::PathBuf;

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};
use server::app::App;
use server::brand::Brands;
use server::clock::Clock;
use server::config::{self, Config};
use server::portal::Portal;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A server of its own, with a database of its own.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) router: axum::Router,
    /// A second connection, for looking at what was stored.
    pub(crate) database: DatabaseConnection,
    folder: Folder,
}

/// A temporary folder that goes with its test.
pub(crate) struct Folder(pub std::path::PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("edupass-test-{}", server::random::row_id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a browser is told to drop when somebody is out (REQ-WEB-6): never cookies, which would hit every
/// sibling host.
pub(crate) const DROPPED: &str = r#""cache", "storage", "prefetchCache", "prerenderCache""#;

/// Settings for tests: cheap hashes and proofs, everything else as shipped.
pub(crate) const CHEAP: &str = "
[hashing]
memory_kib = 7168
passes = 1
[challenge]
proof_cost = 100
proof_tries_min = 1
proof_tries_max = 3
";

/// A fresh database's address.
pub(crate) async fn database_url(engine: Engine, folder: &Folder) -> String {
    match engine {
        Engine::Sqlite => format!("sqlite://{}?mode=rwc", folder.0.join("test.db").display()),
        Engine::Postgres => {
            let server = std::env::var("EDUPASS_TEST_POSTGRES").expect(
                "these tests need PostgreSQL: run `cargo xtask test`, or set EDUPASS_TEST_POSTGRES to a \
                 server where databases may be made, e.g. postgres://user@localhost:5432",
            );
            let name = format!("test_{}", server::random::row_id().replace('-', ""));
            let admin = Database::connect(format!("{server}/postgres")).await.unwrap();
            admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
            admin.close().await.unwrap();
            format!("{server}/{name}")
        }
    }
}

impl TestApp {
    /// With the settings of [`CHEAP`] and, over them, `extra` TOML whose sections are new.
    pub(crate) async fn with(engine: Engine, extra: &str) -> Self {
        let folder = Folder::new();
        let mut config: Config = config::parse(&merge(CHEAP, extra)).unwrap();
        config.database.url = database_url(engine, &folder).await;
        config.keys.file = folder.0.join("keys.toml");
        let database_url = config.database.url.clone();
        let dist = portal_files(&folder);
        let brands = Brands::load(&dist, &config.site.brand).unwrap();
        let portal = Portal::load(&dist, &brands).unwrap();
        let app = App::open(config, Clock::system()).await.unwrap().with_brands(brands);
        let router = server::router::build(app.clone(), portal);
        let database = Database::connect(database_url).await.unwrap();
        Self { app, router, database, folder }
    }

    /// With the settings of [`CHEAP`] alone.
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::with(engine, "").await
    }

    /// Runs SQL on the second connection.
    pub(crate) async fn sql(&self, sql: &str) {
        self.database.execute_unprepared(sql).await.unwrap();
    }

    /// Every row of a table as text, bytes in hexadecimal and in Latin letters.
    pub(crate) async fn dump(&self, table: &str) -> String {
        let statement = sea_orm::Statement::from_string(
            self.database.get_database_backend(),
            format!("SELECT * FROM {table}"),
        );
        let rows = self.database.query_all_raw(statement).await.unwrap();
        let mut text = String::new();
        for row in rows {
            for column in row.column_names() {
                if let Ok(Some(value)) = row.try_get::<Option<String>>("", &column) {
                    text.push_str(&value);
                } else if let Ok(Some(value)) = row.try_get::<Option<Vec<u8>>>("", &column) {
                    text.push_str(&String::from_utf8_lossy(&value));
                }
                text.push('\n');
            }
        }
        text
    }

    /// What a person reads off the picture of a flow's challenge.
    pub(crate) async fn shown_digits(&self, flow: &contract::api::flow::Flow) -> String {
        self.digits_of(&flow.id).await
    }

    /// What a person reads off the picture of this flow.
    pub(crate) async fn digits_of(&self, flow_id: &str) -> String {
        use base64::Engine as _;
        use server::crypto::seal::{self, Place};
        let sql = format!("SELECT challenge FROM flow WHERE id = '{flow_id}'");
        let statement = sea_orm::Statement::from_string(self.database.get_database_backend(), sql);
        let row = self.database.query_one_raw(statement).await.unwrap().unwrap();
        let text: String = row.try_get_by_index(0).unwrap();
        let stored: server::store::flow::StoredChallenge = serde_json::from_str(&text).unwrap();
        let sealed = base64::engine::general_purpose::STANDARD.decode(stored.digits_sealed).unwrap();
        let place = Place { column: "flow.challenge", row: &stored.id };
        String::from_utf8(seal::open(&self.app.keys, place, &sealed).unwrap().to_vec()).unwrap()
    }

    /// Where the database, the key file and the portal's files are.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.folder.0
    }

    /// The first column of the first row, as text.
    pub(crate) async fn text(&self, sql: &str) -> String {
        let statement = sea_orm::Statement::from_string(self.database.get_database_backend(), sql);
        self.database.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// The first column of the first row, as a number.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let statement = sea_orm::Statement::from_string(self.database.get_database_backend(), sql);
        self.database.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }
}

/// Puts the lines of `extra` into the sections of `base`; a repeated setting is the later one's.
fn merge(base: &str, extra: &str) -> String {
    let mut table: toml::Table = base.parse().unwrap();
    let over: toml::Table = extra.parse().unwrap();
    for (section, settings) in over {
        let section = table.entry(section).or_insert_with(|| toml::Table::new().into());
        for (name, value) in settings.as_table().unwrap() {
            section.as_table_mut().unwrap().insert(name.clone(), value.clone());
        }
    }
    table.to_string()
}

/// A small stand-in for the built portal's files: the server only reads and fills them.
fn portal_files(folder: &Folder) -> PathBuf {
    let dist = folder.0.join("dist");
    let assets = dist.join("assets/0123456789abcdef");
    std::fs::create_dir_all(&assets).unwrap();
    let page = "<!DOCTYPE html><html lang=\"{{lang}}\" data-brand=\"{{brand}}\"><title>{{title}}</title><!--brand-->\
                <script nonce=\"{{nonce}}\">1</script><div>{{shell}}</div><i>{{site}}</i><a href=\"{{plain}}\">plain</a>";
    std::fs::write(dist.join("index.html"), page).unwrap();
    let owner = "<span class=\"l-header__owner\">Education identity service</span>";
    let form = [owner, "<b>form</b>", &"<p>a field</p>".repeat(200)].concat();
    let shell = serde_json::json!({ "/sign-in": { "en": { "title": "Sign in", "html": form } } });
    std::fs::write(dist.join("shell.json"), shell.to_string()).unwrap();
    for (name, bytes) in [("portal.js", "plain"), ("portal.js.br", "brotli"), ("portal.js.gz", "gzip")] {
        std::fs::write(assets.join(name), bytes).unwrap();
    }
    let brands = dist.join("brands");
    std::fs::create_dir_all(&brands).unwrap();
    std::fs::write(brands.join("matsu.css"), ":root[data-brand=matsu]{--brand:#654321}\n").unwrap();
    std::fs::write(brands.join("matsu.json"), r#"{"owner":{"zh":"連江","en":"Matsu"}}"#).unwrap();
    std::fs::write(brands.join("penghu.css"), ":root[data-brand=penghu]{--brand:#123456}\n").unwrap();
    std::fs::write(brands.join("penghu.json"), r#"{"owner":{"zh":"澎湖","en":"Penghu <&>"}}"#).unwrap();
    dist
}

/// Writes each test twice, once for each database.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($engine:ident: Engine) $body:block)+) => {
        mod cases {
            use super::*;
            $($(#[$meta])* pub(super) async fn $name($engine: Engine) $body)+
        }
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::cases::$name(super::Engine::Sqlite).await })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::cases::$name(super::Engine::Postgres).await })+
        }
    };
}
