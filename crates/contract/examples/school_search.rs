//! How long the slowest keystroke takes over all schools:
//! `cargo run --release --package contract --example school_search -- SCHOOLS.csv`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use contract::api::school::{CountyName, DistrictName, SchoolDirectory, ZhuyinInitial};
use contract::rules::school::SchoolIndex;

const QUERIES: [&str; 9] = [
    "國立北門農工",
    "台北市大安國民小學",
    "ㄅㄇㄋㄍ",
    "ㄊㄞㄓㄨㄥ",
    "高級中等學校",
    "010301",
    "Tainan City",
    "不存在的學校名稱",
    "國",
];

fn main() {
    let file = std::env::args().nth(1).unwrap_or_else(|| "../shared/data/schools.csv".into());
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("{file} cannot be read");
        return;
    };
    let directory = directory(&text);
    let started = Instant::now();
    let index = SchoolIndex::new(&directory);
    println!("{} schools indexed in {:?}", index.schools().len(), started.elapsed());
    let mut slowest = (Duration::ZERO, String::new());
    for query in QUERIES {
        for (end, c) in query.char_indices() {
            let typed = &query[..end + c.len_utf8()];
            let started = Instant::now();
            let found = index.search(typed, 20);
            slowest = slowest.max((started.elapsed(), format!("{typed} ({} found)", found.total)));
        }
    }
    println!("slowest keystroke: {:?} for {}", slowest.0, slowest.1);
}

fn directory(text: &str) -> SchoolDirectory {
    let mut counties = BTreeMap::<&str, u32>::new();
    let mut districts = BTreeMap::<(u32, &str), u32>::new();
    let (mut codes, mut names, mut levels) = (Vec::new(), Vec::new(), String::new());
    let (mut county, mut district) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let [code, name, of_county, of_district, level, ..] = line.split(',').collect::<Vec<_>>()[..] else {
            continue;
        };
        let next = u32::try_from(counties.len()).unwrap_or_default();
        let at = *counties.entry(of_county).or_insert(next);
        let next = u32::try_from(districts.len()).unwrap_or_default() + 1;
        codes.push(code);
        names.push(name);
        levels.push(if level == "國小" { 'e' } else { 's' });
        county.push(at);
        district.push(*districts.entry((at, of_district)).or_insert(next));
    }
    let mut ordered: Vec<_> = counties.iter().map(|(name, at)| (*at, *name)).collect();
    ordered.sort_unstable();
    let mut placed: Vec<_> = districts.iter().map(|((of, name), at)| (*at, *of, *name)).collect();
    placed.sort_unstable();
    let english = |_: &str| "Tainan City".to_owned();
    SchoolDirectory {
        counties: ordered.iter().map(|(_, zh)| CountyName { zh: (*zh).into(), en: english(zh) }).collect(),
        districts: placed
            .iter()
            .map(|(_, county, zh)| DistrictName {
                county: *county,
                zh: (*zh).into(),
                en: "Jiali District".into(),
            })
            .collect(),
        codes: codes.join("\n"),
        names: names.join("\n"),
        levels,
        county,
        district,
        without_personal_data: Vec::new(),
        zhuyin: zhuyin(),
    }
}

fn zhuyin() -> Vec<ZhuyinInitial> {
    let pairs = [
        ("ㄅ", "北白百八寶保"),
        ("ㄇ", "門民明美"),
        ("ㄋ", "農南內"),
        ("ㄍ", "工國高光"),
        ("ㄊ", "台臺太桃"),
        ("ㄓ", "中正竹"),
    ];
    pairs
        .map(|(symbol, characters)| ZhuyinInitial { symbol: symbol.into(), characters: characters.into() })
        .into()
}
