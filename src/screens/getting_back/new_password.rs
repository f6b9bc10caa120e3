//! The step that asks for the new password, twice, with account and name shown and a list of the
//! rules that fills up while it is typed.

use std::time::Duration;

use contract::api::session::Role;
use contract::error::FieldErrorKind as Kind;
use contract::rules::account::SUFFIX;
use contract::rules::date::Date;
use contract::rules::password::{Composition, Context, PasswordPolicy, RuleId, RuleResult, check};
use contract::step::NextStep;
use leptos::prelude::*;

use crate::device::set_attribute;
use crate::flows::step::Step;
use crate::forms::spec::{Field, FieldProblem};
use crate::forms::{Form, around, of_password};
use crate::screens::getting_back::account::send;
use crate::screens::getting_back::fields;
use crate::screens::getting_back::walk::Walk;
use crate::ui::checklist::{Checklist, Rule};
use crate::ui::{Drawn, PasswordField, PasswordText, changing, legible};
use crate::words::{BackWords, Words, fill};

const POLICY: PasswordPolicy = PasswordPolicy::MOE;
/// How long the typing rests before the rules that are left are said.
const REST: Duration = Duration::from_millis(1400);
/// What browsers that make up passwords have to know (the same rules, in Apple's notation).
const NOTATION_PUPIL: &str = "minlength: 8; maxlength: 20; required: lower, upper; required: digit;";
const NOTATION_OTHERS: &str =
    "minlength: 8; maxlength: 20; required: lower; required: upper; required: digit;";

impl Walk {
    /// The step.
    pub(super) fn new_password(self, words: &'static Words) -> AnyView {
        let say = BackWords::of(words.language);
        let person = changing(move || self.person(words));
        let account = Signal::derive(move || self.new_password_of().map(|it| it.0).unwrap_or_default());
        let submit = move |()| self.send_password();
        let typed = move |_| self.typed.password.set(self.password_form.typed(fields::NEW_PASSWORD));
        let fields = [(fields::NEW_PASSWORD, 0), (fields::CONFIRMATION, 1)];
        let [first, second] = fields.map(|(field, at)| self.password_field(field, at, words));
        self.tell_browser();
        view! {
            {person}
            <Form name=say.password.act submit>
                <input
                    type="text"
                    name="username"
                    autocomplete="username"
                    aria-invalid="false"
                    readonly
                    hidden
                    prop:value=account
                />
                <div class="c-walk-password" on:input=typed>
                    {first}
                    {self.checklist(words)}
                </div>
                {second}
                {send(self.password_form, say.password.act, words)}
            </Form>
        }
        .into_any()
    }

    /// What is wrong with the new password, before it is sent.
    pub(super) fn password_problems(self) -> Vec<(Field, FieldProblem)> {
        let [password, again] =
            [fields::NEW_PASSWORD, fields::CONFIRMATION].map(|field| self.password_form.typed(field));
        let mut problems = Vec::new();
        if password.is_empty() {
            problems.push((fields::NEW_PASSWORD, FieldProblem::Rule(Kind::Missing)));
        } else if let Some(broken) = self.judge(&password).iter().find(|result| !result.met) {
            problems.push((fields::NEW_PASSWORD, FieldProblem::Rule(kind(broken.rule))));
        }
        if again.is_empty() {
            problems.push((fields::CONFIRMATION, FieldProblem::Rule(Kind::Missing)));
        } else if again != password {
            problems.push((fields::CONFIRMATION, FieldProblem::Rule(Kind::Differs)));
        }
        problems
    }

    /// Account, name and role of the person.
    fn new_password_of(self) -> Option<(String, String, Role)> {
        match self.next()? {
            NextStep::NewPassword { account, name, role } => Some((account, name, role)),
            _ => None,
        }
    }

    fn person(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).password;
        let Some((account, name, _)) = self.new_password_of() else {
            return ().into_any();
        };
        view! {
            <dl class="c-facts c-facts--slim">
                <dt>{legible(say.account)}</dt>
                <dd>{account} {SUFFIX}</dd>
                <dt>{legible(say.name)}</dt>
                <dd>{name}</dd>
            </dl>
        }
        .drawn()
    }

    fn password_field(self, field: Field, at: usize, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).password;
        let text = around(self.password_form, field, words);
        let [show, hide] = [[say.show, say.hide], [say.show_again, say.hide_again]][at];
        let says = PasswordText { show, hide, ..of_password(words) };
        let (name, is_shown) = (field.name(), self.typed.is_shown[at]);
        view! { <PasswordField name text says is_shown completion="new-password"/> }.drawn()
    }

    /// Every rule's verdict, with what is known of the person.
    fn judge(self, password: &str) -> Vec<RuleResult> {
        let known = untrack(|| self.new_password_of());
        let (account, name, role) = known.unwrap_or((String::new(), String::new(), Role::Pupil));
        let id_number = self.typed.id_number.value.get_untracked();
        let birthday = self.birthday_now().as_deref().and_then(read_date);
        let context =
            Context { account: &account, name: &name, id_number: &id_number, birthday, ..Context::default() };
        check(&POLICY, role, password, &context)
    }

    fn checklist(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).password;
        let verdict = Memo::new(move |_| {
            let password = self.typed.password.get();
            if password.is_empty() { Vec::new() } else { self.judge(&password) }
        });
        let rule = move |rules: &'static [RuleId], label: Signal<String>| {
            let is_met = Signal::derive(move || verdict.with(|verdict| meets(verdict, rules)));
            Rule { label, is_met }
        };
        let length =
            fill(&fill(say.rule_length, &POLICY.length_min.to_string()), &POLICY.length_max.to_string());
        let kinds = Signal::derive(move || {
            let role = self.new_password_of().map_or(Role::Pupil, |it| it.2);
            let is_pupil = POLICY.composition(role) == Composition::LettersAndDigits;
            if is_pupil { say.rule_pupil } else { say.rule_others }.to_owned()
        });
        let text = |text: &'static str| Signal::stored(text.to_owned());
        let rules = vec![
            rule(&[RuleId::LengthMin, RuleId::LengthMax], Signal::stored(length)),
            rule(&[RuleId::Composition], kinds),
            rule(&[RuleId::Characters], text(say.rule_characters)),
            rule(&[RuleId::Blocklist], text(say.rule_common)),
            rule(&[RuleId::Context], text(say.rule_personal)),
        ];
        let summary = summary(rules.clone(), verdict, say);
        let (title, met, open) = (say.rules, say.met, say.open);
        view! {
            <Checklist id="password-rules" title rules met open/>
            <p class="u-unseen" role="status">{summary}</p>
        }
        .into_any()
    }

    /// Tells password managers the rules.
    fn tell_browser(self) {
        // An effect, because the inputs are outside.
        Effect::new(move || {
            if self.step.get() == Step::NewPassword {
                let role = self.new_password_of().map_or(Role::Pupil, |it| it.2);
                let notation = if role == Role::Pupil { NOTATION_PUPIL } else { NOTATION_OTHERS };
                set_attribute(fields::NEW_PASSWORD.name(), "passwordrules", notation);
            }
        });
    }
}

fn meets(verdict: &[RuleResult], rules: &[RuleId]) -> bool {
    let mut of_rules = verdict.iter().filter(|result| rules.contains(&result.rule));
    !verdict.is_empty() && of_rules.all(|result| result.met)
}

/// How many rules are met, once the typing rests.
fn summary(
    rules: Vec<Rule>,
    verdict: Memo<Vec<RuleResult>>,
    say: &'static crate::words::Password,
) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let rules = StoredValue::new(rules);
    // An effect, because what is said is heard outside.
    Effect::new(move || {
        let is_empty = verdict.with(Vec::is_empty);
        let stop = timer.try_update_value(Option::take).flatten();
        stop.into_iter().for_each(|handle| handle.clear());
        if is_empty {
            return;
        }
        let count = move || {
            // The person may have left the page before the typing rested.
            if said.is_disposed() {
                return;
            }
            let met =
                rules.with_value(|rules| rules.iter().filter(|rule| rule.is_met.get_untracked()).count());
            let all = rules.with_value(Vec::len);
            said.try_set(fill(&fill(say.summary, &met.to_string()), &all.to_string()));
        };
        timer.set_value(set_timeout_with_handle(count, REST).ok());
    });
    said
}

const fn kind(rule: RuleId) -> Kind {
    match rule {
        RuleId::LengthMin => Kind::LengthMin,
        RuleId::LengthMax => Kind::LengthMax,
        RuleId::Characters => Kind::Characters,
        RuleId::Composition => Kind::Composition,
        RuleId::Blocklist => Kind::Blocklist,
        RuleId::Context => Kind::Context,
    }
}

/// `2001/1/1`.
fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let mut next = || parts.next();
    let (year, month, day) = (next()?, next()?, next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
