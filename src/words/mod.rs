//! Every sentence of the portal, once for each language. The compiler sees to it that none is
//! missing; `{}` stands where a value goes in.

use contract::language::Language;

use pick::wait_text;

pub(crate) use attendant::AttendantWords;
pub(crate) use back::{BackWords, Password, Person, back_failure_text, county_text};
pub(crate) use check::{CheckWords, finding_text, mender_text, report_failure_text};
pub(crate) use entry::{EntryWords, claim_place, scope_place, scope_text, scope_title, shared_label};
pub(crate) use pick::{failure_text, field_label, field_text, role_text};
pub(crate) use speak::{Speech, in_words, use_speech};

macro_rules! words {
    ($(#[$all:meta])* $words:ident $({ $language:ident })?: $($(#[$doc:meta])* $part:ident: $name:ident { $($field:ident,)+ })+) => {
        $(#[$all])*
        pub(crate) struct $words {
            $(
                /// Which language it is.
                pub(crate) $language: Language,
            )?
            $($(#[$doc])* pub(crate) $part: $name,)+
        }

        $($(#[$doc])* pub(crate) struct $name {
            $(pub(crate) $field: &'static str,)+
        })+

        impl $words {
            /// Every sentence with its name, for tests.
            #[cfg(test)]
            pub(super) fn each(&self) -> Vec<(&'static str, &'static str)> {
                vec![$($((concat!(stringify!($part), ".", stringify!($field)), self.$part.$field),)+)+]
            }
        }
    };
}

mod attendant;
mod back;
mod check;
mod en;
mod entry;
mod pick;
pub(crate) mod readings;
mod speak;
mod zh_tw;

words! {
    /// All words of one language, by the place where they stand.
    Words { language }:
    /// Around every page: header, footer, notices.
    shell: Shell {
        name, owner, skip, menu, language_short, language_name, zhuyin, zhuyin_add, zhuyin_remove,
        footer, help, hotline, mail, hours, maintenance_now, maintenance_soon, until, opening,
        part_failed, retry, seconds, minutes, hours_long,
    }
    /// Whose device this is taken for.
    device: DeviceWords { own, own_text, shared, shared_text, kiosk, kiosk_at, kiosk_text, }
    /// The home page.
    home: Home {
        title, heading_first, heading_second, lead, enter, services, services_lead,         waiting, nation, nation_text, moves, moves_text, life, life_text,
    }
    /// Signing in.
    sign_in: SignIn {
        title, lead, lead_service, account, account_hint, password, show, hide, shown, hidden,
        caps_lock, chinese_input, personal, personal_hint, submit, sending, or, find_account,
        reset_password, apply, activate, one_time_password, county, mobile_certificate,
        citizen_card, help_page, signed_out, session_none, session_expired, idle, cleared, lead_link, tip_title, tip_shared,
        tip_address, tip_password,
    }
    /// The challenge of a form.
    challenge: Challenge {
        legend, image, waiting, digits, digits_hint, next, renewed, play, playing, play_failed,
        proof, proof_hint, proof_working, proof_solved, proof_failed, exhausted,     }
    /// What is wrong with a field.
    field: FieldWords {
        account_missing, account_too_long, account_characters, account_other_domain,
        account_malformed, password_missing, password_too_long, password_wrong, digits_missing,
        digits_malformed, digits_wrong, digits_expired, digits_renewed,
    }
    /// Around every form.
    form: FormWords { error_prefix, mend_one, mend_many, }
    /// Why something was not carried out.
    failure: FailureWords {
        offline, unreachable, timed_out, locked, rate_limited, busy, disabled,
        maintenance, broken, soon, proof,
    }
    /// Who is signed in.
    account: Account {
        title, hello, waiting, account, role, pupil, teacher, staff, school,         class_text, seat_text, last, last_never, now, device, device_own, device_shared,
        school_none, sign_out, signing_out, services,
    }
    /// The names of pages that are parts of their own.
    titles: Titles {
        account_menu, find_account, find_county, forgot, forgot_county, activate_county, forgot_personal, forgot_default, forgot_code, activate,
        activate_personal, activate_code, report, not_me, consent, choose_account, data_check,
    }
    /// The learning services.
    services: Services { title, lead, owner, }
    /// How to reach the hotline.
    contact: Contact {
        title, lead, phone, mail, hours, before, before_account, before_school, before_number,
        never, disabled_title, disabled_pupil, disabled_teacher,
    }
    /// An address without a page.
    not_found: NotFound { title, text, home, }
}

impl Words {
    /// The words of `language`.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhTw => &zh_tw::WORDS,
            Language::En => &en::WORDS,
        }
    }
}

/// Puts `value` where the sentence has its `{}`.
pub(crate) fn fill(sentence: &str, value: &str) -> String {
    sentence.replacen("{}", value, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that scold or say nothing (experience.md F22). The seed's own words are exempt.
    const BANNED: [&str; 6] = ["請", "抱歉", "無效", "非法", "系統錯誤", "您"];
    const SEED: [&str; 2] = ["failure.disabled", "sign_in.apply"];

    fn all(language: Language) -> Vec<(&'static str, &'static str)> {
        let mut words = Words::of(language).each();
        words.extend(BackWords::of(language).each());
        words.extend(EntryWords::of(language).each());
        words.extend(AttendantWords::of(language).each());
        words.extend(CheckWords::of(language).each());
        words
    }

    #[test]
    fn every_sentence_exists_in_both_languages() {
        for language in Language::ALL {
            for (name, sentence) in all(language) {
                assert!(!sentence.trim().is_empty(), "{name} is empty in {language:?}");
                let is_joined = name == "form.error_prefix";
                assert!(is_joined || sentence.trim() == sentence, "{name} has stray spaces");
            }
        }
    }

    #[test]
    fn both_languages_take_the_same_values() {
        let pairs = all(Language::ZhTw).into_iter().zip(all(Language::En));
        for ((name, chinese), (_, english)) in pairs {
            if name != "form.mend_one" {
                assert_eq!(chinese.matches("{}").count(), english.matches("{}").count(), "{name}");
            }
        }
    }

    #[test]
    fn chinese_says_what_to_do() {
        for (name, sentence) in all(Language::ZhTw) {
            // 申請 is the ministry's word for applying, and no "please".
            let sentence = sentence.replace("申請", "");
            for banned in BANNED {
                assert!(SEED.contains(&name) || !sentence.contains(banned), "{name}: {banned}");
            }
        }
    }

    #[test]
    fn english_has_no_untranslated_words() {
        let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        for (name, sentence) in all(Language::En) {
            let names_the_switch = name.starts_with("shell.language");
            assert!(names_the_switch || !sentence.chars().any(is_han), "{name}: {sentence}");
        }
    }

    #[test]
    fn chinese_uses_full_width_punctuation() {
        for (name, sentence) in all(Language::ZhTw) {
            let chars: Vec<char> = sentence.chars().collect();
            for pair in chars.windows(2) {
                let after_han = ('\u{4E00}'..='\u{9FFF}').contains(&pair[0]);
                assert!(!(after_han && ",.;:!?()".contains(pair[1])), "{name}: {sentence}");
            }
        }
    }

    #[test]
    fn fill_replaces_the_first_place() {
        assert_eq!(fill("等 {} 再試", "5 秒"), "等 5 秒 再試");
    }
}
