//! What state a form is in. What is typed stays in the inputs themselves: nothing of ours can
//! then disturb a composition, a password manager or the take-over of the shell.

use crate::api::error::Failure;
use crate::forms::spec::{Field, FieldProblem, FormSpec};

/// A form between its first sight and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FormState {
    problems: Vec<(Field, FieldProblem)>,
    failure: Option<Failure>,
    is_sending: bool,
}

impl FormState {
    /// Starts a submission, unless one is under way: a second press is ignored.
    pub(crate) fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.is_sending, true)
    }

    /// The answer is here, or will not come.
    pub(crate) fn settle(&mut self) {
        self.is_sending = false;
    }

    /// Whether an answer is awaited.
    pub(crate) const fn is_sending(&self) -> bool {
        self.is_sending
    }

    /// Checks what was typed against the rules; `asked` leaves fields out that are not on show, `also`
    /// is what is wrong besides.
    pub(crate) fn check(
        &mut self,
        spec: &FormSpec,
        asked: impl Fn(Field) -> bool,
        read: impl Fn(Field) -> String,
        also: &[(Field, FieldProblem)],
    ) -> bool {
        self.problems.clear();
        self.failure = None;
        for field in spec.fields.iter().filter(|field| asked(field.field)) {
            if let Err(kind) = (field.check)(&read(field.field)) {
                self.problems.push((field.field, FieldProblem::Rule(kind)));
            }
            self.problems.extend(also.iter().filter(|(of, _)| *of == field.field));
        }
        self.problems.is_empty()
    }

    /// Replaces what is wrong by what the server says.
    pub(crate) fn mend(&mut self, problems: Vec<(Field, FieldProblem)>) {
        self.problems = problems;
    }

    /// Says why nothing came of it, where that is not about one field.
    pub(crate) fn explain(&mut self, failure: Failure) {
        self.failure = Some(failure);
    }

    /// Why nothing came of it.
    pub(crate) const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// What is wrong, in the order of the fields.
    pub(crate) fn problems(&self) -> &[(Field, FieldProblem)] {
        &self.problems
    }

    /// What is wrong with one field.
    pub(crate) fn problem(&self, field: Field) -> Option<FieldProblem> {
        self.problems.iter().find(|(of, _)| *of == field).map(|(_, problem)| *problem)
    }
}

#[cfg(test)]
mod tests {
    use contract::error::FieldErrorKind;

    use super::*;
    use crate::forms::spec::{FieldKind, FieldSpec};

    fn filled(text: &str) -> Result<(), FieldErrorKind> {
        if text.is_empty() { Err(FieldErrorKind::Missing) } else { Ok(()) }
    }

    const SPEC: FormSpec = FormSpec {
        fields: &[
            FieldSpec { field: Field::Account, kind: FieldKind::Account, check: filled },
            FieldSpec { field: Field::Digits, kind: FieldKind::Digits, check: filled },
        ],
    };

    #[test]
    fn a_second_press_is_ignored_until_the_answer() {
        let mut form = FormState::default();
        assert!(form.begin());
        assert!(!form.begin());
        form.settle();
        assert!(form.begin());
    }

    #[test]
    fn problems_stand_in_the_order_of_the_fields() {
        let mut form = FormState::default();
        assert!(!form.check(&SPEC, |_| true, |_| String::new(), &[]));
        let fields: Vec<Field> = form.problems().iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Account, Field::Digits]);
    }

    #[test]
    fn a_field_that_is_not_asked_for_is_not_checked() {
        let mut form = FormState::default();
        form.check(&SPEC, |field| field != Field::Digits, |_| String::new(), &[]);
        assert_eq!(form.problem(Field::Digits), None);
        assert_eq!(form.problem(Field::Account), Some(FieldProblem::Rule(FieldErrorKind::Missing)));
    }

    #[test]
    fn what_is_wrong_besides_stands_in_order_too() {
        let mut form = FormState::default();
        form.check(
            &SPEC,
            |_| true,
            |_| "8".into(),
            &[(Field::Digits, FieldProblem::Wrong), (Field::Account, FieldProblem::Wrong)],
        );
        assert_eq!(form.problems()[0].0, Field::Account);
    }

    #[test]
    fn a_good_check_forgets_the_old_problems() {
        let mut form = FormState::default();
        form.mend(vec![(Field::Digits, FieldProblem::Wrong)]);
        form.explain(Failure::Offline);
        assert!(form.check(&SPEC, |_| true, |_| "8".into(), &[]));
        assert!(form.problems().is_empty());
        assert_eq!(form.failure(), None);
    }
}
