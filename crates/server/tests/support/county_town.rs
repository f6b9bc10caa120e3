//! A server with a county, and the way there and back.

use axum::http::StatusCode;
use contract::api::flow::Flow;
use contract::paths;
use serde_json::json;
use server::oidc::parameters::Parameters;
use server::services::county::seal_secret;
use server::store::county::provider::{self, AuthMethod, Claim, ClaimSource, Provider, Settings};

use super::browser::{Answer, Browser};
use super::county::{CLIENT, COUNTY, SECRET, TestCounty};
use super::people::PASSWORD;
use super::{Engine, TestApp};

/// Settings under which a test need not wait: a county that hangs is given up at once.
pub(crate) const HASTY: &str = "[county]\ntimeout_ms = 300\nfailures_max = 2\n";

pub(crate) fn settings() -> Settings {
    Settings {
        auth_method: AuthMethod::ClientSecretBasic,
        scopes: vec!["openid".into(), "profile".into()],
        id_number: None,
        guid: None,
        hosts: Vec::new(),
        home: None,
        no_auth_time: false,
        no_pkce: false,
    }
}

/// A server with one county.
pub(crate) struct CountyTown {
    pub(crate) test: TestApp,
    pub(crate) county: TestCounty,
}

impl CountyTown {
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::with(engine, "", |_| ()).await
    }

    pub(crate) async fn with(engine: Engine, extra: &str, change: impl FnOnce(&mut Settings)) -> Self {
        let test = TestApp::with(engine, extra).await;
        test.sql(
            "INSERT INTO school (code, level, name, county, updated_at) \
             VALUES ('193501', '國中', '市立永安國中', '臺中市', 0)",
        )
        .await;
        let county = test.add_county(COUNTY, change).await;
        Self { test, county }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.test)
    }

    /// Asks to be sent to the county.
    pub(crate) async fn start(&self, browser: &mut Browser, purpose: &str) -> Answer {
        browser.post(paths::FLOWS_COUNTY, &json!({ "county": COUNTY, "purpose": purpose })).await
    }

    /// All the way there and back.
    pub(crate) async fn travel(&self, browser: &mut Browser, purpose: &str) -> Answer {
        let answer = self.start(browser, purpose).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let back = self.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        browser.come_back(&back).await
    }

    /// Links the county account by the password of an account, and signs out again.
    pub(crate) async fn link(&self, account: &str) {
        let mut browser = self.browser();
        let answer = self.travel(&mut browser, "login").await;
        let flow = browser.flow_of(&answer).await;
        let body = Browser::step(&flow, account, PASSWORD);
        let answer = browser.submit(&flow, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }

    pub(crate) async fn links(&self) -> i64 {
        self.test.count("SELECT COUNT(*) FROM county_link").await
    }
}

impl TestApp {
    /// Registers a county of its own for this server.
    pub(crate) async fn add_county(&self, code: &str, change: impl FnOnce(&mut Settings)) -> TestCounty {
        let mut settings = settings();
        change(&mut settings);
        let county = TestCounty::start(self.app.clock.clone(), settings.auth_method).await;
        for claim in [&mut settings.id_number, &mut settings.guid] {
            if let Some(Claim { source: ClaimSource::Resource { url }, .. }) = claim {
                *url = [county.issuer.as_str(), url].concat();
            }
        }
        let provider = Provider {
            county: code.into(),
            issuer: county.issuer.clone(),
            client_id: CLIENT.into(),
            secret_sealed: seal_secret(&self.app, code, SECRET).unwrap(),
            settings,
            is_disabled: false,
            updated_at: self.app.clock.now(),
        };
        let transaction = self.app.store.begin().await.unwrap();
        provider::put(&transaction, &provider).await.unwrap();
        transaction.commit().await.unwrap();
        county
    }
}

impl Browser {
    /// Follows the county's redirect, as a browser does that comes from another site.
    pub(crate) async fn come_back(&mut self, back: &str) -> Answer {
        let mut cross = self.clone().with_header("sec-fetch-site", Some("cross-site"));
        let answer = cross.get(back).await;
        self.cookies = cross.cookies;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer
    }

    /// The flow that the way back opened.
    pub(crate) async fn flow_of(&mut self, answer: &Answer) -> Flow {
        let location = answer.location();
        let (_, query) = location.split_once('?').unwrap_or_else(|| panic!("{location}"));
        let id = Parameters::parse(query).unwrap().get(paths::FLOW_QUERY).unwrap().to_owned();
        self.get(&paths::flow(&id)).await.flow()
    }
}

/// The code of what went wrong, with the page on which it is told.
pub(crate) fn problem(answer: &Answer) -> (String, String) {
    let location = answer.location();
    let (page, query) = location.split_once('?').unwrap_or_else(|| panic!("{location}"));
    let (name, code) = query.split_once('=').unwrap();
    assert_eq!(name, paths::PROBLEM_QUERY, "the code and nothing else");
    (page.to_owned(), code.to_owned())
}
