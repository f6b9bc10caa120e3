//! The step that asks for the school, in two equal ways: from county down, or by typing a part of its
//! name. Each fills in the other.

use std::sync::Arc;
use std::time::Duration;

use contract::api::school::SchoolLevel;
use contract::rules::school::{School, SchoolIndex};
use leptos::prelude::*;

use crate::api::{Remote, endpoints, fetch_into};
use crate::flows::school_choice::SchoolChoice;
use crate::flows::step::Step;
use crate::forms::{Form, around, spec::FieldProblem};
use crate::screens::getting_back::{fields, walk::Walk};
use crate::screens::trouble::trouble;
use crate::ui::combobox::{Combobox, Row, Rows};
use crate::ui::select::{Choice, Select};
use crate::ui::{
    Button, Changing, Drawn, FieldText, Look, Notice, Spinner, Tone, changing, legible, legibly, only_if,
};
use crate::words::{BackWords, Words, fill};
use contract::{error::FieldErrorKind, language::Language};

/// Rows that the type-ahead lists.
const ROWS_MAX: usize = 20;
/// What is searched once before anybody types: something that nearly every school fits.
const REHEARSED: &str = "國";
/// How long the typing rests before the count is said (experience.md A8).
const REST: Duration = Duration::from_millis(1400);

/// A choice that another county cleared, and what was left of it.
#[derive(Clone, Copy)]
struct Left {
    before: SchoolChoice,
    now: SchoolChoice,
}

/// Every school, fetched once for all pages.
#[derive(Clone, Copy)]
pub(super) struct Schools {
    list: RwSignal<Remote<Arc<SchoolIndex>>>,
    was_asked: StoredValue<bool>,
}

impl Schools {
    /// Not fetched yet.
    pub(super) fn new() -> Self {
        Self { list: RwSignal::new(Remote::Waiting), was_asked: StoredValue::new(false) }
    }

    fn fetch(self) {
        self.was_asked.set_value(true);
        fetch_into(self.list, async {
            let index = SchoolIndex::new(&endpoints::schools().await?);
            // Browsers compile what runs for the first time; the first keystroke need not wait for that.
            let _ = rows(&index, REHEARSED, Language::default());
            Ok(Arc::new(index))
        });
    }

    fn with<T>(self, read: impl FnOnce(&SchoolIndex) -> T) -> Option<T> {
        self.list.with(|list| list.ready().map(|index| read(index)))
    }

    fn with_now<T>(self, read: impl FnOnce(&SchoolIndex) -> T) -> Option<T> {
        self.list.with_untracked(|list| list.ready().map(|index| read(index)))
    }
}

impl Walk {
    /// The school that is chosen, for what happens once.
    pub(super) fn school(self) -> Option<School> {
        let place = self.typed.school.get_untracked().school?;
        self.schools.with_now(|index| index.school(place).cloned())?
    }

    /// The school that is chosen, for what follows it.
    pub(super) fn school_seen(self) -> Option<School> {
        let place = self.typed.school.get().school?;
        self.schools.with(|index| index.school(place).cloned())?
    }

    /// County, district and level of a school.
    pub(super) fn place_text(self, school: &School, words: &'static Words) -> String {
        self.schools.with(|index| place_text(index, school, words.language)).unwrap_or_default()
    }

    /// The step.
    pub(super) fn school_step(self, words: &'static Words) -> AnyView {
        if !self.schools.was_asked.get_value() {
            self.schools.fetch();
        }
        let say = BackWords::of(words.language);
        let retry = Callback::new(move |()| self.schools.fetch());
        let waiting = changing(move || match self.schools.list.get() {
            Remote::Waiting => {
                view! { <p class="c-part-wait" role="status"><Spinner/> {legible(say.school.waiting)}</p> }
                    .drawn()
            }
            Remote::Failed(failure) => trouble(&failure, words, retry),
            Remote::Ready(_) => ().into_any(),
        });
        let is_away = Signal::derive(move || self.schools.list.with(|list| list.ready().is_none()));
        let (name, submit) = (say.school.legend, move |()| self.submit_school());
        let refused = changing(move || self.refusal(words));
        let said = self.announcements(words.language);
        let left = RwSignal::new(None);
        let undo = self.undo(left, words);
        view! {
            {waiting}
            <div hidden=is_away>
                <Form name submit>
                    <div class="c-school">
                        <fieldset class="c-school__cascade">
                            <legend class="c-school__legend">{legible(say.school.by_place)}</legend>
                            {self.cascade(left, words)}
                        </fieldset>
                        <div class="c-school__search">
                            <p class="c-school__legend" aria-hidden="true">{legible(say.school.by_typing)}</p>
                            {self.type_ahead(words)}
                        </div>
                    </div>
                    <p class="c-school__said" role="status">{legibly(said.into())}</p>
                    {undo}
                    {refused}
                    <Button look=Look::Primary>{legible(say.step.next)}</Button>
                </Form>
            </div>
        }
        .into_any()
    }

    fn submit_school(self) {
        let school = self.school();
        let is_refused = school.as_ref().is_some_and(|school| !school.has_personal_data);
        let missing = (fields::SCHOOL, FieldProblem::Rule(FieldErrorKind::Missing));
        let also = if school.is_none() { vec![missing] } else { Vec::new() };
        if !self.school_form.begin(|_| true, &also) {
            return;
        }
        self.school_form.settle();
        if is_refused {
            return crate::device::focus("#refused");
        }
        if let Some(school) = school {
            self.carried.put(|things| things.school = Some((school.key, school.name)));
        }
        self.reached.update(|reached| reached.has_school = true);
        self.anew.set(None);
        self.go(Step::Identity);
    }

    /// Takes a choice over, from either way.
    fn choose(self, choose: impl FnOnce(&SchoolIndex, SchoolChoice) -> SchoolChoice) {
        let before = self.typed.school.get_untracked();
        if let Some(choice) = self.schools.with_now(|index| choose(index, before)) {
            self.typed.school.set(choice);
            if choice.school.is_none() {
                self.reached.update(|reached| reached.has_school = false);
            }
        }
    }

    /// One press from the choice that another county cleared (experience.md F16), for as long as nothing
    /// else is chosen.
    fn undo(self, left: RwSignal<Option<Left>>, words: &'static Words) -> Changing {
        let undo = BackWords::of(words.language).school.undo;
        changing(move || {
            let left = left.get().filter(|left| left.now == self.typed.school.get());
            let press = move |()| {
                self.choose(|_, now| left.map_or(now, |left| left.before));
                crate::device::focus("#county");
            };
            only_if(left.is_some(), || {
                view! { <Button look=Look::Quiet press>{legible(undo)}</Button> }.drawn()
            })
        })
    }

    fn cascade(self, left: RwSignal<Option<Left>>, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).school;
        let language = words.language;
        let chosen = self.typed.school;
        let list = move |read: fn(SchoolChoice, &SchoolIndex, Language) -> Vec<Choice>| {
            Signal::derive(move || {
                let choice = chosen.get();
                self.schools.with(|index| read(choice, index, language)).unwrap_or_default()
            })
        };
        let value = move |read: fn(SchoolChoice) -> String| Signal::derive(move || read(chosen.get()));
        let county = move |value: String| {
            let before = self.typed.school.get_untracked();
            self.choose(|index, _| SchoolChoice::of_county(index, number(&value)));
            let now = self.typed.school.get_untracked();
            left.set(before.district.is_some().then_some(Left { before, now }));
        };
        let district = move |value: String| self.choose(|index, it| it.in_district(index, number(&value)));
        let level = move |value: String| self.choose(|index, it| it.at_level(index, level_of(&value)));
        let school = move |value: String| self.choose(|_, it| SchoolChoice { school: number(&value), ..it });
        let county_text = FieldText { label: say.county, ..around(self.school_form, fields::SCHOOL, words) };
        let around = |label| FieldText { label, ..plain(words) };
        let empty = say.choose;
        view! {
            <Select name="county" text=county_text empty choices=list(counties)
                chosen=value(|it| written(it.county)) choose=county/>
            <Select name="district" text=around(say.district) empty choices=list(districts)
                chosen=value(|it| written(it.district)) choose=district/>
            <Select name="level" text=around(say.level) empty choices=list(levels)
                chosen=value(|it| it.level.map_or("", SchoolLevel::code).to_owned()) choose=level/>
            <Select name="school" text=around(say.school) empty choices=list(schools)
                chosen=value(|it| written(it.school)) choose=school/>
        }
        .into_any()
    }

    fn type_ahead(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).school;
        let state = self.typed.search;
        let found = Memo::new(move |_| {
            let typed = state.typed.get();
            self.schools.with(|index| rows(index, &typed, words.language)).unwrap_or_default()
        });
        let remark =
            Signal::derive(move || match (state.typed.get().trim(), found.with(|found| found.total)) {
                ("", _) => String::new(),
                (typed, 0) => fill(say.none, typed),
                (_, total) if total > ROWS_MAX => {
                    fill(&fill(say.more, &total.to_string()), &ROWS_MAX.to_string())
                }
                _ => String::new(),
            });
        let text = FieldText { label: say.search, hint: say.search_hint, ..plain(words) };
        let choose = move |row: Row| self.choose(|index, _| SchoolChoice::of_school(index, row.value));
        let list_name = say.list;
        view! { <Combobox name="school-search" text list_name remark found state choose/> }.drawn()
    }

    /// What has to be said of the choice, and of the list once the typing rests.
    fn announcements(self, language: Language) -> RwSignal<String> {
        let say = &BackWords::of(language).school;
        let said = RwSignal::new(String::new());
        let timer = StoredValue::new(None::<TimeoutHandle>);
        // Effects, because what is said is heard outside.
        Effect::new(move |last: Option<SchoolChoice>| {
            let choice = self.typed.school.get();
            if let Some(last) = last.filter(|last| *last != choice) {
                said.set(self.change_text(last, choice, language));
            }
            choice
        });
        Effect::new(move || {
            let typed = self.typed.search.typed.get();
            let stop = timer.try_update_value(Option::take).flatten();
            stop.into_iter().for_each(|handle| handle.clear());
            if typed.trim().is_empty() {
                return;
            }
            let count = move || {
                // The person may have left the page before the typing rested.
                if said.is_disposed() {
                    return;
                }
                let total = self.schools.with_now(|index| index.search(&typed, 0).total).unwrap_or_default();
                said.try_set(fill(say.count, &total.to_string()));
            };
            timer.set_value(set_timeout_with_handle(count, REST).ok());
        });
        said
    }

    fn change_text(self, last: SchoolChoice, choice: SchoolChoice, language: Language) -> String {
        let say = &BackWords::of(language).school;
        let name = choice.school.and_then(|at| {
            self.schools.with_now(|index| index.school(at).map(|it| it.name.clone())).flatten()
        });
        match name {
            Some(name) => fill(say.chosen, &name),
            None if last.county != choice.county && last.district.is_some() => say.cleared.to_owned(),
            None if choice.district != last.district && choice.level.is_some() => say.filled_in.to_owned(),
            None => String::new(),
        }
    }

    /// The chosen school does not take part in this way: the others do.
    fn refusal(self, words: &'static Words) -> AnyView {
        let say = BackWords::of(words.language);
        if self.school_seen().is_none_or(|school| school.has_personal_data) {
            return ().into_any();
        }
        let others = self.other_ways(words);
        view! {
            <Notice tone=Tone::Warning id="refused">
                <p><strong>{legible(say.school.refused)}</strong> " " {legible(say.school.refused_text)}</p>
                {others}
            </Notice>
        }
        .drawn()
    }
}

fn plain(words: &'static Words) -> FieldText {
    FieldText {
        label: "",
        hint: "",
        error: Signal::stored(String::new()),
        error_prefix: words.form.error_prefix,
    }
}

fn number(value: &str) -> Option<usize> {
    value.parse().ok()
}

fn written(number: Option<usize>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn level_of(value: &str) -> Option<SchoolLevel> {
    SchoolLevel::ALL.into_iter().find(|level| level.code() == value)
}

fn local(language: Language, zh: &str, en: &str) -> String {
    match language {
        Language::ZhTw => zh.to_owned(),
        Language::En => en.to_owned(),
    }
}

fn counties(_: SchoolChoice, index: &SchoolIndex, language: Language) -> Vec<Choice> {
    let counties = index.counties().iter().enumerate().filter(|(at, _)| !index.districts_of(*at).is_empty());
    counties
        .map(|(at, it)| Choice { value: at.to_string(), label: local(language, &it.zh, &it.en) })
        .collect()
}

fn districts(choice: SchoolChoice, index: &SchoolIndex, language: Language) -> Vec<Choice> {
    let districts = choice.districts(index).into_iter();
    districts.map(|at| Choice { value: at.to_string(), label: district_text(index, at, language) }).collect()
}

fn district_text(index: &SchoolIndex, number: usize, language: Language) -> String {
    let unknown = || BackWords::of(language).school.district_unknown.to_owned();
    index.district(number).map_or_else(unknown, |it| local(language, &it.zh, &it.en))
}

fn levels(choice: SchoolChoice, index: &SchoolIndex, language: Language) -> Vec<Choice> {
    let levels = choice.levels(index).into_iter();
    levels
        .map(|it| Choice { value: it.code().to_owned(), label: level_text(it, language).to_owned() })
        .collect()
}

fn level_text(level: SchoolLevel, language: Language) -> &'static str {
    let say = &BackWords::of(language).school;
    match level {
        SchoolLevel::Kindergarten => say.kindergarten,
        SchoolLevel::Elementary => say.elementary,
        SchoolLevel::JuniorHigh => say.junior_high,
        SchoolLevel::SeniorHigh => say.senior_high,
        SchoolLevel::College => say.college,
        SchoolLevel::Special => say.special,
    }
}

fn schools(choice: SchoolChoice, index: &SchoolIndex, language: Language) -> Vec<Choice> {
    let name = |at: usize| {
        let school = index.school(at)?;
        let mark = mark(school, language);
        let gap = if mark.is_empty() { "" } else { " – " };
        Some(Choice { value: at.to_string(), label: [&school.name, gap, mark].concat() })
    };
    choice.schools(index).into_iter().filter_map(name).collect()
}

fn mark(school: &School, language: Language) -> &'static str {
    if school.has_personal_data { "" } else { BackWords::of(language).school.unsupported }
}

fn place_text(index: &SchoolIndex, school: &School, language: Language) -> String {
    let county = index.county(school).map(|it| local(language, &it.zh, &it.en)).unwrap_or_default();
    let district =
        if school.district == 0 { String::new() } else { district_text(index, school.district, language) };
    let gap = if district.is_empty() { "" } else { " " };
    [county.as_str(), gap, &district, " · ", level_text(school.key.level, language)].concat()
}

fn rows(index: &SchoolIndex, typed: &str, language: Language) -> Rows {
    let found = index.search(typed, ROWS_MAX);
    let row = |place: usize| {
        let school = index.school(place)?;
        Some(Row {
            value: place,
            label: school.name.clone(),
            detail: [&place_text(index, school, language), " · ", &school.key.code].concat(),
            mark: mark(school, language),
        })
    };
    Rows { total: found.total, rows: found.places.into_iter().filter_map(row).collect() }
}
