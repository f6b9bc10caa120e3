//! Schools, at the size and in the shape of the ministry's list.

use server::services::import::areas::counties;

use super::{counts, import_schools};
use crate::on_both_databases;
use crate::support::{Engine, TestApp};

const HEADER: &str = "code,name,county,district,level,source_year\n";
/// As many as the ministry lists, 37 of them attached departments.
const SCHOOLS: usize = 3176;
const ATTACHED: usize = 37;

/// Schools in every county; the attached ones share the code of the school before them.
fn ministry_list() -> String {
    let mut list = HEADER.to_owned();
    let mut row = |code: &str, name: String, county: usize, level: &str| {
        let county = &counties()[county];
        let district = &county.districts[name.len() % county.districts.len()];
        list += &format!("{code},{name},{},{},{level},114\n", county.name, district.name);
    };
    let mut attached = 0;
    for number in 0..SCHOOLS - ATTACHED {
        let county = number % counties().len();
        let codes = &counties()[county].moe;
        let serial = number / counties().len();
        let area = &codes[serial % codes.len()];
        let is_senior = serial % 6 == 5;
        let (digit, level) = if is_senior { ('3', "高中職") } else { ('6', "國小") };
        let code = format!("{area}{}{digit}{:02}", serial / 100, serial % 100);
        row(&code, format!("試算第{number}學校"), county, level);
        if is_senior && attached < ATTACHED {
            attached += 1;
            row(&code, format!("試算第{number}學校附設國小部"), county, "國小");
        }
    }
    list
}

on_both_databases! {
    async fn the_whole_list_is_in_and_the_second_time_changes_nothing(engine: Engine) {
        let test = TestApp::new(engine).await;
        let list = ministry_list();
        let rows = SCHOOLS as u64;
        let (tally, heard) = import_schools(&test, &list).await;
        assert_eq!(heard.bad, Vec::<String>::new());
        assert_eq!(counts(&tally), [rows, 0, 0, 0]);
        assert_eq!(*heard.progress.last().unwrap(), rows);
        let totals = server::store::school::totals(&test.app.store).await.unwrap();
        assert_eq!(totals, (3176, 22));
        let (tally, _) = import_schools(&test, &list).await;
        assert_eq!(counts(&tally), [0, 0, rows, 0]);
    }

    async fn broken_rows_are_reported_and_the_others_are_in(engine: Engine) {
        let test = TestApp::new(engine).await;
        let csv = format!(
            "{HEADER}194898,市立曉光示範國小,臺中市,西屯區,國小,115\n\
             19489,市立示範國小,臺中市,西屯區,國小,115\n\
             194897,市立示範國小,台中市,永和區,國小,115\n\
             194896,\"市立示範國小,臺中市,西屯區,國小,115\n\
             114598,市立潮聲示範國中,台南市,佳里區,國中,115\n"
        );
        let (tally, heard) = import_schools(&test, &csv).await;
        let expected =
            [(3, "school.code_length"), (4, "school.district_elsewhere"), (5, "row.quote_unclosed")];
        assert_eq!(heard.codes(), expected);
        assert_eq!(counts(&tally), [2, 0, 0, 3]);
        assert_eq!(test.text("SELECT county FROM school WHERE code = '114598'").await, "臺南市");
    }

    async fn a_later_file_says_more_and_an_older_one_nothing(engine: Engine) {
        let test = TestApp::new(engine).await;
        let own = format!("{HEADER}194898,市立曉光國小,臺中市,西屯區,國小,114\n");
        import_schools(&test, &own).await;
        let directory = "學年度,代碼,學校名稱,公/私立,縣市名稱,地址,電話,網址\n\
                         115,194898,市立曉光示範國小,公立,[19]臺中市,[407]臺中市西屯區示範路1號,(04)2200-0000,\n";
        let (tally, _) = import_schools(&test, directory).await;
        assert_eq!(counts(&tally), [0, 1, 0, 0]);
        let (tally, _) = import_schools(&test, &own).await;
        assert_eq!(counts(&tally), [0, 0, 1, 0]);
        assert_eq!(test.text("SELECT name FROM school").await, "市立曉光示範國小");
        // A file without a column leaves what another one said.
        let (tally, _) = import_schools(&test, &own.replace("曉光國小", "曉光示範國小").replace(",114", ",115")).await;
        assert_eq!(counts(&tally), [0, 0, 1, 0]);
        assert_eq!(test.text("SELECT phone FROM school").await, "(04)2200-0000");
    }
}
