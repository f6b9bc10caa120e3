//! The ceremony around sending a form: one submission at a time, rules first, what is wrong is
//! said once and led to.

use leptos::prelude::*;

use crate::api::error::Failure;
use crate::device::{focus, typed_in, when_painted};
use crate::forms::spec::{Field, FieldProblem, FormSpec};
use crate::forms::state::FormState;

/// Whether the title says that something is wrong; `<App>` provides it.
#[derive(Clone, Copy)]
pub(crate) struct HasErrors(pub(crate) RwSignal<bool>);

/// A form on show.
#[derive(Clone, Copy)]
pub(crate) struct FormHandle {
    spec: &'static FormSpec,
    state: RwSignal<FormState>,
    has_errors: HasErrors,
}

impl FormHandle {
    /// A fresh form.
    pub(crate) fn new(spec: &'static FormSpec) -> Self {
        let has_errors: HasErrors = expect_context(); // invariant: forms stand below `<App>`
        on_cleanup(move || has_errors.0.set(false));
        Self { spec, state: RwSignal::new(FormState::default()), has_errors }
    }

    /// What stands in a field.
    pub(crate) fn typed(self, field: Field) -> String {
        typed_in(field.name())
    }

    /// Starts a submission, unless one is under way or something has to be mended first; `asked`
    /// leaves fields out that are not on show, `also` is what is wrong beside what their rules say.
    pub(crate) fn begin(self, asked: impl Fn(Field) -> bool, also: &[(Field, FieldProblem)]) -> bool {
        if self.state.with_untracked(FormState::is_sending) {
            return false;
        }
        let is_right = self
            .state
            .try_update(|state| {
                state.check(self.spec, asked, |field| self.typed(field), also) && state.begin()
            })
            .unwrap_or_default();
        self.has_errors.0.set(!is_right);
        if !is_right {
            when_painted(|| focus("#error-summary"));
        }
        is_right
    }

    /// The answer is here; `problems` are marked and led to.
    pub(crate) fn mend(self, problems: Vec<(Field, FieldProblem)>) {
        let target = match problems.as_slice() {
            [(Field::Digits, _)] => "#digits",
            _ => "#error-summary",
        };
        self.has_errors.0.set(!problems.is_empty());
        self.state.update(|state| {
            state.settle();
            state.mend(problems);
        });
        when_painted(move || focus(target));
    }

    /// The answer is here, or none will come, and it is not about one field.
    pub(crate) fn explain(self, failure: Failure) {
        self.has_errors.0.set(true);
        self.state.update(|state| {
            state.settle();
            state.explain(failure);
        });
        when_painted(|| focus("#failure"));
    }

    /// The submission is over and there is nothing to say.
    pub(crate) fn settle(self) {
        self.state.update(FormState::settle);
    }

    /// Whether an answer is awaited.
    pub(crate) fn is_sending(self) -> bool {
        self.state.with(FormState::is_sending)
    }

    /// Whether an answer is awaited, for what happens once.
    pub(crate) fn is_sending_now(self) -> bool {
        self.state.with_untracked(FormState::is_sending)
    }

    /// What is wrong with a field.
    pub(crate) fn problem(self, field: Field) -> Option<FieldProblem> {
        self.state.with(|state| state.problem(field))
    }

    /// Everything that is wrong, in the order of the fields.
    pub(super) fn problems(self) -> Vec<(Field, FieldProblem)> {
        self.state.with(|state| state.problems().to_vec())
    }

    /// Why nothing came of the last submission.
    pub(crate) fn failure(self) -> Option<Failure> {
        self.state.with(|state| state.failure().cloned())
    }

    /// The fields in order.
    pub(super) fn spec_of(self, field: Field) -> Option<&'static crate::forms::spec::FieldSpec> {
        self.spec.fields.iter().find(|spec| spec.field == field)
    }
}
