//! What services are told of school, class, titles and teaching (domain.md §1.8-1.10), in the shapes that
//! clients of the ministry's system have read for years: every value is text or null, members stand in
//! the order of the captures. The data check shows the same values, so that neither can drift.

use contract::api::session::Role;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::app::App;
use crate::services::import::people::Lesson;
use crate::services::import::personal::Column;
use crate::services::refusal::Refusal;
use crate::store::oidc::education::{self as store, Post};
use crate::store::roster;

const CHINESE: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Which of the two shapes of 基本教育資料.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Without year, semester and seat number.
    First,
    /// With them.
    Second,
}

/// 基本教育資料, apart from whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Education {
    /// The first school.
    pub schoolid: Option<String>,
    /// Titles by school.
    pub titles: Vec<Titles>,
    /// Classes, of pupils and of class teachers.
    pub classinfo: Vec<Classinfo>,
}

/// The titles at one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Titles {
    /// The school.
    pub schoolid: String,
    /// The kind first (學生, 教師, …), then the posts.
    pub titles: Vec<String>,
}

/// One class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Classinfo {
    /// The school year; null in version 1.
    pub year: Option<String>,
    /// The semester, `01` or `02`; null in version 1.
    pub semester: Option<String>,
    /// The school.
    pub schoolid: String,
    /// The grade.
    pub grade: Option<String>,
    /// The class: two digits, or a name.
    pub classno: Option<String>,
    /// Both in words.
    pub classtitle: Option<String>,
    /// The seat number; only version 2 has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seatno: Option<Option<String>>,
}

/// 師生資料: what a teacher teaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// Empty for everybody who teaches nothing.
    pub relation: Vec<Taught>,
}

/// One subject taught to one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taught {
    /// The school.
    pub schoolid: String,
    /// The school year.
    pub year: Option<String>,
    /// The semester.
    pub semester: Option<String>,
    /// The grade.
    pub grade: String,
    /// The class.
    pub classno: String,
    /// The subject.
    pub subject: String,
}

/// The person's education data.
///
/// # Errors
/// When the database fails.
pub async fn education(app: &App, person_id: &str, version: Version) -> Result<Education, Refusal> {
    let posts = store::posts(&app.store, person_id).await?;
    Ok(Education {
        schoolid: posts.first().map(|post| post.school_code.clone()),
        titles: titles(&posts),
        classinfo: posts.iter().filter_map(|post| classinfo(post, version)).collect(),
    })
}

fn titles(posts: &[Post]) -> Vec<Titles> {
    let mut all: Vec<Titles> = Vec::new();
    for post in posts {
        let known = all.iter().position(|titles| titles.schoolid == post.school_code);
        let at = known.unwrap_or_else(|| {
            all.push(Titles { schoolid: post.school_code.clone(), titles: Vec::new() });
            all.len() - 1
        });
        for title in read_titles(post) {
            if !all[at].titles.contains(&title) {
                all[at].titles.push(title);
            }
        }
    }
    all
}

fn read_titles(post: &Post) -> Vec<String> {
    serde_json::from_str(&post.titles).unwrap_or_default()
}

fn classinfo(post: &Post, version: Version) -> Option<Classinfo> {
    if post.grade.is_none() && post.class.is_none() {
        return None;
    }
    let is_second = version == Version::Second;
    let second = |value: &Option<String>| value.clone().filter(|_| is_second);
    Some(Classinfo {
        year: second(&post.year),
        semester: second(&post.semester),
        schoolid: post.school_code.clone(),
        grade: post.grade.clone(),
        classno: post.class.clone(),
        classtitle: class_title(post.grade.as_deref(), post.class.as_deref()),
        seatno: is_second.then(|| post.seat.clone()),
    })
}

/// `五年四班` for grade 5 and class 04; a class with a name keeps it.
fn class_title(grade: Option<&str>, class: Option<&str>) -> Option<String> {
    let (grade, class) = (grade?, class?);
    let end = if class.ends_with('班') { "" } else { "班" };
    Some([&in_words(grade), "年", &in_words(class), end].concat())
}

/// A number below a hundred in Chinese; anything else as it is.
fn in_words(text: &str) -> String {
    let Some(number) = text.parse::<usize>().ok().filter(|number| (1..100).contains(number)) else {
        return text.to_owned();
    };
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        more => [CHINESE[more], "十"].concat(),
    };
    if ones == 0 { tens } else { [&tens, CHINESE[ones]].concat() }
}

/// What the person teaches.
///
/// # Errors
/// When the database fails.
pub async fn relation(app: &App, person_id: &str) -> Result<Relation, Refusal> {
    let posts = store::posts(&app.store, person_id).await?;
    Ok(Relation { relation: posts.iter().flat_map(taught).collect() })
}

fn taught(post: &Post) -> Vec<Taught> {
    let lessons: Vec<Lesson> = serde_json::from_str(&post.teaching).unwrap_or_default();
    let taught = lessons.into_iter().map(|lesson| Taught {
        schoolid: post.school_code.clone(),
        year: post.year.clone(),
        semester: post.semester.clone(),
        grade: lesson.grade,
        classno: lesson.class,
        subject: lesson.subject,
    });
    taught.collect()
}

/// What the person is, in the ministry's words: the kinds of all posts, else that of the role.
///
/// # Errors
/// When the database fails.
pub async fn kinds(app: &App, person_id: &str, role: Role) -> Result<Vec<String>, Refusal> {
    let posts = store::posts(&app.store, person_id).await?;
    let mut kinds: Vec<String> = Vec::new();
    for kind in posts.iter().filter_map(|post| read_titles(post).into_iter().next()) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        kinds.push(match role {
            Role::Pupil => "學生".into(),
            Role::Teacher => "教師".into(),
            Role::Staff => "職員".into(),
        });
    }
    Ok(kinds)
}

/// The person's ID number, of which a `guid` is made; none where it is not there or does not open.
///
/// # Errors
/// When the database fails.
pub async fn id_number(app: &App, person_id: &str) -> Result<Option<Zeroizing<String>>, Refusal> {
    let sealed = roster::id_sealed(&app.store, person_id).await?;
    let opened = sealed.and_then(|sealed| Column::IdNumber.open(&app.keys, person_id, &sealed).ok());
    Ok(opened.filter(|id| !id.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_told_in_words() {
        let told = |grade, class| class_title(Some(grade), Some(class));
        assert_eq!(told("5", "04").as_deref(), Some("五年四班"));
        assert_eq!(told("12", "21").as_deref(), Some("十二年二十一班"));
        assert_eq!(told("10", "A").as_deref(), Some("十年A班"));
        assert_eq!(told("1", "忠班").as_deref(), Some("一年忠班"));
        assert_eq!(class_title(None, Some("04")), None);
    }
}
