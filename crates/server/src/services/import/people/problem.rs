//! What can be wrong with a person's row. No sentence repeats what the row says.

use crate::services::import::problem::{RowProblem, problems};

problems! {
    /// Why a person is left out. The last three cost no row.
    #[derive(Clone, PartialEq, Eq)]
    PersonProblem wraps RowProblem {
        NameMissing = "person.name_missing",
            "沒有姓名，請填寫",
            "the name is missing; write it";
        NameTooLong = "person.name_too_long",
            "姓名超過 60 字，請檢查是否與其他欄位相連",
            "the name has more than 60 characters; look whether it ran into another column";
        NameCharacters = "person.name_characters",
            "姓名含有數字或符號，請改為文字",
            "the name has digits or signs; write letters or Chinese characters";
        IdMissing = "person.id_missing",
            "沒有身分證字號，請填寫身分證字號、居留證號或其他身分 ID",
            "the ID number is missing; write a national ID, a resident certificate's number or another ID";
        IdCharacters = "person.id_characters",
            "身分證字號只能有英文字母、數字與連字號",
            "an ID number has letters, digits and hyphens only";
        IdLength = "person.id_length",
            "身分證字號應為 10 碼，其他身分 ID 為 4 到 20 碼",
            "an ID number has 10 characters, another ID 4 to 20";
        IdCheckDigit = "person.id_check_digit",
            "身分證字號的檢查碼不符，請與證件核對",
            "the ID number's check digit does not fit; compare it with the document";
        BirthdayMissing = "person.birthday_missing",
            "沒有生日，請填寫，例如 2001/1/1",
            "the birthday is missing; write it like 2001/1/1";
        BirthdayUnreadable = "person.birthday_unreadable",
            "生日看不懂，請寫成西元 2001/1/1 或民國 90/1/1",
            "the birthday cannot be read; write it like 2001/1/1, or 90/1/1 in the Republic's calendar";
        BirthdayNoSuchDay = "person.birthday_no_such_day",
            "生日的年、月或日不存在，請更正",
            "there is no such day; correct the birthday";
        BirthdayFuture = "person.birthday_future",
            "生日在今天之後，請更正",
            "the birthday has not come yet; correct it";
        BirthdayAmbiguous = "person.birthday_ambiguous",
            "生日可能是民國也可能是西元，請寫四位數的西元年",
            "the birthday's year may be of either calendar; write it with four digits";
        BirthdayImplausible = "person.birthday_implausible",
            "生日與身分不合（學生 5 到 25 歲，教職員 18 到 90 歲），請更正其中之一",
            "nobody of this role is so young or so old (pupils 5 to 25, others 18 to 90); correct one of them";
        RoleMissing = "person.role_missing",
            "沒有身分，請填 學生、教師 或 職員",
            "the role is missing; write pupil, teacher or staff";
        RoleUnknown = "person.role_unknown",
            "身分只能是 學生、教師 或 職員",
            "the role must be pupil, teacher or staff";
        SchoolCodeMissing = "person.school_code_missing",
            "沒有學校代碼，請填寫教育部的 6 碼代碼",
            "the school code is missing; write the ministry's code of 6 characters";
        SchoolCodeCharacters = "person.school_code_characters",
            "學校代碼只能是英文字母與數字，6 碼代碼的前兩碼是縣市數字",
            "a school code has letters and digits only, and one of 6 characters begins with two digits";
        SchoolCodeLength { found: usize } = "person.school_code_length",
            "學校代碼有 {found} 碼，應為 6 碼（大專 4 碼）；開頭的 0 可能被試算表刪掉了",
            "the school code has {found} characters and should have 6 (4 for colleges); a spreadsheet may have dropped its leading 0";
        SchoolUnknown { code: String } = "person.school_unknown",
            "沒有代碼 {code} 的學校，請先匯入學校或更正代碼",
            "there is no school with the code {code}; import the schools first, or correct the code";
        SchoolLevelUnknown = "person.school_level_unknown",
            "沒有這個學制，請用 幼兒園、國小、國中、高中職、大專、特教",
            "there is no such level; use 幼兒園, 國小, 國中, 高中職, 大專 or 特教";
        SchoolLevelNeeded { code: String } = "person.school_level_needed",
            "代碼 {code} 有不只一個學制，請填學制",
            "the code {code} has more than one level; write the level";
        SchoolLevelElsewhere { code: String } = "person.school_level_elsewhere",
            "代碼 {code} 的學校沒有這個學制，請更正",
            "the school {code} does not have this level; correct it";
        TitleUnreadable = "person.title_unreadable",
            "職稱最多 10 個、每個 20 字，以「;」分隔",
            "there may be 10 titles of 20 characters each, with \";\" between them";
        YearNotNumber = "person.year_not_number",
            "學年度不是數字，請填民國學年度，例如 114",
            "the school year is no number; write it like 114";
        YearImplausible = "person.year_implausible",
            "學年度不合理，請填民國 80 到 150 之間",
            "the school year is implausible; it must be 80 to 150 in the Republic's calendar";
        SemesterUnknown = "person.semester_unknown",
            "學期只能是 1 或 2",
            "the semester must be 1 or 2";
        GradeUnknown = "person.grade_unknown",
            "年級應為 1 到 12（或 一 到 十二），幼兒園為 大、中、小、幼幼",
            "a grade is 1 to 12, or 大, 中, 小, 幼幼 in a kindergarten";
        GradeMissing = "person.grade_missing",
            "有班級而沒有年級，請填年級",
            "there is a class and no grade; write the grade";
        ClassUnreadable = "person.class_unreadable",
            "班級應為 1 到 999 的數字，或 8 個字以內的班名",
            "a class is a number from 1 to 999, or a name of up to 8 characters";
        SeatUnreadable = "person.seat_unreadable",
            "座號應為 1 到 999 的數字",
            "a seat number is 1 to 999";
        ClassSeatUnreadable = "person.class_seat_unreadable",
            "年班座號應為 6 位數字（年級、班級、座號各 2 位），開頭的 0 可能被試算表刪掉了",
            "grade, class and seat in one column are 6 digits, two each; a spreadsheet may have dropped a leading 0";
        ClassSeatConflict = "person.class_seat_conflict",
            "年班座號與年級、班級或座號欄不一致，請更正",
            "the joint column and the columns of grade, class and seat say different things; correct one of them";
        TeachingUnreadable { item: usize } = "person.teaching_unreadable",
            "任教的第 {item} 項看不懂，請寫成「年級-班級-科目」，例如 5-04-數學，各項以「;」分隔",
            "item {item} of what is taught cannot be read; write grade-class-subject like 5-04-數學, with \";\" between items";
        TeachingByPupil = "person.teaching_by_pupil",
            "學生不能有任教資料，請刪除或更正身分",
            "a pupil cannot teach; delete it or correct the role";
        MailUnreadable = "person.mail_unreadable",
            "備用信箱不是電子郵件地址，請更正或留空",
            "the backup mail is no mail address; correct it or leave it empty";
        MailOwn = "person.mail_own",
            "備用信箱不能是 mail.edu.tw 的信箱（忘記密碼時收不到），請換一個或留空",
            "the backup mail cannot be at mail.edu.tw, which is out of reach without the password; give another or none";
        MobileUnreadable = "person.mobile_unreadable",
            "備用手機應為 09 開頭的 10 位數字，請更正或留空",
            "the backup mobile has 10 digits that begin with 09; correct it or leave it empty";
        AccountUnreadable = "person.account_unreadable",
            "帳號應為 2 到 64 個英文字母、數字或 . _ -，頭尾為字母或數字",
            "an account has 2 to 64 letters, digits or . _ -, and begins and ends with a letter or digit";
        AccountDomain = "person.account_domain",
            "帳號的網域必須是 @mail.edu.tw（也可以省略）",
            "the account's domain must be @mail.edu.tw, which may be left out";
        AccountTwice { first: u64 } = "person.account_twice",
            "第 {first} 列的另一個人已使用這個帳號，請更正",
            "another person in line {first} has this account; correct it";
        AccountTaken = "person.account_taken",
            "這個帳號已屬於另一個人，請更正",
            "this account belongs to another person already; correct it";
        AccountOther = "person.account_other",
            "這個人已有另一個帳號，帳號終身不變；請填原帳號或留空",
            "this person has another account, which stays for life; write that one or none";
        PasswordWithoutAccount = "person.password_without_account",
            "有密碼而沒有帳號，請填帳號",
            "there is a password and no account; write the account";
        PasswordTwice = "person.password_twice",
            "密碼與密碼雜湊只能填其中一個",
            "there is a password and a password hash; give one of them";
        PasswordLength { min: u16, max: u16 } = "person.password_length",
            "密碼長度應為 {min} 到 {max} 個字元",
            "a password has {min} to {max} characters";
        PasswordCharacters = "person.password_characters",
            "密碼只能用鍵盤上的英文、數字與符號",
            "a password has letters, digits and signs of an English keyboard only";
        PasswordComposition = "person.password_composition",
            "密碼的字元種類不足：學生須含英文與數字，其他人須含大寫、小寫、數字、符號中的三種",
            "a pupil's password has letters and digits; others have three of capitals, small letters, digits and signs";
        PasswordCommon = "person.password_common",
            "密碼太常見，請換一個",
            "the password is a common one; choose another";
        PasswordPersonal = "person.password_personal",
            "密碼含有帳號、姓名、生日或身分證字號，請換一個",
            "the password tells the account, name, birthday or ID number; choose another";
        PasswordHashUnreadable = "person.password_hash_unreadable",
            "密碼雜湊應為 PHC 格式的 argon2id 字串（$argon2id$v=19$m=…）",
            "a password hash is a PHC string of Argon2id ($argon2id$v=19$m=…)";
        PasswordHashCost = "person.password_hash_cost",
            "密碼雜湊的記憶體參數超過 64 MiB，無法使用",
            "the password hash asks for more than 64 MiB and cannot be used";
        StateUnknown = "person.state_unknown",
            "狀態只能是 active（啟用）或 disabled（停用）",
            "the state must be active or disabled";
        IdConflict { first: u64 } = "person.id_conflict",
            "與第 {first} 列同身分證字號，姓名或生日卻不同，請更正",
            "same ID number as line {first} with another name or birthday; correct one of them";
        RoleConflict { first: u64 } = "person.role_conflict",
            "同一人在第 {first} 列的身分不同（學生與教職員），請更正",
            "line {first} gives the same person another role; nobody is a pupil and an employee at once";
        PupilTwice { first: u64 } = "person.pupil_twice",
            "這名學生已在第 {first} 列，一名學生只能有一列",
            "this pupil is in line {first} already; a pupil has one row";
        Repeated { first: u64 } = "person.repeated",
            "與第 {first} 列完全相同，已略過",
            "the same as line {first}, skipped";
        FirstCounts { first: u64 } = "person.first_counts",
            "同一人的帳號、密碼、狀態與備用聯絡方式以第 {first} 列為準",
            "account, password, state and backup contacts of this person are taken from line {first}";
        ClassIncomplete = "person.class_incomplete",
            "學生缺少年級、班級或座號，部分學習服務會拒絕登入；已照樣匯入",
            "a pupil without grade, class or seat, whom some services refuse; imported as it is";
    }
}
