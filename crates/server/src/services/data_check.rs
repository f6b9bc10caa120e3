//! 資料檢核: what services are told of somebody, what is missing or looks wrong, and reporting it.

mod findings;

use contract::api::data_check::{ClassTold, DataCheck, DataReport, KnownSchool, LessonTold, TitlesTold};
use contract::api::problem::pointer;
use contract::api::report::ReportReceipt;
use contract::error::{ErrorCode, FieldErrorKind};
use contract::paths;

use crate::app::App;
use crate::services::education::{self, Classinfo, Education, Taught, Titles, Version};
use crate::services::refusal::{Refusal, field};
use crate::services::reports::{self, Draft};
use crate::services::sessions::find_live;
use crate::store::account::{self, Account};
use crate::store::oidc::education::schools;

/// What the signed-in person's services are told.
///
/// # Errors
/// `session.none`, `session.expired`.
pub async fn show(app: &App, reference: &str) -> Result<DataCheck, Refusal> {
    let (_, account) = find_live(app, reference).await?;
    check(app, &account).await
}

/// Reports the data with what was found, and what the person says of them. The report has codes and that
/// text, and no value of the person's.
///
/// # Errors
/// `session.none`, `session.expired`, [`ErrorCode::RequestInvalid`] where there is nothing to report or the
/// text has personal data, [`ErrorCode::RateLimited`].
pub async fn report(app: &App, reference: &str, new: &DataReport) -> Result<ReportReceipt, Refusal> {
    let (_, account) = find_live(app, reference).await?;
    let check = check(app, &account).await?;
    let said = new.message.trim();
    let is_nothing = said.is_empty() && check.findings.is_empty();
    let fault = if is_nothing { Some(FieldErrorKind::Missing) } else { reports::fault_in(said) };
    if let Some(rule) = fault {
        return Err(Refusal::new(ErrorCode::RequestInvalid).with_errors(vec![field(pointer::MESSAGE, rule)]));
    }
    let codes: Vec<_> = check.findings.iter().map(|finding| finding.kind.code()).collect();
    let draft = Draft {
        page: paths::SCREEN_DATA_CHECK.to_owned(),
        school_code: check.schoolid,
        school_level: None,
        message: [codes.join(" ").as_str(), said].join("\n").trim().to_owned(),
        account_id: Some(account.id.clone()),
    };
    reports::keep(app, &[b"data-report", account.id.as_bytes()], draft).await
}

async fn check(app: &App, account: &Account) -> Result<DataCheck, Refusal> {
    let person = account::person(&app.store, &account.person_id).await?;
    let person = person.ok_or_else(|| Refusal::internal("an account without a person"))?;
    let Education { schoolid, titles, classinfo } =
        education::education(app, &account.person_id, Version::Second).await?;
    let relation = education::relation(app, &account.person_id).await?.relation;
    let mut check = DataCheck {
        role: person.role,
        name: person.name,
        schoolid,
        schools: known_schools(app, &account.person_id).await?,
        titles: titles.into_iter().map(titles_told).collect(),
        classinfo: classinfo.into_iter().map(class_told).collect(),
        relation: relation.into_iter().map(lesson_told).collect(),
        has_guid: education::id_number(app, &account.person_id).await?.is_some(),
        findings: Vec::new(),
    };
    check.findings = findings::of(&check);
    Ok(check)
}

/// The person's schools that services find in the public directory.
async fn known_schools(app: &App, person_id: &str) -> Result<Vec<KnownSchool>, Refusal> {
    let mut known: Vec<KnownSchool> = Vec::new();
    for place in account::affiliations(&app.store, person_id).await? {
        if known.iter().any(|school| school.code == place.school_code) {
            continue;
        }
        let name = match place.school_name {
            Some(name) => Some(name),
            None => {
                schools(&app.store, &place.school_code).await?.into_iter().next().map(|school| school.name)
            }
        };
        known.extend(name.map(|name| KnownSchool { code: place.school_code, name }));
    }
    Ok(known)
}

fn titles_told(Titles { schoolid, titles }: Titles) -> TitlesTold {
    TitlesTold { schoolid, titles }
}

fn class_told(told: Classinfo) -> ClassTold {
    let Classinfo { year, semester, schoolid, grade, classno, classtitle, seatno } = told;
    ClassTold { schoolid, year, semester, grade, classno, classtitle, seatno: seatno.flatten() }
}

fn lesson_told(told: Taught) -> LessonTold {
    let Taught { schoolid, year, semester, grade, classno, subject } = told;
    LessonTold { schoolid, year, semester, grade, classno, subject }
}
