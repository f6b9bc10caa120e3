//! Random steps of every kind, right and wrong, repeated, reordered, late and at once: whatever comes, no
//! password changes without its proof, no code works twice, and versions only grow.

use std::collections::HashSet;

use contract::api::flow::Flow;
use contract::paths;
use contract::step::NextStep;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::recovery::{body, identity};
use crate::support::{Engine, TestApp};

const STEPS: [&str; 7] = [
    paths::FLOW_STEP_IDENTITY,
    paths::FLOW_STEP_DEFAULT_PASSWORD,
    paths::FLOW_STEP_ACCOUNT,
    paths::FLOW_STEP_CODE,
    paths::FLOW_STEP_RESEND,
    paths::FLOW_STEP_NEW_PASSWORD,
    paths::FLOW_STEP_ID_NUMBER,
];

#[derive(Debug, Clone)]
enum Act {
    Open(usize),
    /// Flow, step (none for the one that is asked), whether what is sent is right, whether the version is the newest, how many at once.
    Take {
        flow: usize,
        step: Option<usize>,
        is_right: bool,
        is_new: bool,
        at_once: usize,
    },
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let take = (
        0..4_usize,
        prop::option::weighted(0.35, 0..STEPS.len()),
        prop::bool::weighted(0.6),
        prop::bool::weighted(0.8),
        1..3_usize,
    )
        .prop_map(|(flow, step, is_right, is_new, at_once)| Act::Take {
            flow,
            step,
            is_right,
            is_new,
            at_once,
        });
    prop_oneof![2 => (0..4_usize).prop_map(Act::Open), 8 => take, 1 => (1..1200_i64).prop_map(Act::Wait)]
}

/// What the test knows of a flow.
struct Known {
    browser: Browser,
    flow: Flow,
    first: Flow,
    is_proved: bool,
}

struct World {
    test: TestApp,
    flows: Vec<Known>,
    password: String,
    next: usize,
    used_codes: HashSet<(String, String)>,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let test = TestApp::with(engine, "[recovery]\nsource_attempts = 100000\nidentity_failures = 1000\nidentity_failures_disable = 2000\ncodes_per_hour = 1000\ncodes_per_day = 1000").await.with_ming().await;
        Self { test, flows: Vec::new(), password: PASSWORD.into(), next: 0, used_codes: HashSet::new() }
    }

    async fn act(&mut self, act: &Act) {
        match act {
            Act::Open(kind) => self.open(*kind).await,
            Act::Wait(seconds) => self.test.app.clock.advance_seconds(*seconds),
            Act::Take { flow, step, is_right, is_new, at_once } if !self.flows.is_empty() => {
                let at = flow % self.flows.len();
                let step = step.map_or_else(|| asked(&self.flows[at].flow.next), |step| STEPS[step]);
                self.take(at, step, *is_right, *is_new, *at_once).await;
            }
            Act::Take { .. } => {}
        }
    }

    async fn open(&mut self, kind: usize) {
        let mut browser = Browser::new(&self.test);
        let (path, request) = match kind {
            0 => (paths::FLOWS_RECOVERY, json!({ "proof": "personal_data" })),
            1 => (paths::FLOWS_RECOVERY, json!({ "proof": "code" })),
            2 => (paths::FLOWS_ACTIVATION, json!({ "proof": "code" })),
            _ => (paths::FLOWS_LOOKUP, json!({})),
        };
        let flow = browser.post(path, &request).await.flow();
        self.flows.push(Known { browser, first: flow.clone(), flow, is_proved: false });
    }

    async fn take(&mut self, at: usize, step: &'static str, is_right: bool, is_new: bool, at_once: usize) {
        self.next += 1;
        let password = format!("lake{}stone{}", self.next, at);
        let known = &self.flows[at];
        let flow = if is_new { known.flow.clone() } else { known.first.clone() };
        let request = self.request(&flow, step, is_right, &password).await;
        let before = known.flow.version;
        let code = (flow.id.clone(), request["code"].as_str().unwrap_or_default().to_owned());
        let mut browsers = vec![known.browser.clone(); at_once];
        let asked = browsers.iter_mut().map(|browser| browser.take(&flow, step, &request));
        let answers = join(asked).await;
        let accepted: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert!(accepted.len() <= 1, "{step}: several of several at once were accepted");
        let known = &mut self.flows[at];
        for answer in &answers {
            assert!(!answer.status.is_server_error(), "{}", answer.text());
            let value = answer.json();
            let shown = if value["flow"].is_null() { &value } else { &value["flow"] };
            if let Ok(shown) = serde_json::from_value::<Flow>(shown.clone()) {
                assert!(shown.version >= before, "versions only grow");
                if shown.version >= known.flow.version {
                    known.flow = shown;
                }
            }
        }
        if accepted.is_empty() {
            return;
        }
        assert!(
            is_right
                || step == paths::FLOW_STEP_RESEND
                || step == paths::FLOW_STEP_ACCOUNT
                || step == paths::FLOW_STEP_ID_NUMBER,
            "{step}: a wrong proof was accepted"
        );
        match step {
            paths::FLOW_STEP_CODE => {
                assert!(self.used_codes.insert(code), "a code worked twice");
                known.is_proved = true;
            }
            paths::FLOW_STEP_IDENTITY => known.is_proved = true,
            paths::FLOW_STEP_NEW_PASSWORD => {
                assert!(known.is_proved, "a password changed without its proof");
                known.is_proved = false;
                self.password = password;
            }
            _ => {}
        }
    }

    async fn request(&self, flow: &Flow, step: &str, is_right: bool, password: &str) -> Value {
        match step {
            paths::FLOW_STEP_IDENTITY => {
                let mut request = identity(flow);
                if !is_right {
                    request["birthday"] = json!("2013/5/7");
                }
                request
            }
            paths::FLOW_STEP_DEFAULT_PASSWORD => {
                body(flow, json!({ "account": "ming", "default_password": "aaaa-aaaa" }))
            }
            paths::FLOW_STEP_ACCOUNT => {
                body(flow, json!({ "account": if is_right { "ming" } else { "nobody" } }))
            }
            paths::FLOW_STEP_CODE => {
                let is_sent = self.test.count("SELECT COUNT(*) FROM message WHERE kind = 'code'").await > 0;
                let newest = if is_sent { self.test.newest_code().await } else { "000000".into() };
                let code = if is_right { newest } else { other_digits(&newest) };
                body(flow, json!({ "code": code }))
            }
            paths::FLOW_STEP_NEW_PASSWORD => {
                let confirmation = if is_right { password } else { "another" };
                body(flow, json!({ "password": password, "confirmation": confirmation }))
            }
            paths::FLOW_STEP_ID_NUMBER => body(flow, json!({ "id_number": "A123456789" })),
            _ => body(flow, json!({})),
        }
    }

    /// The password is the last one that was set, and no other.
    async fn check(&self) {
        let mut browser = Browser::new(&self.test).at([198, 51, 100, 9]);
        let answer = browser.sign_in("ming", &self.password).await;
        assert_eq!(answer.status, 200, "the password is not the one that was proved for: {}", answer.text());
        for known in &self.flows {
            let is_asked = matches!(known.flow.next, NextStep::NewPassword { .. });
            assert!(!is_asked || known.is_proved, "a flow stands at the new password without a proof");
        }
    }
}

/// The step that a flow waits for; any, where it waits for none.
fn asked(next: &NextStep) -> &'static str {
    match next {
        NextStep::Identity => paths::FLOW_STEP_IDENTITY,
        NextStep::Account => paths::FLOW_STEP_ACCOUNT,
        NextStep::Code { .. } => paths::FLOW_STEP_CODE,
        NextStep::NewPassword { .. } => paths::FLOW_STEP_NEW_PASSWORD,
        _ => paths::FLOW_STEP_ID_NUMBER,
    }
}

/// As many digits, and none of them the same.
fn other_digits(code: &str) -> String {
    code.chars().map(|digit| if digit == '9' { '0' } else { char::from(digit as u8 + 1) }).collect()
}

async fn join<F: Future<Output = T>, T>(all: impl Iterator<Item = F>) -> Vec<T> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    match all.len() {
        2 => {
            let (second, first) = (all.pop().unwrap(), all.pop().unwrap());
            let (first, second) = tokio::join!(first, second);
            vec![first, second]
        }
        _ => vec![all.pop().unwrap().await],
    }
}

fn run(engine: Engine, cases: u32) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(acts in prop::collection::vec(act(), 4..28))| {
        runtime.block_on(async {
            let mut world = World::new(engine).await;
            for act in &acts {
                world.act(act).await;
            }
            world.check().await;
        });
    });
}

#[test]
fn random_steps_on_sqlite() {
    run(Engine::Sqlite, 48);
}

#[test]
fn random_steps_on_postgres() {
    run(Engine::Postgres, 12);
}
