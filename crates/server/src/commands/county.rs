//! `edupass county`: the providers that counties' people sign in at (docs/counties.md).

use std::io::{BufRead as _, Write as _};

use clap::{Args, Subcommand, ValueEnum};

use crate::app::App;
use crate::clock::Clock;
use crate::commands::CommandError;
use crate::config::Config;
use crate::county::egress;
use crate::services::county::{probe, redirect_uri, seal_secret, signed_out_uri};
use crate::services::import::areas::{by_code, counties};
use crate::services::refusal::Refusal;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::county::provider::{self, AuthMethod, Claim, ClaimSource, Provider, Settings};

/// `edupass county ACTION`
#[derive(Debug, Args)]
pub struct CountyArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Register a county's provider, or change it; the secret is read from standard input.
    Add(Box<AddArgs>),
    /// List the 22 counties with their providers.
    List,
    /// Show one county's provider, and what the county has to register.
    Show(CodeArgs),
    /// Send nobody to a county from now on.
    Disable(CodeArgs),
    /// Send people to a county again.
    Enable(CodeArgs),
    /// Ask a county's provider for its discovery document and keys, as a sign-in does.
    Test(CodeArgs),
}

#[derive(Debug, Args)]
struct CodeArgs {
    /// The county's official code, e.g. 66000000.
    code: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Auth {
    Basic,
    Post,
}

#[derive(Debug, Args)]
struct AddArgs {
    /// The county's official code, e.g. 66000000.
    #[arg(long)]
    county: String,
    /// The issuer, letter by letter as the provider writes it.
    #[arg(long)]
    issuer: String,
    /// Our client_id there.
    #[arg(long)]
    client_id: String,
    /// How the secret is sent.
    #[arg(long, value_enum, default_value = "basic")]
    auth: Auth,
    /// What is asked for.
    #[arg(long, value_delimiter = ' ', default_value = "openid")]
    scopes: Vec<String>,
    /// Believe the ID number that the county tells: `id-token:CLAIM`, `userinfo:CLAIM`, or
    /// `resource:URL#CLAIM`; a member of an object stands after a dot.
    #[arg(long)]
    id_number: Option<String>,
    /// Believe the guid (SHA-256 of the ID number) that the county tells, written as for --id-number.
    #[arg(long)]
    guid: Option<String>,
    /// A further host that the provider's endpoints are on; may be given more than once.
    #[arg(long = "host")]
    hosts: Vec<String>,
    /// A page of the county where people sign out by hand, where its provider has no end_session_endpoint.
    #[arg(long)]
    home: Option<String>,
    /// Quirk: the provider tells no auth_time.
    #[arg(long)]
    no_auth_time: bool,
    /// Quirk: the provider refuses PKCE.
    #[arg(long)]
    no_pkce: bool,
}

/// Carries out one action.
///
/// # Errors
/// When an argument cannot be right, there is no such county or provider, the provider does not answer as
/// it should, or the database fails.
pub async fn run(config: Config, args: &CountyArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let said = match &args.action {
        Action::Add(args) => add(&app, args).await?,
        Action::List => list(&app).await?,
        Action::Show(args) => show(&app, &find(&app, &args.code).await?)?,
        Action::Disable(args) => switch(&app, &args.code, true).await?,
        Action::Enable(args) => switch(&app, &args.code, false).await?,
        Action::Test(args) => test(&app, &find(&app, &args.code).await?).await?,
    };
    app.store.close().await;
    writeln!(std::io::stdout().lock(), "{said}")?;
    Ok(())
}

async fn add(app: &App, args: &AddArgs) -> Result<String, CommandError> {
    let county = by_code(&args.county);
    let county = county.ok_or_else(|| told(format!("there is no county {}", args.county)))?;
    let settings = settings(args)?;
    let mut secret = String::new();
    std::io::stdin().lock().read_line(&mut secret)?;
    let secret = zeroize::Zeroizing::new(secret.trim().to_owned());
    if secret.is_empty() {
        return Err(told("write the client_secret to standard input".into()));
    }
    let provider = Provider {
        county: county.code.clone(),
        issuer: args.issuer.clone(),
        client_id: args.client_id.clone(),
        secret_sealed: seal_secret(app, &county.code, &secret).map_err(failed)?,
        settings,
        is_disabled: false,
        updated_at: app.clock.now(),
    };
    put(app, &provider).await?;
    Ok(format!("{} signs in at {}\n{}", county.name, provider.issuer, register(app, &provider)))
}

fn register(app: &App, provider: &Provider) -> String {
    let (back, out) = (redirect_uri(app, &provider.county), signed_out_uri(app, &provider.county));
    format!("redirect_uri to register there: {back}\npost_logout_redirect_uri to register there: {out}")
}

fn settings(args: &AddArgs) -> Result<Settings, CommandError> {
    let issuer = egress::issuer(&args.issuer);
    let issuer =
        issuer.ok_or_else(|| told(format!("{} is no issuer; start it with https://", args.issuer)))?;
    if let Some(home) = &args.home
        && !home.parse::<reqwest::Url>().is_ok_and(|url| url.scheme() == "https")
    {
        return Err(told(format!("{home} is no address of a page; start it with https://")));
    }
    let id_number = args.id_number.as_deref().map(claim).transpose()?;
    let guid = args.guid.as_deref().map(claim).transpose()?;
    for claim in [&id_number, &guid].into_iter().flatten() {
        let ClaimSource::Resource { url } = &claim.source else { continue };
        let url = url.parse::<reqwest::Url>().map_err(|_| told(format!("{url} is no address")))?;
        let host = url.host_str().unwrap_or_default();
        if Some(host) != issuer.host_str() && !args.hosts.iter().any(|known| known == host) {
            return Err(told(format!("{host} is not the issuer's host; allow it by --host {host}")));
        }
    }
    Ok(Settings {
        auth_method: match args.auth {
            Auth::Basic => AuthMethod::ClientSecretBasic,
            Auth::Post => AuthMethod::ClientSecretPost,
        },
        scopes: args.scopes.clone(),
        id_number,
        guid,
        hosts: args.hosts.clone(),
        home: args.home.clone(),
        no_auth_time: args.no_auth_time,
        no_pkce: args.no_pkce,
    })
}

/// Reads `userinfo:personid` and its kin.
fn claim(text: &str) -> Result<Claim, CommandError> {
    let wrong =
        || told(format!("{text} is no claim; write id-token:NAME, userinfo:NAME or resource:URL#NAME"));
    let (source, path) = match text.split_once(':').ok_or_else(wrong)? {
        ("id-token", path) => (ClaimSource::IdToken, path),
        ("userinfo", path) => (ClaimSource::Userinfo, path),
        ("resource", rest) => {
            let (url, path) = rest.split_once('#').ok_or_else(wrong)?;
            (ClaimSource::Resource { url: url.to_owned() }, path)
        }
        _ => return Err(wrong()),
    };
    if path.is_empty() { Err(wrong()) } else { Ok(Claim { source, path: path.to_owned() }) }
}

async fn list(app: &App) -> Result<String, CommandError> {
    let providers = provider::all(&app.store).await?;
    let lines = counties().iter().map(|county| {
        let (state, issuer) = match providers.iter().find(|known| known.county == county.code) {
            Some(known) if known.is_disabled => ("disabled", known.issuer.as_str()),
            Some(known) => ("active", known.issuer.as_str()),
            None => ("-", ""),
        };
        format!("{} {} {state:<8} {issuer}", county.code, county.name).trim_end().to_owned()
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

async fn find(app: &App, code: &str) -> Result<Provider, CommandError> {
    let found = provider::find(&app.store, code).await?;
    found.ok_or_else(|| told(format!("no provider is registered for {code}; see `edupass county list`")))
}

fn show(app: &App, provider: &Provider) -> Result<String, CommandError> {
    let settings = serde_json::to_string_pretty(&provider.settings);
    let settings = settings.map_err(|error| told(error.to_string()))?;
    let Provider { county, issuer, client_id, is_disabled, .. } = provider;
    Ok(format!(
        "county {county}\nissuer {issuer}\nclient_id {client_id}\ndisabled {is_disabled}\n{}\n{settings}",
        register(app, provider)
    ))
}

async fn switch(app: &App, code: &str, is_disabled: bool) -> Result<String, CommandError> {
    let provider = Provider { is_disabled, updated_at: app.clock.now(), ..find(app, code).await? };
    put(app, &provider).await?;
    Ok(format!("{code} is {}", if is_disabled { "disabled" } else { "enabled" }))
}

async fn test(app: &App, provider: &Provider) -> Result<String, CommandError> {
    match probe::ask(app, provider).await {
        Ok(()) => Ok(format!("{} answers as {}", provider.county, provider.issuer)),
        Err(trouble) => Err(told(format!("{}: {trouble}", provider.county))),
    }
}

async fn put(app: &App, provider: &Provider) -> Result<(), CommandError> {
    let transaction = app.store.begin().await?;
    provider::put(&transaction, provider).await?;
    let subject = Subject { detail: Some(provider.county.clone()), ..Subject::default() };
    let now = app.clock.now();
    audit::append(&transaction, Event::CountyChanged, Actor::Operator, subject, now).await?;
    Ok(transaction.commit().await?)
}

const fn told(what: String) -> CommandError {
    CommandError::Told(what)
}

fn failed(refusal: Refusal) -> CommandError {
    told(refusal.cause.unwrap_or_else(|| refusal.code.code().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_from_one_argument() {
        let read = |text| claim(text).ok().map(|claim| (claim.source, claim.path));
        assert_eq!(read("id-token:kh.id"), Some((ClaimSource::IdToken, "kh.id".into())));
        let url = "https://c.example/cncresource/api/v1/personid".to_owned();
        let resource = read("resource:https://c.example/cncresource/api/v1/personid#personid");
        assert_eq!(resource, Some((ClaimSource::Resource { url }, "personid".into())));
        for wrong in ["", "userinfo", "userinfo:", "resource:https://c.example/", "header:x"] {
            assert!(claim(wrong).is_err(), "{wrong}");
        }
    }
}
