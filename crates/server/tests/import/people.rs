//! People: what an import writes, keeps, refuses and never touches.

use server::app::App;
use server::clock::Clock;
use server::store::account;

use super::{code, counts, import_people, import_schools};
use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

const SCHOOLS: &str = "code,name,county,district,level\n\
                       194898,市立曉光示範國小,臺中市,西屯區,國小\n\
                       114598,市立潮聲示範國中,臺南市,佳里區,國中\n\
                       333398,市立星河示範高中,臺北市,大安區,高中職\n\
                       333398,市立星河示範高中附設國中部,臺北市,大安區,國中\n";
const HEADER: &str = "name,id_number,birthday,role,school_code,school_level,titles,grade,class,seat,teaching,\
                      backup_mail,account,password,state\n";
const PUPIL: &str =
    "王小明,B199900126,2015/10/3,pupil,194898,,,5,04,12,,ming@home.example,ming.wang,kite7over-hill,\n";
const TEACHER: &str =
    "陳大文,B199904133,1978/9/7,teacher,194898,,導師,5,04,,5-04-數學,,dawen.chen,Teapot+Ladder63,\n";

fn file(rows: &[&str]) -> String {
    HEADER.to_owned() + &rows.concat()
}

async fn with_schools(engine: Engine) -> TestApp {
    let test = TestApp::new(engine).await;
    let (tally, _) = import_schools(&test, SCHOOLS).await;
    assert_eq!(tally.new, 4);
    test
}

on_both_databases! {
    async fn people_are_in_and_the_second_time_changes_nothing(engine: Engine) {
        let test = with_schools(engine).await;
        let csv = file(&[PUPIL, TEACHER]);
        let (tally, heard) = import_people(&test, &csv, false).await;
        assert_eq!((counts(&tally), heard.bad), ([2, 0, 0, 0], vec![]));
        let hash = test.text("SELECT password_hash FROM account WHERE name = 'ming.wang'").await;
        let (tally, heard) = import_people(&test, &csv, false).await;
        assert_eq!((counts(&tally), heard.bad), ([0, 0, 2, 0], vec![]));
        assert_eq!(test.text("SELECT password_hash FROM account WHERE name = 'ming.wang'").await, hash);
        assert_eq!(test.count("SELECT COUNT(*) FROM audit_event WHERE event = 'import_applied'").await, 3);
    }

    async fn an_imported_person_signs_in(engine: Engine) {
        let test = with_schools(engine).await;
        import_people(&test, &file(&[PUPIL]), false).await;
        let answer = Browser::new(&test).sign_in("ming.wang@mail.edu.tw", "kite7over-hill").await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    async fn nothing_secret_is_stored_in_the_clear(engine: Engine) {
        let test = with_schools(engine).await;
        import_people(&test, &file(&[PUPIL, TEACHER]), false).await;
        for table in ["person", "affiliation", "contact", "account", "audit_event"] {
            let stored = test.dump(table).await;
            for secret in ["B199900126", "99900126", "2015-10-03", "2015/10/3", "ming@home", "kite7over", "Teapot"] {
                assert!(!stored.contains(secret), "{table} holds {secret}");
            }
        }
    }

    async fn all_or_nothing_stores_nothing_when_one_row_is_bad(engine: Engine) {
        let test = with_schools(engine).await;
        let unread = "王小美,B299900137,2015/13/3,pupil,194898,,,5,04,13,,,,,\n";
        let homeless = "王小美,B299900137,2015/12/3,pupil,999998,,,5,04,13,,,,,\n";
        for (bad, expected) in [(unread, "person.birthday_no_such_day"), (homeless, "person.school_unknown")] {
            let (tally, heard) = import_people(&test, &file(&[PUPIL, bad, TEACHER]), true).await;
            assert_eq!((counts(&tally), tally.is_stored), ([0, 0, 0, 1], false));
            assert_eq!(heard.codes(), [(3, expected)]);
            assert_eq!(test.count("SELECT COUNT(*) FROM person").await, 0);
        }
        let (tally, _) = import_people(&test, &file(&[PUPIL, TEACHER]), true).await;
        assert_eq!((counts(&tally), tally.is_stored), ([2, 0, 0, 0], true));
    }

    async fn schools_must_be_known_and_their_level_clear(engine: Engine) {
        let test = with_schools(engine).await;
        let at = |code: &str| PUPIL.replace("194898,,", code);
        for (school, expected) in [
            ("999998,,", Some("person.school_unknown")),
            ("333398,,", Some("person.school_level_needed")),
            ("333398,國小,", Some("person.school_level_elsewhere")),
            ("333398,國中,", None),
        ] {
            let (_, heard) = import_people(&test, &file(&[&at(school)]), false).await;
            assert_eq!(heard.bad.first().map(|sentence| code(sentence)), expected, "{school}");
        }
        assert_eq!(test.text("SELECT school_level FROM affiliation").await, "國中");
    }

    async fn a_pupil_moves_and_a_teacher_keeps_other_schools(engine: Engine) {
        let test = with_schools(engine).await;
        let second = TEACHER.replace(",5,04,,", ",5,05,,").replace("5-04-數學", "5-05-自然");
        import_people(&test, &file(&[PUPIL, TEACHER, &second]), false).await;
        assert_eq!(test.count("SELECT COUNT(*) FROM affiliation").await, 3);
        let moved = PUPIL.replace("194898", "114598").replace(",5,04,12", ",7,01,20");
        let elsewhere = TEACHER.replace("194898", "114598").replace(",5,04,,", ",7,01,,");
        let (tally, _) = import_people(&test, &file(&[&moved, &elsewhere]), false).await;
        assert_eq!(counts(&tally), [1, 1, 0, 0]);
        let places = "SELECT COUNT(*) FROM affiliation a JOIN person p ON p.id = a.person_id WHERE p.role = ";
        assert_eq!(test.count(&format!("{places}'pupil'")).await, 1);
        assert_eq!(test.count(&format!("{places}'teacher'")).await, 3);
        // The file that speaks of a school again says all there is to say of it.
        import_people(&test, &file(&[TEACHER]), false).await;
        assert_eq!(test.count(&format!("{places}'teacher'")).await, 2);
    }

    async fn an_account_stays_with_its_person(engine: Engine) {
        let test = with_schools(engine).await;
        import_people(&test, &file(&[PUPIL, TEACHER]), false).await;
        let other_account = PUPIL.replace("ming.wang", "ming.other");
        let taken = "王小美,B299900137,2015/12/3,pupil,194898,,,5,04,13,,,ming.wang,,\n";
        let (tally, heard) = import_people(&test, &file(&[&other_account, taken]), false).await;
        assert_eq!(heard.codes(), [(2, "person.account_other"), (3, "person.account_taken")]);
        assert_eq!(counts(&tally), [0, 0, 0, 2]);
        assert_eq!(test.count("SELECT COUNT(*) FROM account").await, 2);
    }

    async fn a_password_that_somebody_has_is_never_overwritten(engine: Engine) {
        let test = with_schools(engine).await;
        import_people(&test, &file(&[PUPIL]), false).await;
        let before = account::by_name(&test.app.store, "ming.wang").await.unwrap().unwrap();
        let (tally, _) = import_people(&test, &file(&[&PUPIL.replace("kite7over-hill", "green7umbrella")]), false).await;
        assert_eq!(counts(&tally), [0, 0, 1, 0]);
        let after = account::by_name(&test.app.store, "ming.wang").await.unwrap().unwrap();
        assert_eq!(after.password_hash, before.password_hash);
    }

    async fn disabling_by_a_file_ends_the_sessions(engine: Engine) {
        let test = with_schools(engine).await;
        import_people(&test, &file(&[PUPIL]), false).await;
        assert!(Browser::new(&test).sign_in("ming.wang", "kite7over-hill").await.status.is_success());
        let (tally, _) = import_people(&test, &file(&[&PUPIL.replace(",\n", ",disabled\n")]), false).await;
        assert_eq!(counts(&tally), [0, 1, 0, 0]);
        assert_eq!(test.count("SELECT COUNT(*) FROM session WHERE ended_at IS NULL").await, 0);
        let answer = Browser::new(&test).sign_in("ming.wang", "kite7over-hill").await;
        assert_eq!(answer.code(), "account.disabled");
        // A file that says nothing of the state leaves it.
        let (tally, _) = import_people(&test, &file(&[PUPIL]), false).await;
        assert_eq!(counts(&tally), [0, 0, 1, 0]);
    }

    async fn people_of_an_old_key_are_found_and_written_with_the_new_one(engine: Engine) {
        let mut test = with_schools(engine).await;
        import_people(&test, &file(&[PUPIL]), false).await;
        let config = test.app.config.as_ref().clone();
        let keys = std::fs::read_to_string(&config.keys.file).unwrap();
        let second = "\n[[key]]\nversion = 2\nsecret = \"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"\n";
        std::fs::write(&config.keys.file, keys + second).unwrap();
        test.app = App::open(config, Clock::system()).await.unwrap();
        let (tally, _) = import_people(&test, &file(&[PUPIL]), false).await;
        assert_eq!(counts(&tally), [0, 1, 0, 0]);
        let (tally, _) = import_people(&test, &file(&[PUPIL]), false).await;
        assert_eq!(counts(&tally), [0, 0, 1, 0]);
        assert_eq!(test.count("SELECT COUNT(*) FROM person").await, 1);
    }

    async fn thousands_of_rows_go_in_by_batches(engine: Engine) {
        let test = with_schools(engine).await;
        let mut csv = "name,id_number,birthday,role,school_code,grade,class,seat\n".to_owned();
        for number in 0..1700 {
            csv += &format!("王小明,LOAD{number:06},2015/1/1,pupil,194898,5,{},{}\n", number / 30 + 1, number % 30 + 1);
        }
        let (tally, heard) = import_people(&test, &csv, false).await;
        assert_eq!((counts(&tally), heard.bad), ([1700, 0, 0, 0], vec![]));
        assert_eq!(heard.progress, [500, 1000, 1500, 1700]);
        let (tally, _) = import_people(&test, &csv, true).await;
        assert_eq!(counts(&tally), [0, 0, 1700, 0]);
        assert_eq!(test.count("SELECT COUNT(*) FROM affiliation").await, 1700);
    }
}
