//! `edupass service`: services that may ask for sign-ins.

mod address;

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use contract::api::service::{LocalText, Service};

use self::address::Verdict;
use crate::app::App;
use crate::brand::{Brands, NATIONAL};
use crate::clock::Clock;
use crate::commands::CommandError;
use crate::config::Config;
use crate::oidc::scopes;
use crate::services::sessions::reference_hash;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::oidc::client::{
    self, Algorithm, AuthMethod, Client, ConsentPolicy, GuidPolicy, Registration, SubjectType,
};
use crate::store::service;

/// `edupass service ACTION`
#[derive(Debug, Args)]
pub struct ServiceArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Register a service; its client_id and secret are printed once.
    Add(Box<AddArgs>),
    /// List every client.
    List,
    /// Show one client's registration.
    Show(ClientArgs),
    /// Refuse a client everything from now on.
    Disable(ClientArgs),
    /// Give a client a new secret, printed once; the old one is void at once.
    RotateSecret(ClientArgs),
}

#[derive(Debug, Args)]
struct ClientArgs {
    /// The client_id.
    client_id: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Consent {
    Approved,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Guid {
    None,
    Keyed,
    Plain,
}

#[derive(Debug, Args)]
struct AddArgs {
    /// The service's short name; one that is there already keeps its card.
    #[arg(long)]
    id: String,
    /// Its Chinese name.
    #[arg(long)]
    name: String,
    /// Its English name.
    #[arg(long)]
    name_en: Option<String>,
    /// Who runs it.
    #[arg(long)]
    owner: String,
    /// Its home page.
    #[arg(long)]
    address: String,
    /// Where answers may go, exactly; may be given more than once.
    #[arg(long = "redirect-uri", required = true)]
    redirect_uris: Vec<String>,
    /// Where a browser may go after signing out.
    #[arg(long = "post-logout-uri")]
    post_logout_uris: Vec<String>,
    /// Where it is told that a session ended.
    #[arg(long)]
    back_channel_logout_uri: Option<String>,
    /// The scopes that it may ask for.
    #[arg(long, value_delimiter = ' ', default_value = "openid profile email")]
    scopes: Vec<String>,
    /// A public client: no secret, PKCE always.
    #[arg(long, conflicts_with = "jwks")]
    public: bool,
    /// The client's keys (JWKS file) for private_key_jwt instead of a secret.
    #[arg(long)]
    jwks: Option<PathBuf>,
    /// Let requests without PKCE pass, for clients that do not know it.
    #[arg(long)]
    no_pkce: bool,
    /// The account's own identifier as sub instead of one of the service's sector.
    #[arg(long)]
    public_subject: bool,
    /// When people are asked.
    #[arg(long, value_enum, default_value = "approved")]
    consent: Consent,
    /// What it gets as guid.
    #[arg(long, value_enum, default_value = "none")]
    guid: Guid,
    /// Sign its ID tokens with ES256 instead of RS256.
    #[arg(long)]
    es256: bool,
    /// Pack education answers always, for clients that gunzip by hand.
    #[arg(long)]
    always_gzip: bool,
    /// Let http:// addresses of other machines pass, for old services that have nothing else.
    #[arg(long)]
    allow_http: bool,
    /// What the portal wears while somebody signs in to it: a brand of the portal's build.
    #[arg(long)]
    brand: Option<String>,
    /// Keep it off the home page.
    #[arg(long)]
    unlisted: bool,
}

/// Carries out one action.
///
/// # Errors
/// When an argument cannot be right, there is no such client, or the database fails.
pub async fn run(config: Config, args: &ServiceArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let said = match &args.action {
        Action::Add(args) => add(&app, args).await?,
        Action::List => list(&app).await?,
        Action::Show(args) => show(&find(&app, args).await?)?,
        Action::Disable(args) => disable(&app, args).await?,
        Action::RotateSecret(args) => rotate_secret(&app, args).await?,
    };
    app.store.close().await;
    writeln!(std::io::stdout().lock(), "{said}")?;
    Ok(())
}

async fn add(app: &App, args: &AddArgs) -> Result<String, CommandError> {
    if let Some(brand) = &args.brand {
        Brands::load(&app.config.portal.dist, NATIONAL)?.ensure(brand)?;
    }
    let secret = (!args.public && args.jwks.is_none()).then(|| hex(&crate::random::bytes::<32>()));
    let client = Client {
        id: hex(&crate::random::bytes::<16>()),
        service_id: args.id.clone(),
        registration: registration(args)?,
        secret_hash: secret.as_deref().map(reference_hash),
        back_channel_logout_uri: args.back_channel_logout_uri.clone(),
        is_disabled: false,
    };
    let is_known = service::find(&app.store, &args.id).await?.is_some();
    let position = service::next_position(&app.store).await?;
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    if !is_known {
        service::put(&transaction, position, &card(args), now).await?;
        service::list(&transaction, &args.id, !args.unlisted).await?;
    }
    client::put(&transaction, &client, now).await?;
    note(&transaction, app, &client.id).await?;
    transaction.commit().await?;
    Ok(match secret {
        Some(secret) => format!("client_id {}\nclient_secret {secret}", client.id),
        None => format!("client_id {}", client.id),
    })
}

fn registration(args: &AddArgs) -> Result<Registration, CommandError> {
    let told = |what: String| CommandError::Told(what);
    if let Some(unknown) = args.scopes.iter().find(|scope| !scopes::ALL.contains(&scope.as_str())) {
        return Err(told(format!("there is no scope {unknown}; choose from {}", scopes::ALL.join(" "))));
    }
    check_addresses(args)?;
    let first = args.redirect_uris.first().and_then(|uri| uri.parse::<reqwest::Url>().ok());
    let sector = first.and_then(|uri| uri.host_str().map(str::to_owned)).unwrap_or_default();
    let jwks = match &args.jwks {
        Some(file) => Some(
            serde_json::from_str(&std::fs::read_to_string(file)?)
                .map_err(|error| CommandError::Told(format!("{} is no JSON: {error}", file.display())))?,
        ),
        None => None,
    };
    Ok(Registration {
        redirect_uris: args.redirect_uris.clone(),
        post_logout_redirect_uris: args.post_logout_uris.clone(),
        scopes: args.scopes.clone(),
        auth_methods: match (args.public, &jwks) {
            (true, _) => vec![AuthMethod::None],
            (false, Some(_)) => vec![AuthMethod::PrivateKeyJwt],
            (false, None) => vec![AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost],
        },
        jwks,
        pkce_required: !args.no_pkce,
        subject_type: if args.public_subject { SubjectType::Public } else { SubjectType::Pairwise },
        sector,
        consent: match args.consent {
            Consent::Approved => ConsentPolicy::Approved,
            Consent::Always => ConsentPolicy::Always,
            Consent::Never => ConsentPolicy::Never,
        },
        id_token_algorithm: if args.es256 { Algorithm::Es256 } else { Algorithm::Rs256 },
        always_gzip: args.always_gzip,
        guid: match args.guid {
            Guid::None => GuidPolicy::None,
            Guid::Keyed => GuidPolicy::Keyed,
            Guid::Plain => GuidPolicy::Plain,
        },
        brand: args.brand.clone(),
    })
}

fn check_addresses(args: &AddArgs) -> Result<(), CommandError> {
    let of_browsers = args.redirect_uris.iter().chain(&args.post_logout_uris).map(|uri| (uri, true));
    let of_servers = args.back_channel_logout_uri.iter().map(|uri| (uri, false));
    for (uri, is_for_browsers) in of_browsers.chain(of_servers) {
        match address::judge(uri, is_for_browsers) {
            Verdict::Fine => {}
            Verdict::Plain if args.allow_http => eprintln!(
                "warning: {uri} is not protected: whoever is on the way can read what is sent there, and \
                 sign in as your people; move the service to https:// and register it anew"
            ),
            Verdict::Plain => {
                return Err(CommandError::Told(format!(
                    "{uri} is not protected; use https:// (http:// is for 127.0.0.1, [::1] and localhost; \
                     an old service that has nothing else needs --allow-http)"
                )));
            }
            Verdict::Refused(why) => {
                return Err(CommandError::Told(format!("{uri} is no address that can be used; {why}")));
            }
        }
    }
    Ok(())
}

fn card(args: &AddArgs) -> Service {
    let english = args.name_en.as_ref().unwrap_or(&args.name);
    let same = |text: &str| LocalText { zh: text.to_owned(), en: text.to_owned() };
    Service {
        id: args.id.clone(),
        name: LocalText { zh: args.name.clone(), en: english.clone() },
        summary: LocalText::default(),
        owner: same(&args.owner),
        address: args.address.clone(),
        monogram: args.name.chars().take(1).collect(),
        hue: 0,
    }
}

async fn list(app: &App) -> Result<String, CommandError> {
    let clients = client::all(&app.store).await?;
    let lines = clients.iter().map(|client| {
        let state = if client.is_disabled { "disabled" } else { "active" };
        format!("{} {state:<8} {}", client.id, client.service_id)
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

async fn find(app: &App, args: &ClientArgs) -> Result<Client, CommandError> {
    let found = client::find(&app.store, &args.client_id).await?;
    found.ok_or_else(|| CommandError::Told(format!("there is no client {}", args.client_id)))
}

fn show(client: &Client) -> Result<String, CommandError> {
    let registration = serde_json::to_string_pretty(&client.registration);
    let registration = registration.map_err(|error| CommandError::Told(error.to_string()))?;
    let back_channel = client.back_channel_logout_uri.as_deref().unwrap_or("-");
    Ok(format!(
        "client_id {}\nservice {}\ndisabled {}\nback_channel_logout_uri {back_channel}\n{registration}",
        client.id, client.service_id, client.is_disabled
    ))
}

async fn disable(app: &App, args: &ClientArgs) -> Result<String, CommandError> {
    let client = Client { is_disabled: true, ..find(app, args).await? };
    put(app, &client).await?;
    Ok(format!("{} is disabled", client.id))
}

async fn rotate_secret(app: &App, args: &ClientArgs) -> Result<String, CommandError> {
    let mut client = find(app, args).await?;
    if client.secret_hash.is_none() {
        return Err(CommandError::Told(format!("{} has no secret", client.id)));
    }
    let secret = hex(&crate::random::bytes::<32>());
    client.secret_hash = Some(reference_hash(&secret));
    put(app, &client).await?;
    Ok(format!("client_secret {secret}"))
}

async fn put(app: &App, client: &Client) -> Result<(), CommandError> {
    let transaction = app.store.begin().await?;
    client::put(&transaction, client, app.clock.now()).await?;
    note(&transaction, app, &client.id).await?;
    Ok(transaction.commit().await?)
}

async fn note(transaction: &crate::store::Transaction, app: &App, id: &str) -> Result<(), CommandError> {
    let subject = Subject { detail: Some(id.to_owned()), ..Subject::default() };
    Ok(audit::append(transaction, Event::ServiceChanged, Actor::Operator, subject, app.clock.now()).await?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
