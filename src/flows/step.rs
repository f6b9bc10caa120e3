//! The steps of a page for somebody who cannot sign in, as addresses below the page's own.

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::step::NextStep;

/// What a page of several steps is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Journey {
    /// The journey.
    pub(crate) kind: FlowKind,
    /// The way; without a meaning for a look-up.
    pub(crate) proof: RecoveryProof,
}

/// A step of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// What the page asks first.
    First,
    /// What a look-up found.
    Found,
    /// Name, ID number and birthday.
    Identity,
    /// Nobody was found.
    NotFound,
    /// The code that was sent.
    Enter,
    /// No code came.
    NotReceived,
    /// The new password.
    NewPassword,
    /// The password is changed.
    Done,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::First,
        Self::Found,
        Self::Identity,
        Self::NotFound,
        Self::Enter,
        Self::NotReceived,
        Self::NewPassword,
        Self::Done,
    ];

    /// The last part of its address; the first step has the page's own.
    pub(crate) const fn slug(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Found => "found",
            Self::Identity => "identity",
            Self::NotFound => "not-found",
            Self::Enter => "enter",
            Self::NotReceived => "not-received",
            Self::NewPassword => "new-password",
            Self::Done => "done",
        }
    }

    /// The step at an address below `page`; what is no step is the first.
    pub(crate) fn at(path: &str, page: &str) -> Self {
        let slug = path.strip_prefix(page).unwrap_or_default().trim_matches('/');
        Self::ALL.into_iter().find(|step| step.slug() == slug).unwrap_or(Self::First)
    }

    /// Which of the numbered steps it is; an aside has the number of the step it belongs to.
    pub(crate) fn number(self, journey: Journey) -> usize {
        let order = journey.order();
        let step = match self {
            Self::NotFound => Self::Identity,
            Self::NotReceived => Self::Enter,
            step => step,
        };
        order.iter().position(|it| *it == step).map_or(1, |at| at + 1)
    }

    /// Whether the step can be shown, as far as the server has let the person come.
    pub(crate) const fn is_open(self, next: Option<&NextStep>, memory: Reached) -> bool {
        match self {
            Self::First => true,
            Self::Identity => memory.has_school,
            Self::NotFound => memory.has_school && memory.was_not_found,
            Self::Found => matches!(next, Some(NextStep::LookedUp { .. })),
            Self::Enter | Self::NotReceived => matches!(next, Some(NextStep::Code { .. })),
            Self::NewPassword => matches!(next, Some(NextStep::NewPassword { .. })),
            Self::Done => matches!(next, Some(NextStep::PasswordChanged { .. })),
        }
    }
}

/// What the browser remembers of the steps before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reached {
    /// A school is chosen.
    pub(crate) has_school: bool,
    /// Nobody was found with the data that were typed.
    pub(crate) was_not_found: bool,
}

impl Journey {
    /// The numbered steps.
    pub(crate) const fn order(self) -> &'static [Step] {
        match (self.kind, self.proof) {
            (FlowKind::Lookup, _) => &[Step::First, Step::Found],
            (_, RecoveryProof::County) => &[Step::First, Step::NewPassword, Step::Done],
            (_, RecoveryProof::PersonalData) => &[Step::First, Step::Identity, Step::NewPassword, Step::Done],
            (_, RecoveryProof::DefaultPassword) => &[Step::First, Step::NewPassword, Step::Done],
            (_, RecoveryProof::Code) => &[Step::First, Step::Enter, Step::NewPassword, Step::Done],
        }
    }

    /// The step that an answer of the server leads to.
    pub(crate) const fn step_of(self, next: &NextStep) -> Option<Step> {
        match next {
            NextStep::Identity => Some(Step::Identity),
            NextStep::DefaultPassword | NextStep::Account | NextStep::IdNumber => Some(Step::First),
            NextStep::Code { .. } => Some(Step::Enter),
            NextStep::NewPassword { .. } => Some(Step::NewPassword),
            NextStep::PasswordChanged { .. } => Some(Step::Done),
            NextStep::LookedUp { .. } => Some(Step::Found),
            NextStep::Password | NextStep::Completed { .. } => None,
        }
    }

    /// The step with the challenge: what proves who the person is.
    pub(crate) const fn proving(self) -> Step {
        match (self.kind, self.proof) {
            (FlowKind::Recovery | FlowKind::Activation, RecoveryProof::PersonalData) => Step::Identity,
            _ => Step::First,
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::api::session::Role;
    use contract::paths;

    use super::*;

    const PERSONAL: Journey = Journey { kind: FlowKind::Recovery, proof: RecoveryProof::PersonalData };

    #[test]
    fn every_address_of_the_contract_is_a_step() {
        let others = [paths::SCREEN_REPORT, paths::SCREEN_SIGN_IN_COUNTY];
        for (page, steps) in paths::STEPS.iter().filter(|(page, _)| !others.contains(page)) {
            for slug in *steps {
                let path = [page, "/", slug].concat();
                assert_eq!(Step::at(&path, page).slug(), *slug);
            }
            assert_eq!(Step::at(page, page), Step::First);
        }
    }

    #[test]
    fn asides_keep_their_number() {
        assert_eq!(Step::NotFound.number(PERSONAL), 2);
        assert_eq!(Step::Done.number(PERSONAL), 4);
    }

    #[test]
    fn nothing_is_open_before_it_was_reached() {
        let nothing = Reached::default();
        let later = Step::ALL.into_iter().filter(|step| *step != Step::First);
        assert!(later.into_iter().all(|step| !step.is_open(None, nothing)));
        let next = NextStep::NewPassword { account: "a".into(), name: "n".into(), role: Role::Pupil };
        assert!(Step::NewPassword.is_open(Some(&next), nothing));
        assert!(!Step::Done.is_open(Some(&next), nothing));
    }

    #[test]
    fn every_answer_leads_to_a_step_of_its_journey() {
        let code = NextStep::Code { resend_in: 1, resends_left: 1, tries_left: 5 };
        let by_code = Journey { proof: RecoveryProof::Code, ..PERSONAL };
        assert_eq!(by_code.step_of(&code).map(|step| step.number(by_code)), Some(2));
        assert_eq!(PERSONAL.step_of(&NextStep::Identity), Some(PERSONAL.proving()));
    }
}
