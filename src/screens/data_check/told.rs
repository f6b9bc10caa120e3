//! The values as services get them.

use contract::api::data_check::{ClassTold, DataCheck, LessonTold, TitlesTold};
use contract::api::session::Role;
use leptos::prelude::*;

use crate::ui::Drawn;
use crate::words::{CheckWords, EntryWords, Words};

/// A value with its name; none where there is nothing.
type Named<'a> = (&'static str, Option<&'a str>);

/// Everything that services get.
pub(super) fn draw(check: &DataCheck, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).told;
    let guid = if check.has_guid { said(say.guid_yes) } else { missing(say.guid_no) };
    let parts = [
        (say.name, filled(&check.name, words)),
        (say.school, school(check.schoolid.as_deref(), check, words)),
        (say.titles, titles(check, words)),
        (say.class, classes(check, words)),
        (say.relation, lessons(check, words)),
        (say.guid, guid),
    ];
    let part = |(name, value): (&'static str, AnyView)| view! { <dt>{name}</dt> <dd>{value}</dd> }.drawn();
    view! {
        <section class="c-page__part" aria-labelledby="told">
            <h2 id="told">{say.title}</h2>
            <p>{say.text}</p>
            <dl class="c-told">{parts.map(part).into_iter().collect_view()}</dl>
        </section>
    }
    .drawn()
}

fn said(text: &'static str) -> AnyView {
    view! { <span class="c-told__note">{text}</span> }.drawn()
}

fn missing(text: &'static str) -> AnyView {
    view! { <span class="c-told__missing">{text}</span> }.drawn()
}

fn filled(text: &str, words: &'static Words) -> AnyView {
    if text.trim().is_empty() {
        missing(CheckWords::of(words.language).told.nothing)
    } else {
        view! { <strong>{text.to_owned()}</strong> }.drawn()
    }
}

/// A school's code, with its name for whoever does not know the code.
fn school(code: Option<&str>, check: &DataCheck, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).told;
    let Some(code) = code else { return missing(say.nothing) };
    let known = check.schools.iter().find(|school| school.code == code);
    let name = match known.map(|school| school.name.clone()) {
        Some(name) => view! { <span class="c-told__note">{name}</span> }.drawn(),
        None => missing(say.school_unknown),
    };
    view! { <strong>{code.to_owned()}</strong> " " {name} }.into_any()
}

fn titles(check: &DataCheck, words: &'static Words) -> AnyView {
    let filled: Vec<&TitlesTold> = check.titles.iter().filter(|titles| !titles.titles.is_empty()).collect();
    if filled.is_empty() {
        return missing(CheckWords::of(words.language).told.nothing);
    }
    let label = EntryWords::of(words.language).claim.school;
    let line = |titles: &&TitlesTold| {
        let joined = titles.titles.join("、");
        view! {
            <li>
                <strong>{joined}</strong> " "
                <span class="c-told__note">{label} " " {titles.schoolid.clone()}</span>
            </li>
        }
        .drawn()
    };
    view! { <ul>{filled.iter().map(line).collect_view()}</ul> }.drawn()
}

fn classes(check: &DataCheck, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).told;
    if check.classinfo.is_empty() {
        return if check.role == Role::Pupil { missing(say.nothing) } else { said(say.class_none) };
    }
    let is_pupil = check.role == Role::Pupil;
    let rows = check.classinfo.iter().map(|class| row(&of_class(class, is_pupil, words), words));
    view! {
        <ul class="c-told__rows">{rows.collect_view()}</ul>
        <p class="c-told__note">{say.class_first}</p>
    }
    .into_any()
}

fn of_class<'a>(class: &'a ClassTold, is_pupil: bool, words: &'static Words) -> Vec<Named<'a>> {
    let say = &EntryWords::of(words.language).claim;
    let ClassTold { schoolid, year, semester, grade, classno, classtitle, seatno } = class;
    let mut named = vec![
        (say.grade, grade.as_deref()),
        (say.class, classno.as_deref()),
        (say.seat, seatno.as_deref()),
        (say.class_title, classtitle.as_deref()),
        (say.year, year.as_deref()),
        (say.semester, semester.as_deref()),
        (say.school, Some(schoolid.as_str())),
    ];
    // A teacher has no seat, and nothing is missing.
    named.retain(|(label, value)| is_pupil || *label != say.seat || value.is_some());
    named
}

fn lessons(check: &DataCheck, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).told;
    if check.relation.is_empty() {
        return match check.role {
            Role::Pupil => said(say.relation_pupil),
            Role::Teacher => missing(say.relation_none),
            Role::Staff => said(say.relation_none),
        };
    }
    let rows = check.relation.iter().map(|lesson| row(&of_lesson(lesson, words), words));
    view! { <ul class="c-told__rows">{rows.collect_view()}</ul> }.drawn()
}

fn of_lesson<'a>(lesson: &'a LessonTold, words: &'static Words) -> [Named<'a>; 6] {
    let say = &EntryWords::of(words.language).claim;
    let LessonTold { schoolid, year, semester, grade, classno, subject } = lesson;
    [
        (say.subject, Some(subject.as_str())),
        (say.grade, Some(grade.as_str())),
        (say.class, Some(classno.as_str())),
        (say.year, year.as_deref()),
        (say.semester, semester.as_deref()),
        (say.school, Some(schoolid.as_str())),
    ]
}

fn row(named: &[Named<'_>], words: &'static Words) -> AnyView {
    let one = |(label, value): &Named<'_>| {
        let value = filled(value.unwrap_or_default(), words);
        view! { <div><dt>{*label}</dt> <dd>{value}</dd></div> }.drawn()
    };
    view! { <li><dl class="c-told__row">{named.iter().map(one).collect_view()}</dl></li> }.drawn()
}
