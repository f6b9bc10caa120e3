//! 資料檢核: what learning services are told of the signed-in person, and what is missing or looks wrong.

use serde::{Deserialize, Serialize};

use crate::api::session::Role;
use crate::error::codes;

/// What services are told, word for word, and what is to be said about it. Texts and nulls are those of
/// eduinfo version 2 and of relation; version 1 leaves out year, semester and seat number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataCheck {
    /// What the person is, which decides what has to be there.
    pub role: Role,
    /// The claim `name`.
    pub name: String,
    /// `schoolid` of eduinfo: the first school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schoolid: Option<String>,
    /// The names of the schools that are known by their codes.
    pub schools: Vec<KnownSchool>,
    /// `titles` of eduinfo.
    pub titles: Vec<TitlesTold>,
    /// `classinfo` of eduinfo.
    pub classinfo: Vec<ClassTold>,
    /// `relation`: what a teacher teaches.
    pub relation: Vec<LessonTold>,
    /// Whether the services that may have it get a `guid`.
    pub has_guid: bool,
    /// What is missing or looks wrong, in the order of the page.
    pub findings: Vec<Finding>,
}

/// A school whose code is in the public directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnownSchool {
    /// The ministry's code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// One entry of `titles`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TitlesTold {
    /// The school.
    pub schoolid: String,
    /// The kind first (學生, 教師, …), then the posts.
    pub titles: Vec<String>,
}

/// One entry of `classinfo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassTold {
    /// The school.
    pub schoolid: String,
    /// The school year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// The semester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub semester: Option<String>,
    /// The grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classno: Option<String>,
    /// Both in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classtitle: Option<String>,
    /// The seat number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seatno: Option<String>,
}

/// One entry of `relation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonTold {
    /// The school.
    pub schoolid: String,
    /// The school year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// The semester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub semester: Option<String>,
    /// The grade.
    pub grade: String,
    /// The class.
    pub classno: String,
    /// The subject.
    pub subject: String,
}

codes! {
    /// What is missing or looks wrong (domain.md §1.11: what services of the ministry's system check).
    FindingKind {
        /// There is no name.
        NameMissing = "name.missing",
        /// The name has digits.
        NameDigits = "name.digits",
        /// The name has characters that are no letters.
        NameCharacters = "name.characters",
        /// There is no school.
        SchoolMissing = "school.missing",
        /// The school's code is not in the directory.
        SchoolUnknown = "school.unknown",
        /// There is no title.
        TitlesMissing = "titles.missing",
        /// There are titles at several schools.
        TitlesSeveral = "titles.several",
        /// A pupil has no class.
        ClassinfoMissing = "classinfo.missing",
        /// A class without its grade.
        GradeMissing = "grade.missing",
        /// A grade that is no number.
        GradeNotNumber = "grade.not_number",
        /// A grade of zero or below.
        GradeNotPositive = "grade.not_positive",
        /// A grade without its class.
        ClassnoMissing = "classno.missing",
        /// A class that is no number.
        ClassnoNotNumber = "classno.not_number",
        /// A class of zero or below.
        ClassnoNotPositive = "classno.not_positive",
        /// A pupil has no seat number.
        SeatnoMissing = "seatno.missing",
        /// A seat number that is no number.
        SeatnoNotNumber = "seatno.not_number",
        /// A seat number of zero or below.
        SeatnoNotPositive = "seatno.not_positive",
        /// No `guid` can be made.
        GuidMissing = "guid.missing",
        /// A teacher teaches nothing.
        RelationMissing = "relation.missing",
    }
}

codes! {
    /// How much a finding weighs.
    Weight {
        /// It has to be mended: services cannot use the data as they are.
        Wrong = "wrong",
        /// It may well be right, and some services do not understand it.
        Unusual = "unusual",
    }
}

codes! {
    /// Who can mend it.
    Mender {
        /// The school's registry (註冊組), which the class teacher knows.
        Registry = "registry",
        /// The school's personnel office (人事室).
        Personnel = "personnel",
        /// The school's office of academic affairs (教務處).
        Teaching = "teaching",
        /// The county's network centre.
        County = "county",
        /// The hotline.
        Hotline = "hotline",
    }
}

/// One thing that is missing or looks wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// How much it weighs.
    pub weight: Weight,
    /// Who can mend it.
    pub mender: Mender,
    /// What stands there; a number where things were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A report of one's own data. The server adds what it found; ID number and birthday are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DataReport {
    /// What is wrong, in the person's words; 500 characters at most.
    #[serde(default)]
    pub message: String,
}
