//! The step that asks who the person is: name, ID number, birthday. The school that was chosen is
//! shown, not asked for again.

use leptos::prelude::*;

use crate::api::use_whose;
use crate::flows::step::Step;
use crate::forms::around;
use crate::screens::getting_back::fields;
use crate::screens::getting_back::walk::Walk;
use crate::ui::{Drawn, TextField, TextKind, changing, legible};
use crate::words::{BackWords, Words};

impl Walk {
    /// The step.
    pub(super) fn identity(self, words: &'static Words) -> AnyView {
        let say = BackWords::of(words.language);
        let text = around(self.desk.form, fields::NAME, words);
        let name = fields::NAME.name();
        let school = changing(move || self.chosen_school(words));
        let kind = if use_whose().is_own() { TextKind::Name } else { TextKind::StrangersName };
        let asked = view! {
            <TextField name text kind chinese=""/>
            {self.id_number(words)}
            {self.birthday(words)}
        };
        view! {
            {school}
            {self.proving_form(asked.into_any(), say.step.next, words)}
        }
        .into_any()
    }

    /// The school that was chosen, with the way back to it.
    fn chosen_school(self, words: &'static Words) -> AnyView {
        let say = BackWords::of(words.language);
        let Some(school) = self.school_seen() else {
            return ().into_any();
        };
        let place = self.place_text(&school, words);
        view! {
            <dl class="c-facts c-facts--slim">
                <dt>{legible(say.school.legend)}</dt>
                <dd>
                    <ul class="c-facts__list"><li>{school.name} <span>{place}</span></li></ul>
                    <a href=self.href(Step::First)>{legible(say.school.change)}</a>
                </dd>
            </dl>
        }
        .drawn()
    }
}
