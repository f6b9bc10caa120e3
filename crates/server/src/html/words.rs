//! Every sentence of the plain pages, once for each language.

use contract::error::{ErrorCode, FieldErrorKind};
use contract::language::Language;

/// The sentences; `{}` stands where a value goes in.
#[expect(missing_docs, reason = "each field is named as what it says")]
pub struct Words {
    pub name: &'static str,
    pub error_prefix: &'static str,
    pub help: &'static str,
    pub hotline: &'static str,
    pub mail: &'static str,
    pub sign_in: &'static str,
    pub lead: &'static str,
    pub lead_service: &'static str,
    pub lead_link: &'static str,
    pub county: &'static str,
    pub county_lead: &'static str,
    pub county_going: &'static str,
    pub county_none: &'static str,
    pub county_not: &'static str,
    pub county_slow: &'static str,
    pub county_down: &'static str,
    upstream: [(&'static str, &'static str); 7],
    pub account: &'static str,
    pub account_hint: &'static str,
    pub password: &'static str,
    pub digits: &'static str,
    pub digits_hint: &'static str,
    pub picture: &'static str,
    pub audio: &'static str,
    pub next: &'static str,
    pub personal: &'static str,
    pub personal_hint: &'static str,
    pub mend: &'static str,
    pub signed_in: &'static str,
    pub hello: &'static str,
    pub school: &'static str,
    pub class: &'static str,
    pub sign_out: &'static str,
    pub signed_out: &'static str,
    /// Above the services that a sign-out could not reach.
    pub left: &'static str,
    /// That a county's account (`{}`) is still signed in.
    pub county_left: &'static str,
    /// The way to the sign-out of the county (`{}`).
    pub county_out: &'static str,
    /// What to do where the county (`{}`) has none.
    pub county_by_hand: &'static str,
    pub go_on: &'static str,
    pub consent: &'static str,
    pub consent_lead: &'static str,
    pub agree: &'static str,
    pub refuse: &'static str,
    pub no_data: &'static str,
    pub request_over: &'static str,
    pub choose: &'static str,
    pub choose_lead: &'static str,
    pub here: &'static str,
    pub needs_password: &'static str,
    pub another: &'static str,
    pub forget: &'static str,
    scopes: [(&'static str, &'static str); 9],
    scope_other: &'static str,
    account_missing: &'static str,
    account_too_long: &'static str,
    account_characters: &'static str,
    account_other_domain: &'static str,
    account_malformed: &'static str,
    password_missing: &'static str,
    password_too_long: &'static str,
    failed: &'static str,
    pub digits_wrong: &'static str,
    renewed: &'static str,
    locked: &'static str,
    busy: &'static str,
    disabled: &'static str,
    maintenance: &'static str,
    no_pictures: &'static str,
    broken: &'static str,
}

impl Words {
    /// What a scope is called.
    #[must_use]
    pub fn scope(&self, scope: &str) -> &'static str {
        self.scopes.iter().find(|(known, _)| *known == scope).map_or(self.scope_other, |(_, name)| name)
    }

    /// The sentences of `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhTw => &ZH_TW,
            Language::En => &EN,
        }
    }

    /// What is wrong with the account or the password.
    pub const fn field(&self, is_account: bool, kind: FieldErrorKind) -> &'static str {
        match (is_account, kind) {
            (true, FieldErrorKind::Missing) => self.account_missing,
            (true, FieldErrorKind::TooLong) => self.account_too_long,
            (true, FieldErrorKind::Characters) => self.account_characters,
            (true, FieldErrorKind::OtherDomain) => self.account_other_domain,
            (true, _) => self.account_malformed,
            (false, FieldErrorKind::TooLong) => self.password_too_long,
            (false, _) => self.password_missing,
        }
    }

    /// Why nobody was signed in, and what to do now.
    pub fn refusal(&self, code: ErrorCode, retry_after: Option<u32>) -> String {
        let minutes = retry_after.unwrap_or(60).div_ceil(60).max(1).to_string();
        match code {
            ErrorCode::AuthFailed => self.failed.to_owned(),
            ErrorCode::ChallengeRequired | ErrorCode::ChallengeInvalid | ErrorCode::ChallengeExpired => {
                self.digits_wrong.to_owned()
            }
            ErrorCode::FlowNotFound
            | ErrorCode::FlowExpired
            | ErrorCode::FlowStale
            | ErrorCode::FlowWrongState => self.renewed.to_owned(),
            ErrorCode::AuthLocked | ErrorCode::RateLimited => self.locked.replace("{}", &minutes),
            ErrorCode::ServerBusy => self.busy.replace("{}", &minutes),
            ErrorCode::AccountDisabled => self.disabled.to_owned(),
            ErrorCode::ServerMaintenance => self.maintenance.to_owned(),
            ErrorCode::ChallengeExhausted => self.no_pictures.to_owned(),
            ErrorCode::RequestNotFound => self.request_over.to_owned(),
            other => {
                let known = self.upstream.iter().find(|(known, _)| *known == other.code());
                known.map_or(self.broken, |(_, text)| text).to_owned()
            }
        }
    }
}

const ZH_TW: Words = Words {
    name: "教育通行",
    error_prefix: "錯誤：",
    help: "需要幫忙嗎？",
    hotline: "教育雲端帳號客服專線",
    mail: "客服信箱",
    sign_in: "登入",
    lead: "這是簡單版的登入頁，不需要 JavaScript。",
    lead_service: "以教育雲端帳號登入，繼續使用「{}」。",
    lead_link: "縣市帳號確認好了。第一次要再用教育雲端帳號登入一次，兩個帳號就連結起來。",
    county: "使用縣市帳號登入",
    county_lead: "選擇縣市，到縣市的登入頁輸入縣市帳號和密碼。",
    county_going: "前往縣市的登入頁",
    county_none: "現在沒有開放的縣市。",
    county_not: "用教育雲端帳號登入",
    county_slow: "比較慢，要等一下",
    county_down: "現在連不上",
    upstream: [
        ("upstream.not_offered", "這個縣市還沒有開放。選別的縣市，或用教育雲端帳號登入"),
        ("upstream.unavailable", "這個縣市的登入頁現在連不上。過一下再試，或用教育雲端帳號登入"),
        (
            "upstream.rejected",
            "縣市回傳的資料對不起來，為了保護帳號沒有登入。改用教育雲端帳號登入，或打客服專線",
        ),
        ("upstream.denied", "沒有在縣市登入完成。再選一次縣市，或用教育雲端帳號登入"),
        ("upstream.over", "這次登入放太久，或已經完成了。再選一次縣市"),
        (
            "upstream.not_fresh",
            "縣市沒有再問一次密碼，為了保護帳號沒有登入。先到縣市的網站登出，再選一次縣市",
        ),
        ("upstream.not_linked", "這個縣市帳號還沒有連結。先用教育雲端帳號登入"),
    ],
    account: "帳號",
    account_hint: "輸入 @ 前面的部分就好。",
    password: "密碼",
    digits: "驗證碼",
    digits_hint: "輸入圖片上的數字。",
    picture: "驗證碼圖片。看不清楚就播放語音，或換下一個",
    audio: "播放驗證碼語音",
    next: "換下一個",
    personal: "這是我自己的裝置",
    personal_hint: "學校的電腦、借來的裝置，都不要勾。",
    mend: "有地方需要修改",
    signed_in: "我的帳號",
    hello: "{}，你好",
    school: "學校",
    class: "年級、班級、座號",
    sign_out: "登出",
    signed_out: "已經登出。用的是共用電腦的話，把瀏覽器視窗也關掉。",
    left: "還沒有登出的服務，要到它們的網站登出",
    county_left: "{}帳號仍登入中",
    county_out: "登出{}帳號",
    county_by_hand: "到{}的網站登出，或是關閉所有瀏覽器視窗。",
    go_on: "繼續",
    consent: "同意提供資料",
    consent_lead: "按下「同意」，{}就會收到下面這些資料。",
    agree: "同意，繼續登入",
    refuse: "不同意",
    no_data: "沒有資料",
    request_over: "這次登入已經結束。回到服務的首頁，再登入一次。",
    choose: "選擇帳號",
    choose_lead: "要用哪一個帳號登入{}？",
    here: "已經登入",
    needs_password: "需要輸入密碼",
    another: "用別的帳號",
    forget: "從這台裝置移除 {}",
    scopes: [
        ("openid", "識別碼"),
        ("profile", "姓名與帳號"),
        ("email", "電子郵件"),
        ("openid2", "舊版識別碼"),
        ("eduinfo", "學校與班級"),
        ("relation", "任課資料"),
        ("guid", "證號的代碼"),
        ("personid", "人員代碼"),
        ("educloudroles", "身分"),
    ],
    scope_other: "其他資料",
    account_missing: "輸入帳號",
    account_too_long: "帳號太長了，看看是不是多打了字",
    account_characters: "帳號只有英文字母、數字和 . _ -",
    account_other_domain: "這裡要用 @mail.edu.tw 的帳號",
    account_malformed: "這不像帳號，看看有沒有打錯",
    password_missing: "輸入密碼",
    password_too_long: "密碼太長了，看看是不是貼錯了",
    failed: "帳號或密碼不對。看看帳號有沒有打錯，再輸入一次密碼",
    digits_wrong: "驗證碼不對。輸入新圖片上的數字，密碼也要再輸入一次",
    renewed: "這一頁放太久了，驗證碼已經換新。再輸入一次",
    locked: "試了太多次，為了保護帳號先停一下。{} 分鐘後再試一次",
    busy: "現在登入的人很多。{} 分鐘後再試一次",
    disabled: "這個帳號停用了。打客服專線，會有人幫忙",
    maintenance: "系統維護中，維護結束後再來",
    no_pictures: "現在沒有更多圖片了。重新打開這一頁",
    broken: "我們這邊出了問題，過一下再試一次",
};

const EN: Words = Words {
    name: "EduPass",
    error_prefix: "Error: ",
    help: "Need help?",
    hotline: "Account hotline",
    mail: "Email",
    sign_in: "Sign in",
    lead: "This is the plain sign-in page. It needs no JavaScript.",
    lead_service: "Sign in with your education cloud account to go on to “{}”.",
    lead_link: "Your county account is confirmed. This first time, sign in with your education cloud account too: both are linked then.",
    county: "Sign in with a county account",
    county_lead: "Choose your county. You enter account and password on the county’s own page.",
    county_going: "Go to the county’s sign-in page",
    county_none: "No county is open now.",
    county_not: "Sign in with the education cloud account",
    county_slow: "slow, it takes a while",
    county_down: "cannot be reached now",
    upstream: [
        (
            "upstream.not_offered",
            "This county is not open yet. Choose another, or sign in with the education cloud account",
        ),
        (
            "upstream.unavailable",
            "This county’s sign-in page cannot be reached now. Try again in a while, or sign in with the education cloud account",
        ),
        (
            "upstream.rejected",
            "The county’s answer does not fit, so nobody was signed in. Use the education cloud account, or call the hotline",
        ),
        (
            "upstream.denied",
            "The sign-in at the county was not finished. Choose the county again, or sign in with the education cloud account",
        ),
        ("upstream.over", "This sign-in took too long, or is finished already. Choose the county again"),
        (
            "upstream.not_fresh",
            "The county did not ask for the password again, so nobody was signed in. Sign out on the county’s site, then choose the county again",
        ),
        (
            "upstream.not_linked",
            "This county account is not linked yet. Sign in with the education cloud account first",
        ),
    ],
    account: "Account",
    account_hint: "The part before @ is enough.",
    password: "Password",
    digits: "Verification code",
    digits_hint: "Enter the digits in the picture.",
    picture: "Picture of a verification code. If it is hard to read, play the audio or get the next one",
    audio: "Play the verification code",
    next: "Next one",
    personal: "This is my own device",
    personal_hint: "Not for school computers or borrowed devices.",
    mend: "There is something to change",
    signed_in: "My account",
    hello: "Hello, {}",
    school: "School",
    class: "Grade, class, seat",
    sign_out: "Sign out",
    signed_out: "You are signed out. On a shared computer, close the browser window too.",
    left: "Services that are still signed in: sign out on their sites",
    county_left: "Your {} account is still signed in",
    county_out: "Sign out of {}",
    county_by_hand: "Sign out on the site of {} or close all browser windows.",
    go_on: "Go on",
    consent: "Agree to share data",
    consent_lead: "If you agree, {} gets the data below.",
    agree: "Agree and continue",
    refuse: "Do not agree",
    no_data: "No data",
    request_over: "This sign-in is over. Go back to the service and sign in again.",
    choose: "Choose an account",
    choose_lead: "Which account do you want to use for {}?",
    here: "signed in",
    needs_password: "needs its password",
    another: "Use another account",
    forget: "Remove {} from this device",
    scopes: [
        ("openid", "Identifier"),
        ("profile", "Name and account"),
        ("email", "Email"),
        ("openid2", "Older identifier"),
        ("eduinfo", "School and class"),
        ("relation", "Teaching"),
        ("guid", "Code of the ID number"),
        ("personid", "Personal code"),
        ("educloudroles", "Role"),
    ],
    scope_other: "Other data",
    account_missing: "Enter your account",
    account_too_long: "The account is too long. Check for extra characters",
    account_characters: "An account has only letters, digits and . _ -",
    account_other_domain: "Use an account that ends in @mail.edu.tw here",
    account_malformed: "This does not look like an account. Check it for typing errors",
    password_missing: "Enter your password",
    password_too_long: "The password is too long. Check what was pasted",
    failed: "The account or the password is not right. Check the account and enter the password again",
    digits_wrong: "The verification code is not right. Enter the digits in the new picture, and the password again",
    renewed: "This page was open for a long time, so the code is new. Enter it and try again",
    locked: "There were many attempts, so signing in is paused to protect the account. Try again in {} min",
    busy: "Many people are signing in. Try again in {} min",
    disabled: "This account is disabled. The hotline can help",
    maintenance: "The service is closed for maintenance. Come back when it is over",
    no_pictures: "There are no more pictures for now. Open this page again",
    broken: "Something broke on our side. Try again in a while",
};
