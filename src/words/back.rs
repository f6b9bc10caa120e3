//! The sentences of the pages for somebody who cannot sign in. They are a table of their own, so that
//! nobody downloads them who does not open one of these pages.

mod en;
mod zh_tw;

use contract::error::ErrorCode;
use contract::language::Language;

use crate::api::error::Failure;
use crate::words::{Words, failure_text, fill, wait_text};

words! {
    /// All words of these pages in one language.
    BackWords:
    /// The choice of ways.
    choose: Choose {
        lead_forgot, lead_activate, pupils, registered, personal_text, personal_needs, default_text,
        default_needs, code_text, code_needs, county_who, county_text, county_needs, no_account, none_works,
    }
    /// Around every step.
    step: StepWords {
        place, list, next, sending, look_up, send_code, directly, time_up, finished, label_id, label_school,
        label_default, label_account, label_county, label_found, label_identity, label_code, label_password,
        label_done, heading_id, heading_school, heading_default, heading_account, heading_county, heading_found,
        heading_identity, heading_not_found, heading_code, heading_not_received, heading_password,
        heading_done, heading_activated, lead_id, lead_school, lead_default, lead_account, lead_county,
        lead_identity, lead_not_found, lead_code, lead_not_received, lead_password,
    }
    /// The school.
    school: SchoolWords {
        legend, missing, waiting, by_place, by_typing, county, district, level, school, choose, search,
        search_hint, list, none, more, count, chosen, cleared, undo, filled_in, district_unknown, kindergarten,
        elementary, junior_high, senior_high, college, special, unsupported, refused, refused_text,
        change,
    }
    /// Who the person is.
    person: Person {
        name, name_hint, name_missing, name_too_long, id_number, id_short, id_hint, id_show, id_hide,
        id_missing, id_check_digit, id_characters, id_length, overrule, overrule_hint, birthday,
        birthday_hint, year, month, day, calendar, roc, gregorian, date, both, echo, correct,
        year_missing, month_missing, day_missing, birthday_missing, birthday_malformed, no_such_day,
        future, too_long_ago, other_calendar, ambiguous, default_password, default_hint,
        default_missing, default_wrong,
    }
    /// The code that was sent.
    code: CodeWords {
        form, label, hint, missing, malformed, wrong, expired, check, another, wait, no_more, sent_again,
        not_received, reason_wait, reason_spam, reason_account, reason_backup, back, other_account,
        others,
    }
    /// The new password.
    password: Password {
        account, name, label, again, show, hide, show_again, hide_again, act, rules, met, open, summary,
        rule_length, rule_pupil, rule_others, rule_characters, rule_common, rule_personal, missing,
        again_missing, differs, reused, too_short, too_long, characters_wrong, kinds_missing, common,
        personal,
    }
    /// The password is changed.
    done: DoneWords { changed, activated, rule, valid_later, disabled, account, sign_in, home, }
    /// What a look-up found.
    found: FoundWords { has_one, has_text, has_all, none, none_text, account, other_ways, sign_in, again, }
    /// Nobody was found.
    not_found: NotFoundWords {
        causes, calendar, calendar_text, name, name_text, school, school_text, id_kind, id_kind_text,
        again, others,
    }
    /// Why something was not carried out, where only these pages meet it.
    failure: BackFailure {
        not_verified, frozen, code_too_many, password_policy, password_too_soon, link_invalid,
    }
    /// The choice of the county.
    county: CountyWords {
        list, waiting, working, slow, down, not_offered, going, look_again, round, round_text, no_account,
        unavailable, rejected, denied, over, not_fresh, not_linked, closed,
    }
    /// 回報問題.
    report: ReportWords {
        lead, message, hint, missing, personal_data, too_long, no_data, about, act, sent, sent_text,
        reference,
    }
    /// A change that was not the person's own.
    not_me: NotMeWords { lead, what, first, second, third, act, was_me, done, done_text, }
}

impl BackWords {
    /// The words of `language`.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhTw => &zh_tw::WORDS,
            Language::En => &en::WORDS,
        }
    }
}

/// Why something was not carried out, and what to do now.
pub(crate) fn back_failure_text(words: &Words, failure: &Failure) -> String {
    let say = &BackWords::of(words.language).failure;
    let Failure::Refused(problem) = failure else {
        return failure_text(words, failure);
    };
    let wait = || wait_text(words, problem.retry_after);
    match problem.code {
        ErrorCode::IdentityNotVerified => say.not_verified.to_owned(),
        ErrorCode::RecoveryFrozen => say.frozen.to_owned(),
        ErrorCode::CodeTooMany => fill(say.code_too_many, &wait()),
        ErrorCode::PasswordPolicy => say.password_policy.to_owned(),
        ErrorCode::PasswordTooSoon => fill(say.password_too_soon, &wait()),
        ErrorCode::LinkInvalid => say.link_invalid.to_owned(),
        code => county_text(words, code).map_or_else(|| failure_text(words, failure), str::to_owned),
    }
}

/// What a county's answer led to, where it led no further; none for what no county brings about.
pub(crate) const fn county_text(words: &Words, code: ErrorCode) -> Option<&'static str> {
    let say = BackWords::of(words.language);
    Some(match code {
        ErrorCode::UpstreamNotOffered => say.county.closed,
        ErrorCode::UpstreamUnavailable => say.county.unavailable,
        ErrorCode::UpstreamRejected => say.county.rejected,
        ErrorCode::UpstreamDenied => say.county.denied,
        ErrorCode::UpstreamOver => say.county.over,
        ErrorCode::UpstreamNotFresh => say.county.not_fresh,
        ErrorCode::UpstreamNotLinked => say.county.not_linked,
        ErrorCode::RecoveryFrozen => say.failure.frozen,
        ErrorCode::AccountDisabled => words.failure.disabled,
        ErrorCode::ServerMaintenance => words.failure.maintenance,
        _ => return None,
    })
}
