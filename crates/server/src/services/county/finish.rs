//! The way back from a county, and what it opens.

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;

use crate::app::App;
use crate::clock::Timestamp;
use crate::county::discovery;
use crate::county::exchange::{Party, Vouched};
use crate::county::line::Line;
use crate::county::trouble::Trouble;
use crate::services::county::start::open_secrets;
use crate::services::county::{link, offered, open_secret, redirect_uri, refusal, sign_out, subject_tag};
use crate::services::flows::Begun;
use crate::services::recovery::proof::obstacle;
use crate::services::refusal::Refusal;
use crate::services::sessions::{self, reference_hash};
use crate::services::sign_in::SignedIn;
use crate::services::sign_in::opening::{self, Authentication};
use crate::services::visitor::Visitor;
use crate::services::{flows, notices, site};
use crate::store::Transaction;
use crate::store::account::{self, Account, AccountState};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::county::link::{self as links, Link, Way};
use crate::store::county::visit::{self, Visit};
use crate::store::flow::{self, Flow, FlowState};

/// A sign-in that another party vouches for. RFC 8176 has no word for it.
const AUTHENTICATION: Authentication = Authentication { acr: "urn:edupass:acr:county", amr: "" };

/// What a county sends a browser back with (RFC 6749 §4.1.2, RFC 9207 §2).
pub struct Answer<'a> {
    /// The county whose address was asked.
    pub county: &'a str,
    /// The visit.
    pub state: Option<&'a str>,
    /// What the county vouches with.
    pub code: Option<&'a str>,
    /// Whether it says that it does not.
    pub is_error: bool,
    /// Who says to answer.
    pub issuer: Option<&'a str>,
}

/// What the way back opened.
pub enum Finished {
    /// A session.
    SignedIn(SignedIn),
    /// Nothing new: this browser got its session by an earlier coming of the same answer.
    AlreadyIn {
        /// A path on this origin.
        continue_to: String,
    },
    /// A flow that goes on in the portal.
    Flow(Origin, String),
}

/// The page that somebody was sent away from.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// The journey.
    pub purpose: FlowKind,
    /// The language that the person reads.
    pub language: Language,
    /// Whether it was a page without scripts.
    pub is_plain: bool,
}

impl Origin {
    /// Where a flow goes on that the answer opened.
    #[must_use]
    pub fn step(self, flow_id: &str) -> String {
        match self.is_plain {
            true => paths::county_step_plain(flow_id, self.language),
            false => paths::county_step(self.purpose, flow_id, self.language),
        }
    }

    /// Where it is told why the answer led no further.
    #[must_use]
    pub fn problem(self, code: ErrorCode) -> String {
        match self.is_plain {
            true => paths::county_problem_plain(code, self.language),
            false => paths::county_problem(self.purpose, code, self.language),
        }
    }
}

/// Takes a county's answer.
///
/// # Errors
/// The journey it belongs to, as far as that is known, and why it went no further.
pub async fn finish(
    app: &App,
    visitor: &Visitor,
    session: Option<&str>,
    answer: &Answer<'_>,
) -> Result<Finished, (Origin, Refusal)> {
    let unknown = Origin { purpose: FlowKind::Login, language: Language::default(), is_plain: false };
    let visit = find(app, visitor, answer).await.map_err(|refusal| (unknown, refusal))?;
    let journey = Journey { app, visitor, session, visit: &visit };
    let result = journey.run(answer).await;
    match &result {
        Ok(_) => app.metrics.county(&visit.county, "vouched"),
        Err(refusal) if refusal.cause.is_none() => {
            journey.note_refusal(refusal.code).await.map_err(|refusal| (journey.origin(), refusal))?;
        }
        Err(_) => {}
    }
    result.map_err(|refusal| (journey.origin(), refusal))
}

/// Notes that a county could not tell something now.
fn untold<T>(app: &App, county: &str, trouble: Trouble) -> Option<T> {
    let _ = refusal(app, county, trouble);
    None
}

fn over() -> Refusal {
    Refusal::new(ErrorCode::UpstreamOver)
}

async fn find(app: &App, visitor: &Visitor, answer: &Answer<'_>) -> Result<Visit, Refusal> {
    let browser_hash = visitor.browser_hash.as_deref().ok_or_else(over)?;
    let state = answer.state.ok_or_else(over)?;
    let found = visit::find(&app.store, &reference_hash(state), browser_hash, answer.county).await?;
    found.ok_or_else(over)
}

struct Journey<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    session: Option<&'a str>,
    visit: &'a Visit,
}

/// Whom the county vouches for.
struct Seen {
    tag: [u8; 32],
    owner: Option<Owner>,
    id_token: String,
}

/// The account that a county account opens, and the link that is still to be made.
struct Owner {
    account: Account,
    is_new: bool,
}

impl Journey<'_> {
    async fn run(&self, answer: &Answer<'_>) -> Result<Finished, Refusal> {
        let (app, visit) = (self.app, self.visit);
        site::ensure_open(app)?;
        if !self.take(answer).await? {
            return self.again().await;
        }
        if answer.is_error {
            return Err(refusal(app, &visit.county, Trouble::Denied("error")));
        }
        let Seen { tag, owner, id_token } = self.ask(answer).await?;
        match (visit.purpose, owner) {
            (FlowKind::Login, Some(owner)) => self.sign_in(&tag, owner, &id_token).await,
            (FlowKind::Login, None) => self.ask_for_password(&tag, &id_token).await,
            (_, None) => Err(Refusal::new(ErrorCode::UpstreamNotLinked)),
            (FlowKind::Lookup, Some(owner)) => self.open(&tag, owner, FlowState::LookedUp).await,
            (FlowKind::Recovery | FlowKind::Activation, Some(owner)) => {
                self.open(&tag, owner, FlowState::NewPassword).await
            }
        }
    }

    /// Takes the answer once.
    async fn take(&self, answer: &Answer<'_>) -> Result<bool, Refusal> {
        let code_hash = answer.code.map(reference_hash);
        let transaction = self.app.store.begin().await?;
        let now = self.app.clock.now();
        let taken = visit::answer(&transaction, &self.visit.id, code_hash.as_deref(), now).await?;
        transaction.commit().await?;
        Ok(taken)
    }

    /// An answer that came before: a reload, or Back. Whoever is in by it goes on.
    async fn again(&self) -> Result<Finished, Refusal> {
        let live = match self.session {
            Some(reference) => sessions::find_live(self.app, reference).await.ok(),
            None => None,
        };
        match live {
            Some((session, _))
                if self.visit.purpose == FlowKind::Login && self.visit.started_at.0 <= session.auth_time =>
            {
                Ok(Finished::AlreadyIn { continue_to: self.continue_to() })
            }
            _ => Err(over()),
        }
    }

    fn continue_to(&self) -> String {
        let Visit { language, is_plain, authorization_id, .. } = self.visit;
        match (authorization_id.as_deref(), *is_plain) {
            (Some(id), false) => paths::oidc::authorize_continue(id),
            (Some(id), true) => paths::oidc::authorize_continue_plain(id),
            (None, false) => paths::in_language(paths::SCREEN_ACCOUNT, *language),
            (None, true) => paths::in_language(paths::PLAIN_ACCOUNT, *language),
        }
    }

    const fn origin(&self) -> Origin {
        let Visit { purpose, language, is_plain, .. } = *self.visit;
        Origin { purpose, language, is_plain }
    }

    /// Asks the county whom it vouches for, and finds the account.
    async fn ask(&self, answer: &Answer<'_>) -> Result<Seen, Refusal> {
        let (app, visit) = (self.app, self.visit);
        let trouble = |trouble| refusal(app, &visit.county, trouble);
        let provider = offered(app, &visit.county).await?;
        let provider = provider.ok_or_else(|| Refusal::new(ErrorCode::UpstreamNotOffered))?;
        let line = Line::open(&app.counties, &provider, &app.clock).await.map_err(trouble)?;
        let known = discovery::known(&line, &provider).await.map_err(trouble)?;
        let names_issuer =
            known.metadata.additional_metadata().authorization_response_iss_parameter_supported;
        match answer.issuer {
            Some(issuer) if issuer != provider.issuer => return Err(trouble(Trouble::Rejected("iss"))),
            None if names_issuer => return Err(trouble(Trouble::Rejected("iss"))),
            _ => {}
        }
        let code = answer.code.ok_or_else(|| trouble(Trouble::Rejected("no_code")))?;
        let (secret, redirect_uri) = (open_secret(app, &provider)?, redirect_uri(app, &provider.county));
        let party = Party { provider: &provider, secret: &secret, redirect_uri: &redirect_uri };
        let secrets = open_secrets(app, visit)?;
        let vouched = line.run(party.exchange(&line, &known, code, &secrets)).await;
        let vouched = vouched.map_err(trouble)?;
        let tag = subject_tag(app, &provider.issuer, &vouched.subject);
        if let Some(id) = links::account_of(&app.store, &tag).await? {
            let account = account::by_id(&app.store, &id).await?;
            let owner = account.map(|account| Owner { account, is_new: false });
            return Ok(Seen { tag, owner, id_token: vouched.id_token });
        }
        let account = self.by_id_number(&line, &known, &party, &vouched).await?;
        let owner = account.map(|account| Owner { account, is_new: true });
        Ok(Seen { tag, owner, id_token: vouched.id_token })
    }

    /// The account by the ID number that the county verified. Where that cannot be asked now, the person
    /// is asked for the password, as where there is none.
    async fn by_id_number(
        &self,
        line: &Line,
        known: &discovery::Known,
        party: &Party<'_>,
        vouched: &Vouched,
    ) -> Result<Option<Account>, Refusal> {
        let (app, county) = (self.app, &self.visit.county);
        let settings = &party.provider.settings;
        if settings.id_number.is_some() {
            let told = line.run(party.id_number(line, known, vouched)).await;
            if let Some(number) = told.unwrap_or_else(|trouble| untold(app, county, trouble)) {
                return link::account_by_id_number(app, county, &number).await;
            }
        }
        if settings.guid.is_some() {
            let told = line.run(party.guid(line, known, vouched)).await;
            if let Some(guid) = told.unwrap_or_else(|trouble| untold(app, county, trouble)) {
                return link::account_by_guid(app, county, &guid).await;
            }
        }
        Ok(None)
    }

    async fn sign_in(&self, tag: &[u8], owner: Owner, id_token: &str) -> Result<Finished, Refusal> {
        let (app, visit) = (self.app, self.visit);
        let account = &owner.account;
        self.ensure_linkable(&owner)?;
        if account.state != AccountState::Active {
            return Err(Refusal::new(ErrorCode::AccountDisabled));
        }
        let now = app.clock.now();
        let session = opening::new(app, self.visitor, account, AUTHENTICATION, visit.personal_device, now);
        let asked = visit.authorization_id.as_deref();
        let prior = opening::prior(app, self.visitor, asked, &visit.browser_hash, now).await?;
        let transaction = app.store.begin().await?;
        self.link(&transaction, tag, &owner, now).await?;
        let opened = opening::open(app, self.visitor, &transaction, &session, prior.as_ref()).await?;
        sign_out::remember(app, &transaction, &session.id, &visit.county, id_token, now).await?;
        let mut subject = self.subject(Some(account.id.clone()), None);
        subject.session_id = Some(session.id.clone());
        audit::append(&transaction, Event::SignInSucceeded, Actor::Person, subject, now).await?;
        transaction.commit().await?;
        notices::wake(app);
        Ok(Finished::SignedIn(SignedIn {
            next: contract::step::NextStep::Completed { continue_to: self.continue_to() },
            session: opened.reference,
            device: opened.device,
            session_seconds: opened.seconds,
        }))
    }

    /// An account whose owner said that a change was not theirs gets no new link.
    fn ensure_linkable(&self, owner: &Owner) -> Result<(), Refusal> {
        if owner.is_new && owner.account.is_recovery_frozen {
            return Err(Refusal::new(ErrorCode::RecoveryFrozen));
        }
        Ok(())
    }

    async fn link(
        &self,
        transaction: &Transaction,
        tag: &[u8],
        owner: &Owner,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        if !owner.is_new {
            return Ok(links::used(transaction, tag, now).await?);
        }
        let link = Link {
            subject_tag: tag,
            county: &self.visit.county,
            account_id: &owner.account.id,
            way: Way::IdNumber,
        };
        link::put(self.app, self.visitor, transaction, &link).await
    }

    /// Nobody is linked yet: the person proves that an account is theirs by its password.
    async fn ask_for_password(&self, tag: &[u8], id_token: &str) -> Result<Finished, Refusal> {
        let (app, visit) = (self.app, self.visit);
        let transaction = app.store.begin().await?;
        let sealed = sign_out::seal_for_visit(app, &visit.id, id_token)?;
        visit::vouched(&transaction, &visit.id, tag, sealed).await?;
        transaction.commit().await?;
        let asked = visit.authorization_id.as_deref();
        let authorization = flows::authorization(app, &visit.browser_hash, asked).await?;
        let begun = Begun { authorization, service: None, county_visit_id: Some(visit.id.clone()) };
        let flow = flows::begin_login(app, self.visitor, &visit.browser_hash, begun, app.clock.now()).await?;
        Ok(Finished::Flow(self.origin(), flow.id))
    }

    /// Opens a flow whose proof the county gave.
    async fn open(&self, tag: &[u8], owner: Owner, state: FlowState) -> Result<Finished, Refusal> {
        let (app, visit) = (self.app, self.visit);
        let now = app.clock.now();
        self.ensure_linkable(&owner)?;
        if state == FlowState::NewPassword
            && let Some(refused) = obstacle(&owner.account, RecoveryProof::County, now)
        {
            return Err(Refusal::new(refused.code));
        }
        let flow = Flow {
            proof: Some(RecoveryProof::County),
            account_id: Some(owner.account.id.clone()),
            ..flows::new(app, &visit.browser_hash, visit.purpose, state, now)
        };
        let event = match state {
            FlowState::LookedUp => Event::AccountLookedUp,
            _ => Event::ProofSucceeded,
        };
        let transaction = app.store.begin().await?;
        self.link(&transaction, tag, &owner, now).await?;
        flow::insert(&transaction, &flow, now, app.config.session.flows_max).await?;
        let subject = self.subject(Some(owner.account.id.clone()), Some(flow.id.clone()));
        audit::append(&transaction, event, Actor::Person, subject, now).await?;
        transaction.commit().await?;
        notices::wake(app);
        Ok(Finished::Flow(self.origin(), flow.id))
    }

    async fn note_refusal(&self, code: ErrorCode) -> Result<(), Refusal> {
        let app = self.app;
        let detail = [self.visit.county.as_str(), " ", code.code()].concat();
        let subject = Subject { detail: Some(detail), ..self.subject(None, None) };
        let transaction = app.store.begin().await?;
        audit::append(&transaction, Event::CountyRefused, Actor::Person, subject, app.clock.now()).await?;
        Ok(transaction.commit().await?)
    }

    fn subject(&self, account_id: Option<String>, flow_id: Option<String>) -> Subject {
        Subject {
            account_id,
            flow_id,
            source: Some(self.visitor.address.to_string()),
            user_agent_hash: self.visitor.user_agent_hash.clone(),
            detail: Some(self.visit.county.clone()),
            ..Subject::default()
        }
    }
}
