//! `edupass import`: schools and people from CSV files. `docs/import.md` describes both.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, Subcommand};
use contract::language::Language;
use contract::rules::password::PasswordPolicy;

use crate::app::App;
use crate::clock::Clock;
use crate::commands::{CommandError, today};
use crate::config::Config;
use crate::services::import::apply::input::Input;
use crate::services::import::apply::people::PersonTarget;
use crate::services::import::apply::schools::SchoolTarget;
use crate::services::import::apply::{self, ImportError, Options, Tally, Target, Watch};
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::import::people::Rules;
use crate::services::import::problem::Problem as _;
use crate::store::school;

/// Rows between two lines of progress.
const PROGRESS_ROWS: u64 = 10_000;

/// `edupass import KIND FILE`
#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Schools: the ministry's directory or statistics, or code,name,county,district,level.
    Schools(SchoolArgs),
    /// People: pupils, teachers and staff with their schools, classes and contacts.
    People(FileArgs),
}

#[derive(Debug, Args)]
struct SchoolArgs {
    #[command(flatten)]
    file: FileArgs,
    /// The level of every school in the file: 幼兒園, 國小, 國中, 高中職, 大專 or 特教.
    #[arg(long, value_parser = level)]
    level: Option<Level>,
}

#[derive(Debug, Args)]
struct FileArgs {
    /// A CSV file in UTF-8; `-` reads standard input.
    file: PathBuf,
    /// Import nothing if one row is bad.
    #[arg(long)]
    all_or_nothing: bool,
    /// The language of the reports: zh-TW or en.
    #[arg(long, default_value = "zh-TW", value_parser = language)]
    lang: Language,
}

fn level(word: &str) -> Result<Level, String> {
    let known = || Level::ALL.map(Level::word).join(", ");
    Level::from_word(word).ok_or_else(|| format!("there is no such level; use one of {}", known()))
}

fn language(code: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code));
    known.ok_or_else(|| "use zh-TW or en".to_owned())
}

/// Imports a file; the exit code is 1 if rows were left out.
///
/// # Errors
/// When the file or the database cannot be used.
pub async fn run(config: Config, args: ImportArgs) -> Result<u8, CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let code = match args.kind {
        Kind::Schools(args) => {
            let language = args.file.lang;
            let code = import(&app, &mut SchoolTarget::new(&app, args.level), args.file).await?;
            let (schools, counties) = school::totals(&app.store).await?;
            say(match language {
                Language::ZhTw => format!("資料庫現有 {schools} 所學校，分布於 {counties} 個縣市"),
                Language::En => format!("the database has {schools} schools in {counties} counties"),
            })?;
            code
        }
        Kind::People(args) => import(&app, &mut PersonTarget::new(&app, rules(&app)?).await?, args).await?,
    };
    app.store.close().await;
    Ok(code)
}

/// What people are judged by: today in Taiwan, and the password policy.
///
/// # Errors
/// When the clock shows no date.
pub(super) fn rules(app: &App) -> Result<Rules, CommandError> {
    Ok(Rules { today: today(&app.clock)?, policy: PasswordPolicy::MOE })
}

async fn import<T: Target>(app: &App, target: &mut T, args: FileArgs) -> Result<u8, CommandError> {
    let name = args.file.display().to_string();
    let options = Options { all_or_nothing: args.all_or_nothing, language: args.lang };
    let input = Input::from_path(&args.file, args.all_or_nothing)?;
    let mut console = Console { language: args.lang, next: PROGRESS_ROWS };
    let began = Instant::now();
    let tally = apply::run(app, target, &input, options, &mut console).await;
    let tally = tally.map_err(|error| CommandError::Told(explain(&name, &error, args.lang)))?;
    say(summary(&tally, began.elapsed().as_secs_f64(), args.lang))?;
    Ok(u8::from(tally.bad > 0))
}

fn explain(file: &str, error: &ImportError, language: Language) -> String {
    match error {
        ImportError::File(problem) => {
            format!("{file}: {} [{}]", problem.words().get(language), problem.code())
        }
        _ => format!("{file}: {error}"),
    }
}

fn summary(tally: &Tally, seconds: f64, language: Language) -> String {
    let Tally { new, changed, unchanged, bad, is_stored } = tally;
    let rows = new + changed + unchanged + bad;
    let rate = rows as f64 / seconds.max(0.001);
    match (language, is_stored) {
        (Language::ZhTw, true) => format!(
            "讀取 {rows} 列：新增 {new}、更新 {changed}、未變 {unchanged}、退回 {bad}（{seconds:.1} 秒，每秒 {rate:.0} 列）"
        ),
        (Language::En, true) => format!(
            "{rows} rows read: {new} new, {changed} changed, {unchanged} unchanged, {bad} bad \
             ({seconds:.1} s, {rate:.0} rows/s)"
        ),
        (Language::ZhTw, false) => format!("有 {bad} 列錯誤，沒有匯入任何資料"),
        (Language::En, false) => format!("{bad} bad rows; nothing was imported"),
    }
}

fn say(line: String) -> Result<(), CommandError> {
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}

/// Reports and progress on standard error.
struct Console {
    language: Language,
    next: u64,
}

impl Watch for Console {
    fn said(&mut self, is_bad: bool, sentence: &str) {
        let mark = match (is_bad, self.language) {
            (true, Language::ZhTw) => "退回",
            (true, Language::En) => "bad",
            (false, Language::ZhTw) => "注意",
            (false, Language::En) => "note",
        };
        eprintln!("{mark}: {sentence}");
    }

    fn progress(&mut self, rows: u64) {
        if rows < self.next {
            return;
        }
        self.next = rows + PROGRESS_ROWS;
        let line = match self.language {
            Language::ZhTw => format!("已處理 {rows} 列"),
            Language::En => format!("{rows} rows done"),
        };
        // On a terminal the line stays where it is.
        if std::io::stderr().is_terminal() {
            eprint!("\r{line}\r");
        } else {
            eprintln!("{line}");
        }
    }
}
