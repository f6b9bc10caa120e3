//! The commands as an operator runs them: exit codes, output, files.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::Folder;

/// Runs `edupass` on a database of its own in the folder.
fn edupass(folder: &Folder, arguments: &[&str], input: &str) -> Output {
    let file = |name: &str| folder.0.join(name).display().to_string();
    let mut child = Command::new(env!("CARGO_BIN_EXE_edupass"))
        .args(arguments)
        .current_dir(&folder.0)
        .env_remove("DATABASE_URL")
        .env("EDUPASS_DATABASE__URL", format!("sqlite://{}?mode=rwc", file("command.db")))
        .env("EDUPASS_KEYS__FILE", file("keys.toml"))
        .env("EDUPASS_HASHING__MEMORY_KIB", "7168")
        .env("EDUPASS_HASHING__PASSES", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

const SCHOOL: &str = "code,name,county,district,level\n194898,市立曉光示範國小,臺中市,西屯區,國小\n";

#[test]
fn the_exit_code_tells_what_happened() {
    let folder = Folder::new();
    let good = edupass(&folder, &["import", "schools", "-"], SCHOOL);
    assert_eq!(code(&good), 0, "{}", text(&good.stderr));
    assert!(text(&good.stdout).contains("資料庫現有 1 所學校，分布於 1 個縣市"), "{}", text(&good.stdout));

    let bad = format!("{SCHOOL}1948,,臺中市,西屯區,國小\n");
    let some = edupass(&folder, &["import", "schools", "-", "--lang", "en"], &bad);
    assert_eq!(code(&some), 1);
    assert!(text(&some.stderr).contains("bad: line 3, column \"name\": the school's name is missing"));
    assert!(text(&some.stdout).contains("2 rows read: 0 new, 0 changed, 1 unchanged, 1 bad"));

    let none = edupass(&folder, &["import", "schools", "--all-or-nothing", "-"], &bad);
    assert_eq!(code(&none), 1);
    assert!(text(&none.stdout).contains("沒有匯入任何資料"));

    let unread = edupass(&folder, &["import", "people", "-"], "name\n");
    assert_eq!(code(&unread), 2);
    assert!(text(&unread.stderr).contains("[file.columns_missing]"), "{}", text(&unread.stderr));
    assert_eq!(code(&edupass(&folder, &["import", "people", "nowhere.csv"], "")), 2);
}

#[test]
fn the_demo_is_seeded_once_and_told_each_time() {
    let folder = Folder::new();
    let first = edupass(&folder, &["demo", "seed", "--ready-file", "ready.json"], "");
    assert_eq!(code(&first), 0, "{}", text(&first.stderr));
    assert!(text(&first.stdout).contains("teacher.lin"));
    let ready = std::fs::read_to_string(folder.0.join("ready.json")).unwrap();
    let accounts = serde_json::from_str::<Value>(&ready).unwrap()["accounts"].as_array().unwrap().clone();
    assert_eq!(accounts.len(), 34);
    let fields = ["role", "account", "password", "name", "id_number", "birthday", "school", "state"];
    for account in &accounts {
        assert!(fields.iter().all(|field| !account[field].as_str().unwrap().is_empty()), "{account}");
    }
    assert_eq!(accounts.iter().filter(|account| account["state"] == "disabled").count(), 1);
    let second = edupass(&folder, &["demo", "seed", "--ready-file", "ready.json"], "");
    assert_eq!(code(&second), 0, "{}", text(&second.stderr));
    assert_eq!(std::fs::read_to_string(folder.0.join("ready.json")).unwrap(), ready);
}

#[test]
fn support_staff_see_an_account_and_no_secret() {
    let folder = Folder::new();
    assert_eq!(code(&edupass(&folder, &["demo", "seed"], "")), 0);
    let shown = edupass(&folder, &["account", "show", "pupil.ming@mail.edu.tw"], "");
    let account: Value = serde_json::from_str(&text(&shown.stdout)).unwrap();
    assert_eq!((&account["state"], &account["id_number_masked"]), (&"active".into(), &"B19•••••126".into()));
    for secret in ["B199900126", "2015", "argon2", "home.example"] {
        assert!(!text(&shown.stdout).contains(secret), "{secret}");
    }
    assert_eq!(code(&edupass(&folder, &["account", "disable", "pupil.ming"], "")), 0);
    let shown = edupass(&folder, &["account", "show", "pupil.ming"], "");
    assert!(text(&shown.stdout).contains("\"state\": \"disabled\""));
    assert_eq!(code(&edupass(&folder, &["account", "enable", "pupil.ming"], "")), 0);
    assert_eq!(code(&edupass(&folder, &["account", "unlock", "pupil.ming"], "")), 0);
    let nobody = edupass(&folder, &["account", "show", "nobody.here"], "");
    assert_eq!((code(&nobody), text(&nobody.stderr).contains("there is no account")), (2, true));
}

#[test]
fn a_backup_opens_and_overwrites_nothing() {
    let folder = Folder::new();
    assert_eq!(code(&edupass(&folder, &["demo", "seed"], "")), 0);
    assert_eq!(code(&edupass(&folder, &["backup", "copy.db"], "")), 0);
    let again = edupass(&folder, &["backup", "copy.db"], "");
    assert_eq!((code(&again), text(&again.stderr).contains("overwrites nothing")), (2, true));
    private(&folder.0.join("copy.db"));
    std::fs::rename(folder.0.join("copy.db"), folder.0.join("command.db")).unwrap();
    for log in ["command.db-wal", "command.db-shm"] {
        let _ = std::fs::remove_file(folder.0.join(log));
    }
    assert_eq!(code(&edupass(&folder, &["account", "show", "teacher.lin"], "")), 0);
}

#[cfg(unix)]
fn private(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[cfg(not(unix))]
fn private(_file: &Path) {}

#[test]
fn kiosk_link_is_an_address_and_nothing_else() {
    let folder = Folder::new();
    let made = edupass(&folder, &["kiosk-link", "--place", "電腦教室 3", "--idle", "90", "--keypad"], "");
    assert_eq!(code(&made), 0, "{}", text(&made.stderr));
    let address = text(&made.stdout);
    let token = address.trim_end().strip_prefix("http://localhost:8600/kiosk/").unwrap();
    assert!(
        token.len() > 40 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
    for part in ["電腦教室 3", "after 90 s", "keys for digits", "good until", "/sign-in"] {
        assert!(text(&made.stderr).contains(part), "{part}: {}", text(&made.stderr));
    }
    let again = edupass(&folder, &["kiosk-link", "--place", "圖書館", "--page", "/forgot-password"], "");
    assert_ne!(text(&again.stdout), address);
}

#[test]
fn kiosk_link_that_cannot_be_says_what_to_write() {
    let folder = Folder::new();
    let long = "室".repeat(31);
    let cases: [(&[&str], &str); 7] = [
        (&["--idle", "120"], "--place"),
        (&["--place", " "], "name the place"),
        (&["--place", &long], "more than 30 characters"),
        (&["--place", "a", "--idle", "29"], "30..=1800"),
        (&["--place", "a", "--idle", "long"], "--idle"),
        (&["--place", "a", "--days", "0"], "1..=3660"),
        (&["--place", "a", "--page", "/account"], "/forgot-password"),
    ];
    for (arguments, told) in cases {
        let refused = edupass(&folder, &[&["kiosk-link"][..], arguments].concat(), "");
        assert_eq!(code(&refused), 2, "{arguments:?}");
        assert!(text(&refused.stderr).contains(told), "{told}: {}", text(&refused.stderr));
        assert_eq!(text(&refused.stdout), "");
    }
}

#[test]
fn service_with_an_unprotected_address_needs_the_operators_word() {
    let folder = Folder::new();
    let add = |more: &[&str]| {
        let plain = [
            "service",
            "add",
            "--id",
            "learn",
            "--name",
            "步步學",
            "--owner",
            "示範中心",
            "--address",
            "https://learn.example",
        ];
        edupass(&folder, &[plain.as_slice(), more].concat(), "")
    };
    for more in [
        ["--redirect-uri", "http://learn.example/callback"].as_slice(),
        &[
            "--redirect-uri",
            "https://learn.example/callback",
            "--post-logout-uri",
            "http://learn.example/out",
        ],
        &[
            "--redirect-uri",
            "https://learn.example/cb",
            "--back-channel-logout-uri",
            "http://learn.example/bye",
        ],
    ] {
        let refused = add(more);
        assert_eq!(code(&refused), 2);
        let said = text(&refused.stderr);
        assert!(said.contains(more[more.len() - 1]) && said.contains("use https://"), "{said}");
    }
    let old = add(&["--redirect-uri", "http://learn.example/callback", "--allow-http"]);
    assert_eq!(code(&old), 0, "{}", text(&old.stderr));
    assert!(text(&old.stderr).contains("warning: http://learn.example/callback is not protected"));
    assert!(text(&old.stdout).contains("client_secret"));
    let near =
        add(&["--redirect-uri", "http://127.0.0.1:3000/callback", "--redirect-uri", "http://[::1]/callback"]);
    assert_eq!((code(&near), text(&near.stderr)), (0, String::new()));
    let script = add(&["--redirect-uri", "javascript:alert(1)"]);
    assert!(text(&script.stderr).contains("start it with https://"), "{}", text(&script.stderr));
}
