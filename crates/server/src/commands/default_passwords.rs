//! `edupass default-passwords`: what a school hands to pupils who forgot theirs (管理平臺 of the ministry).

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use contract::rules::account::{AccountName, SUFFIX};
use rand::Rng as _;

use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::commands::CommandError;
use crate::config::Config;
use crate::html::escape;
use crate::services::recovery::default_password::{ALPHABET, LENGTH, tag};
use crate::store::account;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::default_password::{self, Issued, Pupil};

/// `edupass default-passwords ACTION`
#[derive(Debug, Args)]
pub struct DefaultPasswordsArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make new ones for a school's pupils and write slips to hand out: FILE as CSV and, beside it, a
    /// sheet for each class to print (.html). Those issued before are void.
    Issue(IssueArgs),
    /// Make those of a school, or of one account, void.
    Revoke(RevokeArgs),
    /// List those of a school, without the passwords, which nobody can read again.
    List(SchoolArgs),
}

#[derive(Debug, Args)]
struct SchoolArgs {
    /// The school's code.
    #[arg(long)]
    school: String,
}

#[derive(Debug, Args)]
struct IssueArgs {
    #[command(flatten)]
    school: SchoolArgs,
    /// Only this grade.
    #[arg(long)]
    grade: Option<String>,
    /// Only this class.
    #[arg(long)]
    class: Option<String>,
    /// Only this account.
    #[arg(long)]
    account: Option<String>,
    /// The CSV file to write; it must not exist.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct RevokeArgs {
    #[command(flatten)]
    school: SchoolArgs,
    /// Only this account.
    #[arg(long)]
    account: Option<String>,
}

/// Carries out one action.
///
/// # Errors
/// When the school has no such pupils, the file exists, or the database fails.
pub async fn run(config: Config, args: &DefaultPasswordsArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let said = match &args.action {
        Action::Issue(args) => issue(&app, args).await?,
        Action::Revoke(args) => revoke(&app, args).await?,
        Action::List(args) => list(&app, args).await?,
    };
    app.store.close().await;
    writeln!(std::io::stdout().lock(), "{said}")?;
    Ok(())
}

/// A pupil and the password on their slip.
struct Slip {
    pupil: Pupil,
    password: String,
}

async fn issue(app: &App, args: &IssueArgs) -> Result<String, CommandError> {
    let sheet = args.out.with_extension("html");
    for file in [args.out.as_path(), &sheet] {
        if file.exists() {
            let file = file.display();
            return Err(CommandError::Told(format!("{file} exists; name another file, or move it away")));
        }
    }
    let wanted = args.account.as_deref().map(name).transpose()?;
    let matches = |wanted: Option<&String>, value: Option<&String>| wanted.is_none_or(|it| Some(it) == value);
    let pupils = default_password::pupils(&app.store, &args.school.school).await?;
    let slips: Vec<Slip> = pupils
        .into_iter()
        .filter(|pupil| matches(args.grade.as_ref(), pupil.grade.as_ref()))
        .filter(|pupil| matches(args.class.as_ref(), pupil.class.as_ref()))
        .filter(|pupil| wanted.as_ref().is_none_or(|name| *name == pupil.account))
        .map(|pupil| Slip { pupil, password: random_password() })
        .collect();
    if slips.is_empty() {
        let school = &args.school.school;
        return Err(CommandError::Told(format!(
            "school {school} has no such pupils with an account; check --school, --grade, --class and --account"
        )));
    }
    let now = app.clock.now();
    let expires_at = now.plus_seconds(app.config.recovery.default_password_days * 24 * 3600);
    // The slips first: passwords that nobody can read would help nobody.
    write_private(&args.out, &csv(&slips, expires_at)?)?;
    write_private(&sheet, html(&slips, expires_at).as_bytes())?;
    store(app, &args.school.school, &slips, expires_at).await?;
    let days = app.config.recovery.default_password_days;
    Ok(format!(
        "{} default passwords, good for {days} days: {} and {}",
        slips.len(),
        args.out.display(),
        sheet.display()
    ))
}

async fn store(app: &App, school: &str, slips: &[Slip], expires_at: Timestamp) -> Result<(), CommandError> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    for Slip { pupil, password } in slips {
        let issued = Issued {
            account_id: pupil.account_id.clone(),
            school_code: school.to_owned(),
            tag: tag(app, &pupil.account_id, password).to_vec(),
            expires_at,
        };
        default_password::issue(&transaction, &issued, now).await?;
        let subject = Subject {
            account_id: Some(pupil.account_id.clone()),
            detail: Some("issued".into()),
            ..Subject::default()
        };
        audit::append(&transaction, Event::DefaultPasswords, Actor::Operator, subject, now).await?;
    }
    Ok(transaction.commit().await?)
}

async fn revoke(app: &App, args: &RevokeArgs) -> Result<String, CommandError> {
    let id = match &args.account {
        Some(written) => {
            let account = account::by_name(&app.store, &name(written)?).await?;
            let unknown = || CommandError::Told(format!("there is no account \"{written}\""));
            Some(account.ok_or_else(unknown)?.id)
        }
        None => None,
    };
    let now = app.clock.now();
    let school = &args.school.school;
    let transaction = app.store.begin().await?;
    let revoked = default_password::revoke(&transaction, school, id.as_deref(), now).await?;
    let detail = format!("revoked {revoked} of {school}");
    let subject = Subject { account_id: id, detail: Some(detail), ..Subject::default() };
    audit::append(&transaction, Event::DefaultPasswords, Actor::Operator, subject, now).await?;
    transaction.commit().await?;
    Ok(format!("{revoked} default passwords of school {school} are void"))
}

async fn list(app: &App, args: &SchoolArgs) -> Result<String, CommandError> {
    let now = app.clock.now().0;
    let rows = default_password::list(&app.store, &args.school).await?;
    let lines = rows.into_iter().map(|row| {
        let state = match (row.used_at, row.revoked_at) {
            (Some(at), _) => format!("used {}", Timestamp(at).rfc3339()),
            (None, Some(at)) => format!("revoked {}", Timestamp(at).rfc3339()),
            (None, None) if row.expires_at <= now => "expired".to_owned(),
            (None, None) => format!("good until {}", Timestamp(row.expires_at).rfc3339()),
        };
        format!("{:<24} issued {}  {state}", row.account, Timestamp(row.issued_at).rfc3339())
    });
    let lines: Vec<String> = lines.collect();
    Ok(if lines.is_empty() { format!("school {} has none", args.school) } else { lines.join("\n") })
}

fn name(written: &str) -> Result<String, CommandError> {
    let unknown = |_| CommandError::Told(format!("\"{written}\" is no account name"));
    Ok(AccountName::parse(written).map_err(unknown)?.as_str().to_owned())
}

fn random_password() -> String {
    let mut random = crate::random::generator();
    let mut letter = || char::from(ALPHABET[random.random_range(0..ALPHABET.len())]);
    let half = |letter: &mut dyn FnMut() -> char| (0..LENGTH / 2).map(|_| letter()).collect::<String>();
    let first = half(&mut letter);
    [&first, "-", &half(&mut letter)].concat()
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| CommandError::Told(format!("{} cannot be written: {error}", path.display())))
}

fn csv(slips: &[Slip], expires_at: Timestamp) -> Result<Vec<u8>, CommandError> {
    let broken = |error: csv::Error| CommandError::Told(error.to_string());
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    writer
        .write_record(["grade", "class", "seat", "name", "account", "default_password", "expires_on"])
        .map_err(broken)?;
    for Slip { pupil, password } in slips {
        let part = |value: &Option<String>| value.clone().unwrap_or_default();
        let row = [
            part(&pupil.grade),
            part(&pupil.class),
            part(&pupil.seat),
            inert(&pupil.name),
            pupil.account.clone(),
            password.clone(),
            expires_at.taiwan_date().to_string(),
        ];
        writer.write_record(row).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| CommandError::Told(error.to_string()))
}

/// A name as a spreadsheet may open it: never a formula.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { ["'", text].concat() } else { text.to_owned() }
}

/// A page for each class, to print and cut.
fn html(slips: &[Slip], expires_at: Timestamp) -> String {
    let mut classes: Vec<(String, String)> = Vec::new();
    for Slip { pupil, password } in slips {
        let grade = pupil.grade.as_deref().unwrap_or("-");
        let class = pupil.class.as_deref().unwrap_or("-");
        let heading = format!("{} 年 {} 班", escape(grade), escape(class));
        let slip = format!(
            "<li><p class=\"name\">{} {}</p><p>帳號 <b>{}{SUFFIX}</b></p><p>預設密碼 <b>{password}</b></p>\
             <p>到「忘記密碼」選「使用預設密碼重設」，{} 以前有效，只能用一次。</p></li>",
            escape(pupil.seat.as_deref().unwrap_or("")),
            escape(&pupil.name),
            escape(&pupil.account),
            expires_at.taiwan_date(),
        );
        match classes.last_mut().filter(|(last, _)| *last == heading) {
            Some((_, slips)) => slips.push_str(&slip),
            None => classes.push((heading, slip)),
        }
    }
    let sections = classes
        .iter()
        .map(|(heading, slips)| format!("<section><h1>{heading}</h1><ul>{slips}</ul></section>"));
    let sections: String = sections.collect();
    format!(
        "<!doctype html>\n<html lang=\"zh-Hant-TW\"><head><meta charset=\"utf-8\"><title>預設密碼</title>\
         <style>{SHEET}</style></head><body>{sections}</body></html>\n"
    )
}

const SHEET: &str = "body{font:12pt/1.5 system-ui,sans-serif;margin:0}section{break-after:page;padding:10mm}\
    ul{display:grid;grid-template-columns:1fr 1fr;gap:0;padding:0;margin:0;list-style:none}\
    li{break-inside:avoid;padding:5mm;border:1px dashed}p{margin:0}.name{font-weight:700}\
    b{font-family:ui-monospace,monospace;font-size:13pt}";

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(name: &str, class: &str) -> Slip {
        let part = |text: &str| Some(text.to_owned());
        let pupil = Pupil {
            account_id: "1".into(),
            account: "amy".into(),
            name: name.into(),
            grade: part("5"),
            class: part(class),
            seat: part("3"),
        };
        Slip { pupil, password: random_password() }
    }

    #[test]
    fn passwords_are_random_and_easy_to_read() {
        let made: std::collections::HashSet<String> = (0..200).map(|_| random_password()).collect();
        assert_eq!(made.len(), 200);
        for password in made {
            assert_eq!(password.len(), LENGTH + 1);
            assert!(!password.contains(['0', '1', 'o', 'l', 'i']), "{password}");
        }
    }

    #[test]
    fn sheets_have_a_page_for_each_class_and_no_markup_from_names() {
        let page = html(&[slip("<b>王", "01"), slip("李", "01"), slip("陳", "02")], Timestamp(0));
        assert_eq!(page.matches("<section>").count(), 2);
        assert!(page.contains("&lt;b&gt;王") && !page.contains("<b>王"));
    }

    #[test]
    fn slips_hold_no_formula() {
        let file = csv(&[slip("=1+1", "01")], Timestamp(0)).unwrap();
        assert!(String::from_utf8(file).unwrap().contains("'=1+1"));
    }
}
