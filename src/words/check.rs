//! The sentences of the data check. A table of their own, so that nobody downloads them who does not
//! open it.

mod en;
mod zh_tw;

use contract::api::data_check::{Finding, FindingKind, Mender};
use contract::error::ErrorCode;
use contract::language::Language;

use crate::api::error::Failure;
use crate::words::{Words, failure_text, fill, wait_text};

words! {
    /// All words of this page in one language.
    CheckWords:
    /// The page.
    page: CheckPage {
        lead, waiting, good, good_text, bad_one, bad_many, bad_text, unusual, unusual_text, again, checked,
    }
    /// What stands there.
    finding: FindingWords {
        name_missing, name_digits, name_characters, school_missing, school_unknown, titles_missing,
        titles_several, classinfo_missing, grade_missing, grade_not_number, grade_not_positive,
        classno_missing, classno_not_number, classno_not_positive, seatno_missing, seatno_not_number,
        seatno_not_positive, guid_missing, relation_missing,
    }
    /// Who can mend it.
    mender: MenderWords { registry, personnel, teaching, county, hotline, }
    /// What services are told.
    told: ToldWords {
        title, text, name, school, school_unknown, titles, class, class_none, class_first, relation,
        relation_none, relation_pupil, guid, guid_yes, guid_no, nothing,
    }
    /// Reporting it.
    report: DataReportWords {
        title, text, message, hint, missing, personal_data, too_long, act, sent, sent_text, reference, contact,
        too_many,
    }
}

impl CheckWords {
    /// The words of `language`.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhTw => &zh_tw::WORDS,
            Language::En => &en::WORDS,
        }
    }
}

/// What is missing or looks wrong.
pub(crate) fn finding_text(words: &Words, finding: &Finding) -> String {
    let say = &CheckWords::of(words.language).finding;
    let sentence = match finding.kind {
        FindingKind::NameMissing => say.name_missing,
        FindingKind::NameDigits => say.name_digits,
        FindingKind::NameCharacters => say.name_characters,
        FindingKind::SchoolMissing => say.school_missing,
        FindingKind::SchoolUnknown => say.school_unknown,
        FindingKind::TitlesMissing => say.titles_missing,
        FindingKind::TitlesSeveral => say.titles_several,
        FindingKind::ClassinfoMissing => say.classinfo_missing,
        FindingKind::GradeMissing => say.grade_missing,
        FindingKind::GradeNotNumber => say.grade_not_number,
        FindingKind::GradeNotPositive => say.grade_not_positive,
        FindingKind::ClassnoMissing => say.classno_missing,
        FindingKind::ClassnoNotNumber => say.classno_not_number,
        FindingKind::ClassnoNotPositive => say.classno_not_positive,
        FindingKind::SeatnoMissing => say.seatno_missing,
        FindingKind::SeatnoNotNumber => say.seatno_not_number,
        FindingKind::SeatnoNotPositive => say.seatno_not_positive,
        FindingKind::GuidMissing => say.guid_missing,
        FindingKind::RelationMissing => say.relation_missing,
    };
    fill(sentence, finding.value.as_deref().unwrap_or_default())
}

/// Who can mend it, and how to reach them.
pub(crate) const fn mender_text(words: &Words, mender: Mender) -> &'static str {
    let say = &CheckWords::of(words.language).mender;
    match mender {
        Mender::Registry => say.registry,
        Mender::Personnel => say.personnel,
        Mender::Teaching => say.teaching,
        Mender::County => say.county,
        Mender::Hotline => say.hotline,
    }
}

/// Why a report was not taken, and what to do now.
pub(crate) fn report_failure_text(words: &Words, failure: &Failure) -> String {
    match failure {
        Failure::Refused(problem) if problem.code == ErrorCode::RateLimited => {
            let say = CheckWords::of(words.language).report.too_many;
            fill(say, &wait_text(words, problem.retry_after))
        }
        _ => failure_text(words, failure),
    }
}

#[cfg(test)]
mod tests {
    use contract::api::data_check::Weight;

    use super::*;

    #[test]
    fn every_finding_has_a_sentence_of_its_own_without_an_open_place() {
        for language in Language::ALL {
            let mut told = Vec::new();
            for kind in FindingKind::ALL {
                let value = Some("甲".to_owned());
                let finding = Finding { kind: *kind, weight: Weight::Wrong, mender: Mender::Hotline, value };
                let text = finding_text(Words::of(language), &finding);
                assert!(!text.contains("{}") && !told.contains(&text), "{kind:?}: {text}");
                told.push(text);
            }
        }
    }

    #[test]
    fn somebody_who_reports_too_often_is_told_when_to_come_back() {
        let mut limited = crate::api::error::tests::problem(ErrorCode::RateLimited);
        limited.retry_after = Some(600);
        let text = report_failure_text(Words::of(Language::ZhTw), &Failure::Refused(Box::new(limited)));
        assert_eq!(text, "剛才已經回報很多次了。10 分鐘後再回報。");
    }
}
