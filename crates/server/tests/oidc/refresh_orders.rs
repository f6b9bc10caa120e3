//! Refresh requests in any order, repeated, late and at once, as an unsteady line makes them: a family has
//! one living token, or it is over with everything that it gave.

use axum::http::StatusCode;
use contract::paths::oidc;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

/// Waits within and beyond the ten seconds for which a lost answer can be had again. Their sums stay
/// clear of the edge, since the clock also runs by itself.
const WAITS: [i64; 2] = [4, 21];
const GRACE_SECONDS: i64 = 10;

#[derive(Debug, Clone)]
enum Act {
    /// Sends the token that is so far from the newest, so often at once.
    Refresh {
        back: usize,
        at_once: usize,
    },
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let back = prop_oneof![5 => Just(0_usize), 2 => Just(1), 1 => 2..5_usize];
    let refresh = (back, 1..4_usize).prop_map(|(back, at_once)| Act::Refresh { back, at_once });
    prop_oneof![6 => refresh, 2 => Just(Act::Wait(WAITS[0])), 1 => Just(Act::Wait(WAITS[1]))]
}

/// A token, and when it was first used, in seconds of the waits.
struct Known {
    token: String,
    used_at: Option<i64>,
}

struct World {
    service: RelyingParty,
    family: Vec<Known>,
    newest: Value,
    waited: i64,
    is_over: bool,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let service = RelyingParty::new(engine).await;
        let newest = service.tokens(&mut service.signed_in().await, &[]).await;
        let family = vec![Known { token: refresh_token(&newest), used_at: None }];
        Self { service, family, newest, waited: 0, is_over: false }
    }

    async fn act(&mut self, act: &Act) {
        match act {
            Act::Wait(seconds) => {
                self.service.test.app.clock.advance_seconds(*seconds);
                self.waited += seconds;
            }
            Act::Refresh { back, at_once } => self.refresh(*back, *at_once).await,
        }
        self.check().await;
    }

    async fn refresh(&mut self, back: usize, at_once: usize) {
        let at = (self.family.len() - 1).saturating_sub(back);
        let is_late = self.family[at].used_at.is_some_and(|used| used + GRACE_SECONDS < self.waited);
        let token = self.family[at].token.clone();
        let sent = (0..at_once).map(|_| self.service.refresh(&token));
        let answers = futures_util::future::join_all(sent).await;
        self.is_over |= is_late;
        for answer in answers {
            let told = answer.json();
            if self.is_over {
                assert_eq!(told["error"], "invalid_grant", "{told}");
            } else {
                self.take(at, told);
            }
        }
    }

    /// One answer to the token at a place of the family: each time the same successor.
    fn take(&mut self, at: usize, told: Value) {
        let successor = refresh_token(&told);
        match self.family.get(at + 1) {
            Some(known) => assert_eq!(known.token, successor, "a second successor"),
            None => self.family.push(Known { token: successor, used_at: None }),
        }
        self.family[at].used_at.get_or_insert(self.waited);
        self.newest = told;
    }

    async fn check(&self) {
        let living = "SELECT COUNT(*) FROM refresh_token r JOIN oidc_grant g ON g.id = r.grant_id \
                      WHERE r.used_at IS NULL AND g.revoked_at IS NULL";
        assert_eq!(self.service.test.count(living).await, i64::from(!self.is_over));
        let userinfo = self.service.resource(oidc::USERINFO, &self.newest).await;
        let expected = if self.is_over { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
        assert_eq!(userinfo.status, expected);
    }
}

fn refresh_token(tokens: &Value) -> String {
    tokens["refresh_token"].as_str().unwrap_or_else(|| panic!("{tokens}")).to_owned()
}

fn run(engine: Engine, cases: u32) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(acts in prop::collection::vec(act(), 2..16))| {
        runtime.block_on(async {
            let mut world = World::new(engine).await;
            for act in &acts {
                world.act(act).await;
            }
        });
    });
}

#[test]
fn random_orders_on_sqlite() {
    run(Engine::Sqlite, 48);
}

#[test]
fn random_orders_on_postgres() {
    run(Engine::Postgres, 12);
}
