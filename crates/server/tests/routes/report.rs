use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn report_gets_a_reference(engine: Engine) {
        let test = TestApp::new(engine).await;
        let report = json!({
            "page": "/forgot-password/personal-data/not-found",
            "school": { "code": "193501", "level": "junior_high" },
            "message": " 名字裡的「峯」找不到 ",
        });
        let answer = Browser::new(&test).post(paths::REPORTS, &report).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let reference = answer.json()["reference"].as_str().unwrap().to_owned();
        assert!(reference.len() == 8 && !reference.contains(['0', 'O', '1', 'I']), "{reference}");
        assert_eq!(test.text(&format!("SELECT message FROM report WHERE reference = '{reference}'")).await, "名字裡的「峯」找不到");
    }

    async fn report_takes_no_personal_data_and_no_made_up_page(engine: Engine) {
        let test = TestApp::new(engine).await;
        let cases = [
            (json!({ "page": "/report", "message": "我的身分證是 A123456789" }), "/message", "personal_data"),
            (json!({ "page": "/report", "message": "生日 102 年 5 月 6 日" }), "/message", "personal_data"),
            (json!({ "page": "/report", "message": "x".repeat(501) }), "/message", "too_long"),
            (json!({ "page": "/<script>", "message": "" }), "/page", "unknown"),
            (json!({ "page": "/report", "school": { "code": "<b>", "level": "special" } }), "/school", "unknown"),
        ];
        for (report, pointer, rule) in cases {
            let answer = Browser::new(&test).post(paths::REPORTS, &report).await;
            assert_eq!(answer.json()["errors"], json!([{ "pointer": pointer, "rule": rule }]), "{report}");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM report").await, 0);
    }

    async fn one_source_reports_ten_times_an_hour(engine: Engine) {
        let test = TestApp::new(engine).await;
        for _ in 0..10 {
            assert_eq!(Browser::new(&test).post(paths::REPORTS, &json!({ "page": "/report" })).await.status, StatusCode::CREATED);
        }
        assert_eq!(Browser::new(&test).post(paths::REPORTS, &json!({ "page": "/report" })).await.code(), "rate.limited");
    }
}
