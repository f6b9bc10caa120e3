//! What can be wrong with a school's row.

use crate::services::import::problem::{RowProblem, problems};

problems! {
    /// Why a school is left out. The last four cost no school.
    #[derive(Clone, PartialEq, Eq)]
    SchoolProblem wraps RowProblem {
        CodeMissing = "school.code_missing",
            "沒有學校代碼，請填寫教育部的 6 碼代碼（大專 4 碼）",
            "the school code is missing; write the ministry's code of 6 characters (4 for colleges)";
        CodeCharacters = "school.code_characters",
            "學校代碼只能是英文字母與數字，6 碼代碼的前兩碼是縣市數字",
            "a school code has letters and digits only, and one of 6 characters begins with two digits";
        CodeLength { found: usize } = "school.code_length",
            "學校代碼有 {found} 碼，應為 6 碼（大專 4 碼）；開頭的 0 可能被試算表刪掉了",
            "the school code has {found} characters and should have 6 (4 for colleges); a spreadsheet may have dropped its leading 0";
        CodeElsewhere { code_county: &'static str, county: &'static str } = "school.code_elsewhere",
            "學校代碼屬於{code_county}，縣市卻是{county}，請更正其中之一",
            "the school code belongs to {code_county} and the county is {county}; correct one of them";
        NameMissing = "school.name_missing",
            "沒有學校名稱，請填寫",
            "the school's name is missing; write it";
        NameTooLong = "school.name_too_long",
            "學校名稱超過 60 字，請檢查是否與其他欄位相連",
            "the school's name has more than 60 characters; look whether it ran into another column";
        NameCharacters = "school.name_characters",
            "學校名稱沒有任何文字，請檢查欄位是否錯置",
            "the school's name has no letter or Chinese character; look whether columns are swapped";
        CountyMissing = "school.county_missing",
            "沒有縣市名稱，請填寫，例如「臺北市」",
            "the county is missing; write it, such as 臺北市";
        CountyUnknown { written: String } = "school.county_unknown",
            "沒有「{written}」這個縣市，請使用現行名稱，例如「桃園市」",
            "there is no county \"{written}\"; use its present name, such as 桃園市";
        AreaCodeElsewhere { written: String, county: &'static str } = "school.area_code_elsewhere",
            "縣市代碼 {written} 不是{county}的代碼，請更正其中之一",
            "the area code {written} is not one of {county}; correct one of them";
        DistrictMissing = "school.district_missing",
            "沒有鄉鎮市區，也沒有地址，請填寫其中之一",
            "there is neither a district nor an address; write one of them";
        DistrictUnknown { written: String } = "school.district_unknown",
            "沒有「{written}」這個鄉鎮市區，請使用現行名稱",
            "there is no district \"{written}\"; use its present name";
        DistrictElsewhere { district_county: &'static str, county: &'static str } = "school.district_elsewhere",
            "這個鄉鎮市區屬於{district_county}，不屬於{county}，請更正其中之一",
            "this district belongs to {district_county}, not to {county}; correct one of them";
        AddressTooLong = "school.address_too_long",
            "地址超過 120 字，請縮短",
            "the address has more than 120 characters; shorten it";
        AddressUnreadable = "school.address_unreadable",
            "地址的開頭找不到這個縣市的鄉鎮市區，請以「縣市＋鄉鎮市區」開頭，或增加鄉鎮市區欄",
            "the address does not begin with a district of this county; begin it with county and district, or add a district column";
        AddressElsewhere { address_county: &'static str, county: &'static str } = "school.address_elsewhere",
            "地址在{address_county}，縣市卻是{county}，請更正其中之一",
            "the address is in {address_county} and the county is {county}; correct one of them";
        LevelMissing = "school.level_missing",
            "看不出學制，請增加學制欄，或以 --level 指定整個檔案的學制",
            "the level cannot be told from the code; add a level column, or give --level for the whole file";
        LevelUnknown { written: String } = "school.level_unknown",
            "沒有「{written}」這個學制，請用 幼兒園、國小、國中、高中職、大專、特教",
            "there is no level \"{written}\"; use 幼兒園, 國小, 國中, 高中職, 大專 or 特教";
        YearNotNumber = "school.year_not_number",
            "學年度不是數字，請填民國學年度（例如 114）或西元年",
            "the school year is no number; write it like 114 (Republic's calendar) or 2025";
        YearImplausible = "school.year_implausible",
            "學年度不合理，請填民國 80 到 150 之間",
            "the school year is implausible; it must be 80 to 150 in the Republic's calendar";
        Contradiction { first: u64 } = "school.contradiction",
            "與第 {first} 列同代碼、同學制、同學年度，內容卻不同，請留下正確的一列",
            "same code, level and year as line {first}, with other data; keep the right row";
        Repeated { first: u64 } = "school.repeated",
            "與第 {first} 列完全相同，已略過",
            "the same as line {first}, skipped";
        OlderYear { first: u64 } = "school.older_year",
            "第 {first} 列有較新的學年度，已略過這一列",
            "line {first} has a later school year; this row is skipped";
        PhoneUnreadable = "school.phone_unreadable",
            "電話看不懂，學校照樣匯入但不含電話",
            "the phone number cannot be read; the school is imported without it";
        WebsiteUnreadable = "school.website_unreadable",
            "網址看不懂，學校照樣匯入但不含網址",
            "the web address cannot be read; the school is imported without it";
    }
}
