use contract::api::school::SchoolDirectory;
use contract::paths;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn directory_lists_every_school_by_columns(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\npersonal_data_off_counties = [\"臺南市\"]").await;
        for (code, level, name, county, district) in [
            ("193501", "國中", "市立永安國中", "臺中市", "'西屯區'"),
            ("110407", "高中職", "國立北門農工", "臺南市", "'佳里區'"),
            ("110407", "國中", "國立北門農工附設國中部", "臺南市", "NULL"),
        ] {
            test.sql(&format!("INSERT INTO school (code, level, name, county, district, updated_at) VALUES ('{code}', '{level}', '{name}', '{county}', {district}, 0)")).await;
        }
        let answer = Browser::new(&test).get(paths::SCHOOLS).await;
        assert_eq!(answer.headers["cache-control"], "public, max-age=3600");
        let directory: SchoolDirectory = serde_json::from_value(answer.json()).unwrap();
        let codes: Vec<&str> = directory.codes.split('\n').collect();
        let names: Vec<&str> = directory.names.split('\n').collect();
        assert_eq!((codes.len(), names.len(), directory.levels.len()), (3, 3, 3));
        let at = names.iter().position(|name| *name == "國立北門農工").unwrap();
        assert_eq!((codes[at], directory.levels.as_bytes()[at]), ("110407", b's'));
        assert_eq!(directory.counties[directory.county[at] as usize].zh, "臺南市");
        let district = &directory.districts[directory.district[at] as usize - 1];
        assert_eq!((district.zh.as_str(), district.county), ("佳里區", directory.county[at]));
        let attached = names.iter().position(|name| name.ends_with("國中部")).unwrap();
        assert_eq!(directory.district[attached], 0);
        let off: Vec<usize> = directory.without_personal_data.iter().map(|place| *place as usize).collect();
        assert!(off.contains(&at) && off.contains(&attached) && off.len() == 2);
        let reads = |symbol: &str, c: char| directory.zhuyin.iter().any(|entry| entry.symbol == symbol && entry.characters.contains(c));
        assert!(reads("ㄅ", '北') && reads("ㄇ", '門') && !reads("ㄅ", '門'));
    }
}
