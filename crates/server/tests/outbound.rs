//! Whoever is asked over TLS is believed by an authority of the operator's own, and by no stranger's.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use contract::paths;
use neighbours::gateway::{self, Gateway};
use neighbours::outbox::Outbox;
use neighbours::tls::Identity;
use serde_json::json;
use server::config;
use server::county::trouble::Trouble;
use server::delivery::sms::SmsSender;
use server::oidc::logout_worker::LogoutWorker;
use server::services::county::{probe, seal_secret};
use server::store::county::provider::{AuthMethod, Provider};

use crate::on_both_databases;
use crate::support::county::{CLIENT, COUNTY, SECRET, TestCounty};
use crate::support::county_town;
use crate::support::relying_party::RelyingParty;
use crate::support::{Engine, Folder, TestApp};

const GATEWAY_SECRET: &str = "a secret of the gateway, long enough";

/// Settings by which `section` trusts this authority beside the public ones.
fn trusting(folder: &Folder, section: &str, identity: &Identity) -> String {
    let file = folder.0.join("authority.pem");
    std::fs::write(&file, &identity.authority_pem).unwrap();
    format!("[{section}]\nca_file = \"{}\"\n", file.display())
}

/// Where `router` is served with TLS.
async fn serve(identity: &Identity, router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let listener = identity.listen(listener);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Signs out of a service that listens with `identity`, and says how many tokens it heard.
async fn heard_of_sign_out(engine: Engine, settings: &str, identity: &Identity) -> usize {
    let heard: Arc<Mutex<usize>> = Arc::default();
    let hear = async |State(heard): State<Arc<Mutex<usize>>>| *heard.lock().unwrap() += 1;
    let router = Router::new().route("/bye", post(hear)).with_state(heard.clone());
    let address = serve(identity, router).await + "/bye";
    let test = TestApp::with(engine, settings).await.with_pupil("amy").await;
    let service = RelyingParty::at(test, |client| client.back_channel_logout_uri = Some(address)).await;
    let mut browser = service.signed_in().await;
    service.tokens(&mut browser, &[]).await;
    browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
    LogoutWorker::new(service.test.app.clone()).unwrap().round().await.unwrap();
    *heard.lock().unwrap()
}

on_both_databases! {
    async fn service_with_a_certificate_of_a_trusted_authority_hears_of_the_sign_out(engine: Engine) {
        let (folder, identity) = (Folder::new(), Identity::new().unwrap());
        let settings = trusting(&folder, "back_channel_logout", &identity);
        assert_eq!(heard_of_sign_out(engine, &settings, &identity).await, 1);
    }

    async fn service_with_a_strangers_certificate_hears_nothing(engine: Engine) {
        let (folder, identity) = (Folder::new(), Identity::new().unwrap());
        let settings = trusting(&folder, "back_channel_logout", &Identity::new().unwrap());
        assert_eq!(heard_of_sign_out(engine, &settings, &identity).await, 0);
        assert_eq!(heard_of_sign_out(engine, "", &identity).await, 0);
    }

    async fn county_with_a_certificate_of_a_trusted_authority_is_asked(engine: Engine) {
        let (folder, identity) = (Folder::new(), Identity::new().unwrap());
        for (settings, is_trusted) in
            [(trusting(&folder, "county", &identity), true), (String::new(), false)]
        {
            let test = TestApp::with(engine, &settings).await;
            let county = TestCounty::with(test.app.clock.clone(), AuthMethod::default(), Some(&identity)).await;
            let provider = Provider {
                county: COUNTY.into(),
                issuer: county.issuer.clone(),
                client_id: CLIENT.into(),
                secret_sealed: seal_secret(&test.app, COUNTY, SECRET).unwrap(),
                settings: county_town::settings(),
                is_disabled: false,
                updated_at: test.app.clock.now(),
            };
            let asked = probe::ask(&test.app, &provider).await;
            assert_eq!(asked.is_ok(), is_trusted, "{asked:?}");
            assert!(is_trusted || matches!(asked, Err(Trouble::Unavailable("connection", None))));
        }
    }
}

#[tokio::test]
async fn gateway_with_a_certificate_of_a_trusted_authority_gets_short_messages() {
    let (folder, identity) = (Folder::new(), Identity::new().unwrap());
    let outbox = Outbox::new(Arc::new(|| 1_700_000_000_000));
    let state = Gateway::new(outbox.clone(), GATEWAY_SECRET.into());
    let router = Router::new().route("/sms", post(gateway::receive)).with_state(state);
    let address = serve(&identity, router).await;
    let at = server::clock::Timestamp(1_700_000_000_000);
    let further = format!("url = \"{address}/sms\"\nsecret = \"{GATEWAY_SECRET}\"\n");
    for (trusted, arrived) in [(&Identity::new().unwrap(), 0), (&identity, 1)] {
        let settings = trusting(&folder, "sms", trusted) + &further;
        let sender = SmsSender::new(&config::parse(&settings).unwrap().sms).unwrap();
        let sent = sender.send("d-1", "0900000987", "教育通行驗證碼", at).await;
        assert_eq!(sent.is_ok(), arrived == 1);
        assert_eq!(outbox.messages().len(), arrived);
    }
}

#[test]
fn server_does_not_start_with_a_file_that_is_no_authority() {
    let folder = Folder::new();
    std::fs::write(folder.0.join("wrong.pem"), "a note").unwrap();
    for section in ["county", "back_channel_logout", "sms", "mail"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_edupass"))
            .arg("serve")
            .current_dir(&folder.0)
            .env_remove("DATABASE_URL")
            .env(format!("EDUPASS_{}__CA_FILE", section.to_uppercase()), "wrong.pem")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        let expected = format!("{section}.ca_file: wrong.pem holds no certificate");
        assert!(said.contains(&expected), "{said}");
    }
}
