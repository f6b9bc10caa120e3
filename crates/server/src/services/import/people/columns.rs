//! The columns of a file of people, in Chinese and in English.

use PersonColumn as C;

use crate::services::import::csv_file::header::Column;

/// The columns of a file of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names below and docs/import.md say it")]
pub enum PersonColumn {
    Name,
    IdNumber,
    Birthday,
    Role,
    SchoolCode,
    SchoolLevel,
    Titles,
    Year,
    Semester,
    Grade,
    Class,
    Seat,
    ClassSeat,
    Teaching,
    BackupMail,
    BackupMobile,
    Account,
    Password,
    PasswordHash,
    State,
}

impl Column for PersonColumn {
    const ALL: &'static [Self] = &[
        C::Name,
        C::IdNumber,
        C::Birthday,
        C::Role,
        C::SchoolCode,
        C::SchoolLevel,
        C::Titles,
        C::Year,
        C::Semester,
        C::Grade,
        C::Class,
        C::Seat,
        C::ClassSeat,
        C::Teaching,
        C::BackupMail,
        C::BackupMobile,
        C::Account,
        C::Password,
        C::PasswordHash,
        C::State,
    ];

    fn names(self) -> &'static [&'static str] {
        match self {
            C::Name => &["name", "姓名"],
            C::IdNumber => &["id_number", "身分證字號", "身分證字號/居留證號/其他身分ID", "身份證字號"],
            C::Birthday => &["birthday", "生日", "出生日期"],
            C::Role => &["role", "身分", "身分別", "身份"],
            C::SchoolCode => &["school_code", "學校代碼"],
            C::SchoolLevel => &["school_level", "學制"],
            C::Titles => &["titles", "職稱"],
            C::Year => &["year", "學年度"],
            C::Semester => &["semester", "學期"],
            C::Grade => &["grade", "年級"],
            C::Class => &["class", "班級"],
            C::Seat => &["seat", "座號"],
            C::ClassSeat => &["class_seat", "年班座號"],
            C::Teaching => &["teaching", "任教"],
            C::BackupMail => &["backup_mail", "備用信箱"],
            C::BackupMobile => &["backup_mobile", "備用手機"],
            C::Account => &["account", "帳號"],
            C::Password => &["password", "密碼"],
            C::PasswordHash => &["password_hash", "密碼雜湊"],
            C::State => &["state", "狀態"],
        }
    }
}
