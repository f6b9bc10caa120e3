//! 查無資料: what was searched, the likely causes, and where else to turn (experience.md F21).

use contract::rules::id_number::IdNumber;
use leptos::prelude::*;

use crate::flows::step::Step;
use crate::routes::Screen;
use crate::screens::getting_back::ends::hotline;
use crate::screens::getting_back::fields;
use crate::screens::getting_back::walk::Walk;
use crate::ui::{Drawn, Look, legible};
use crate::words::{BackWords, Words};

impl Walk {
    /// The page.
    pub(super) fn not_found(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).not_found;
        let causes = [
            (Step::Identity, "#birthday", say.calendar, say.calendar_text),
            (Step::Identity, "#name", say.name, say.name_text),
            (Step::First, "#county", say.school, say.school_text),
            (Step::Identity, "#id-number", say.id_kind, say.id_kind_text),
        ];
        let causes = causes.map(|(step, aim, title, text)| self.cause(step, aim, title, text));
        let (others, help) = (self.other_ways(words), hotline(words));
        let report = Screen::Report.href(words.language);
        view! {
            {self.searched(words)}
            <section class="c-page__part">
                <h2>{legible(say.causes)}</h2>
                <ol class="c-walk-causes">{causes.into_iter().collect_view()}</ol>
            </section>
            <div class="c-page__actions">
                <a class=Look::Primary.class() href=self.href(Step::Identity)>{legible(say.again)}</a>
                <a class=Look::Secondary.class() href=report>{legible(words.titles.report)}</a>
            </div>
            <section class="c-page__part"><h2>{legible(say.others)}</h2> {others} {help}</section>
        }
        .into_any()
    }

    fn cause(self, step: Step, aim: &'static str, title: &'static str, text: &'static str) -> AnyView {
        let take_aim = move |_| self.notes.update_value(|notes| notes.aim = Some(aim));
        view! {
            <li><a href=self.href(step) on:click=take_aim>{legible(title)}</a> <span>{legible(text)}</span></li>
        }
        .drawn()
    }

    /// What was searched for; the ID number is covered.
    fn searched(self, words: &'static Words) -> AnyView {
        let say = BackWords::of(words.language);
        let school = self.school();
        let place = school.as_ref().map(|school| self.place_text(school, words)).unwrap_or_default();
        let number = self.typed.id_number.value.get_untracked();
        let number = IdNumber::parse_overruled(&number).map(|number| number.masked()).unwrap_or_default();
        let name = self.desk.form.typed(fields::NAME);
        let birthday = self.birthday_text(words);
        view! {
            <dl class="c-facts c-facts--slim">
                <dt>{legible(say.school.legend)}</dt>
                <dd>{school.map(|school| school.name)} " " {place}</dd>
                <dt>{legible(say.person.name)}</dt>
                <dd>{name}</dd>
                <dt>{legible(say.person.id_short)}</dt>
                <dd>{number}</dd>
                <dt>{legible(say.person.birthday)}</dt>
                <dd>{legible(&birthday)}</dd>
            </dl>
        }
        .drawn()
    }
}
