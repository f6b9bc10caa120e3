//! What can be wrong with a file or a row: tables of code, Chinese and English.

use contract::api::service::LocalText;

/// Why something was reported: a stable code, and a sentence that says what to do.
pub trait Problem: std::fmt::Debug {
    /// The stable code, e.g. `school.county_unknown`, for scripts and support.
    fn code(&self) -> &'static str;

    /// What is wrong and what to do, in both languages, without personal data.
    fn words(&self) -> LocalText;
}

/// Declares an enum of problems from a table: variant, code, Chinese, English.
macro_rules! problems {
    ($(#[$meta:meta])* $name:ident $(wraps $inner:ty)? {
        $($variant:ident $({ $($field:ident: $type:ty),+ })? = $code:literal, $zh:literal, $en:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub enum $name {
            $(#[doc = "Something that any file can have."] Row($inner),)?
            $(#[doc = $en] $variant $({ $(#[doc = "For the sentence."] $field: $type),+ })?,)+
        }

        impl $name {
            /// Every code, in the order of the table.
            pub const CODES: &'static [&'static str] = &[$($code),+];
        }

        impl $crate::services::import::problem::Problem for $name {
            fn code(&self) -> &'static str {
                match self {
                    $(Self::Row(problem) => <$inner as $crate::services::import::problem::Problem>::code(problem),)?
                    $(Self::$variant { .. } => $code,)+
                }
            }

            fn words(&self) -> contract::api::service::LocalText {
                match self {
                    $(Self::Row(problem) => <$inner as $crate::services::import::problem::Problem>::words(problem),)?
                    $(Self::$variant $({ $($field),+ })? => contract::api::service::LocalText {
                        zh: format!($zh),
                        en: format!($en),
                    },)+
                }
            }
        }

        $(impl From<$inner> for $name {
            fn from(problem: $inner) -> Self {
                Self::Row(problem)
            }
        })?
    };
}
pub(super) use problems;

problems! {
    /// Why a file cannot be read at all, or not to its end.
    FileProblem {
        Unreadable { error: std::io::Error } = "file.unreadable",
            "檔案讀取失敗：{error}",
            "the file cannot be read: {error}";
        Empty = "file.empty",
            "檔案是空的，第 1 列必須是欄位名稱",
            "the file is empty; line 1 must name the columns";
        NotUtf8 = "file.not_utf8",
            "第 1 列不是 UTF-8（可能是 Big5），請另存為「CSV UTF-8」",
            "line 1 is not UTF-8 (it may be Big5); save the file as \"CSV UTF-8\"";
        Utf16 = "file.utf16",
            "檔案是 UTF-16，請另存為「CSV UTF-8」",
            "the file is UTF-16; save it as \"CSV UTF-8\"";
        Workbook = "file.workbook",
            "這是活頁簿（xlsx、ods）或壓縮檔，請另存為「CSV UTF-8」",
            "this is a workbook or an archive, not text; save it as \"CSV UTF-8\"";
        MissingColumns { columns: String } = "file.columns_missing",
            "缺少必要欄位：{columns}；請在第 1 列加上欄位名稱（/ 為同義名稱）",
            "needed columns are missing: {columns}; name them in line 1 (/ stands between names of equal meaning)";
        DoubleColumn { name: String } = "file.column_double",
            "欄位「{name}」與另一欄意義相同，請只留一欄",
            "the column \"{name}\" means the same as another one; keep one of them";
    }
}

impl From<std::io::Error> for FileProblem {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable { error }
    }
}

impl std::fmt::Display for FileProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for FileProblem {}

problems! {
    /// What can be wrong with a row or a cell whatever it means. The last three cost no row.
    #[derive(Clone, PartialEq, Eq)]
    RowProblem {
        NotUtf8 { line: u64 } = "row.not_utf8",
            "第 {line} 列不是 UTF-8（可能是 Big5），請以 UTF-8 重新匯出",
            "line {line} is not UTF-8 (it may be Big5); export the file again as UTF-8";
        TooLong = "row.too_long",
            "這一列超過 64 KB，請檢查是否漏了換行或引號",
            "the line is longer than 64 KB; look for a lost line break or quote";
        UnclosedQuote = "row.quote_unclosed",
            "引號「\"」沒有成對，請補上結尾的引號；內容裡的引號要寫兩次",
            "a quote (\") is opened and not closed; close it at the end of its cell, and write quotes inside text twice";
        TooFewCells { wanted: usize, found: usize } = "row.cells_too_few",
            "只有 {found} 欄，應有 {wanted} 欄；請補上缺少的逗號",
            "{found} cells where the header has {wanted}; add the missing commas";
        TooManyCells { wanted: usize, found: usize } = "row.cells_too_many",
            "有 {found} 欄，應為 {wanted} 欄；內容含逗號時請用引號包住",
            "{found} cells where the header has {wanted}; put text that has a comma in quotes";
        ControlCharacter = "row.control_character",
            "含有換行、定位或控制字元，請刪除",
            "has a line break, tab or control character; delete it";
        LostCharacter = "row.lost_character",
            "含有「?」或「\u{fffd}」，可能是轉碼時遺失的字，請改回原字",
            "has \"?\" or \"\u{fffd}\", a character lost in a conversion; write the real one";
        Blank = "row.blank",
            "空白列，已略過",
            "an empty row, skipped";
        UnknownColumn { name: String } = "row.column_unknown",
            "不認得欄位「{name}」，已略過這一欄",
            "the column \"{name}\" is not known and is not read";
        PrivateCharacter = "row.private_character",
            "含有造字，其他電腦可能無法顯示；已照樣匯入，請儘量改用標準字",
            "has a character of a private font that other computers cannot show; imported as it is";
    }
}
