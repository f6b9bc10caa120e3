//! A page of several steps: what is typed and what the server has said, kept in memory from one step
//! to the next, and the way between them.

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::step::NextStep;
use leptos::prelude::*;

use crate::api::endpoints;
use crate::device::{self, focus_heading, set_input, when_painted};
use crate::flows::recovery::Answer;
use crate::flows::school_choice::SchoolChoice;
use crate::flows::step::{Journey, Reached, Step};
use crate::forms::spec::{Field, FormSpec};
use crate::forms::{FormHandle, HasErrors};
use crate::routes::{Screen, use_place};
use crate::screens::carried::Carried;
use crate::screens::desk::ticket::take_ticket;
use crate::screens::desk::{Desk, Opening};
use crate::screens::getting_back::code::Resending;
use crate::screens::getting_back::fields;
use crate::screens::getting_back::school::Schools;
use crate::ui::combobox::ComboState;
use crate::ui::date_field::DateParts;
use crate::ui::id_field::IdEntry;
use crate::words::{Speech, use_speech};

/// A page on show.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    /// Which page.
    pub(super) screen: Screen,
    /// What it is about.
    pub(super) journey: Journey,
    /// The step that the address says.
    pub(super) step: Memo<Step>,
    /// The flow, and the form that proves who the person is.
    pub(super) desk: Desk,
    /// The form of the school.
    pub(super) school_form: FormHandle,
    /// The form of the code.
    pub(super) code_form: FormHandle,
    /// The form of the new password.
    pub(super) password_form: FormHandle,
    /// What is typed into controls of our own.
    pub(super) typed: Typed,
    /// Why the page begins anew.
    pub(super) anew: RwSignal<Option<Anew>>,
    /// How far the person has come.
    pub(super) reached: RwSignal<Reached>,
    /// What is remembered and not on show.
    pub(super) notes: StoredValue<Notes, LocalStorage>,
    /// What comes from the page before.
    pub(super) carried: Carried,
    /// Every school.
    pub(super) schools: Schools,
    /// When another code may be asked for, and what was said about it.
    pub(super) resending: Resending,
    /// Goes to an address; the other is whether the present one is replaced.
    navigate: Callback<(String, bool)>,
    speech: Speech,
}

/// What is typed into controls of our own.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    /// The school.
    pub(super) school: RwSignal<SchoolChoice>,
    /// The school's type-ahead.
    pub(super) search: ComboState,
    /// The ID number.
    pub(super) id_number: IdEntry,
    /// Whether an ID number with a wrong check digit is meant.
    pub(super) is_overruled: RwSignal<bool>,
    /// The birthday.
    pub(super) birthday: DateParts,
    /// Whether the new password, and its repetition, can be read.
    pub(super) is_shown: [RwSignal<bool>; 2],
    /// The new password, for its checklist.
    pub(super) password: RwSignal<String>,
}

/// Why a page begins at its first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anew {
    /// A later step was opened directly, or loaded anew.
    Directly,
    /// The time was up.
    TimeUp,
    /// It is done already.
    Finished,
}

/// What is remembered and not on show.
#[derive(Default)]
pub(super) struct Notes {
    /// A submission whose answer was lost, with its key: sent again unchanged, it counts once.
    pub(super) unanswered: Option<(Answer, String)>,
    /// What proved who the person is, so that going back and forward again asks nothing twice.
    pub(super) proven: Option<Answer>,
    /// Where the focus goes at the next step, instead of its heading.
    pub(super) aim: Option<&'static str>,
}

impl Walk {
    /// A page, at the step that the address says.
    pub(super) fn new(screen: Screen, journey: Journey) -> Self {
        let path = use_place().path();
        let page = screen.path();
        let step = Memo::new(move |last: Option<&Step>| {
            // A page that is being left stays at its step.
            let is_here = path.with(|path| Screen::at(path) == Some(screen));
            if is_here {
                path.with(|path| Step::at(path, page))
            } else {
                last.copied().unwrap_or(Step::First)
            }
        });
        let own = Own {
            screen,
            journey,
            step,
            school_form: FormHandle::new(&fields::SCHOOL_FORM),
            code_form: FormHandle::new(&fields::CODE_FORM),
            password_form: FormHandle::new(&fields::PASSWORD_FORM),
            typed: Typed::new(),
            anew: RwSignal::new(None),
            reached: RwSignal::new(Reached::default()),
            notes: StoredValue::new_local(Notes::default()),
            carried: expect_context(), // invariant: `<App>` provides it
            schools: expect_context(), // invariant: `draw` provides them
            resending: Resending::new(),
            navigate: way(),
            speech: use_speech(),
        };
        let ticket = take_ticket().filter(|_| journey.proof == RecoveryProof::County);
        let is_ticketed = ticket.is_some();
        let open = move || -> Opening {
            match &ticket {
                Some(id) => Box::pin(endpoints::flow(id.clone())),
                None => Box::pin(endpoints::open_recovery(journey.kind, journey.proof)),
            }
        };
        let form = FormHandle::new(spec(journey));
        let walk = own.at(Desk::new(form, open, move |desk| own.at(desk).send_proof()));
        // By county, only the way back from there has a flow.
        if is_ticketed || (journey.proving() == Step::First && journey.proof != RecoveryProof::County) {
            walk.desk.open();
        }
        walk.fill_in();
        walk.follow_steps(is_ticketed);
        device::on_leave(move || walk.wipe());
        walk
    }

    /// Goes to a step.
    pub(super) fn go(self, step: Step) {
        self.navigate.run((self.href(step), false));
    }

    /// Puts a step in place of the present one, so that Back does not lead here again.
    pub(super) fn go_instead(self, step: Step) {
        self.navigate.run((self.href(step), true));
    }

    /// Begins at the first step, and says why.
    pub(super) fn restart(self, why: Anew) {
        self.anew.set(Some(why));
        self.go_instead(Step::First);
    }

    /// The address of a step.
    pub(super) fn href(self, step: Step) -> String {
        self.screen.href_of(step, self.speech.words_now().language)
    }

    /// The language of the page, as the API names it.
    pub(super) fn language(self) -> &'static str {
        self.speech.words_now().language.code()
    }

    /// The form of the present step.
    pub(super) fn form(self) -> FormHandle {
        match self.step.get() {
            Step::First if self.journey.proving() == Step::Identity => self.school_form,
            Step::Enter => self.code_form,
            Step::NewPassword => self.password_form,
            _ => self.desk.form,
        }
    }

    /// What the server said comes next.
    pub(super) fn next(self) -> Option<NextStep> {
        self.desk.flow(|flow| Some(flow.next.clone()))
    }

    /// What the server said comes next, for what happens once.
    pub(super) fn next_now(self) -> Option<NextStep> {
        self.desk.flow_now(|flow| Some(flow.next.clone()))
    }

    /// Forgets everything that was typed.
    pub(super) fn wipe(self) {
        self.wipe_password();
        self.notes.update_value(|notes| *notes = Notes::default());
        self.reached.set(Reached::default());
        self.typed.id_number.value.set(String::new());
        let birthday = self.typed.birthday;
        for part in [birthday.year, birthday.month, birthday.day, birthday.calendar] {
            part.set(String::new());
        }
        let [month, day] = ["-month", "-day"].map(|part| [fields::BIRTHDAY.name(), part].concat());
        let named =
            [fields::NAME, fields::ID_NUMBER, fields::BIRTHDAY, fields::DEFAULT_PASSWORD, fields::CODE];
        for id in named.map(Field::name).into_iter().chain([month.as_str(), day.as_str()]) {
            set_input(id, "");
        }
    }

    /// Has both passwords read as dots again.
    pub(super) fn hide_password(self) {
        for is_shown in self.typed.is_shown {
            is_shown.set(false);
        }
    }

    /// Passwords are never kept.
    pub(super) fn wipe_password(self) {
        self.typed.password.set(String::new());
        self.hide_password();
        for field in [fields::NEW_PASSWORD, fields::CONFIRMATION] {
            set_input(field.name(), "");
        }
    }

    /// The account that was typed at sign-in is not asked for again.
    fn fill_in(self) {
        let account = self.carried.get().account;
        self.carried.put(|things| things.page = self.screen.path().to_owned());
        if !account.is_empty() {
            // An effect, because the input is outside.
            Effect::new(move || set_input(Field::Account.name(), &account));
        }
    }

    /// Keeps the person at steps that are open to them, and leads to the heading of each.
    fn follow_steps(self, is_ticketed: bool) {
        let HasErrors(has_errors) = expect_context(); // invariant: `<App>` provides it
        // An effect, because address and focus are outside.
        Effect::new(move |last: Option<Step>| {
            let step = self.step.get();
            // The flow that the address names is still on its way.
            if is_ticketed && self.desk.is_opening() {
                return step;
            }
            let next = untrack(|| self.next_now());
            if !step.is_open(next.as_ref(), self.reached.get_untracked()) {
                let is_done = matches!(next, Some(NextStep::PasswordChanged { .. }));
                let why = if is_done { Anew::Finished } else { Anew::Directly };
                // Not before the journey here has ended.
                when_painted(move || self.restart(why));
                return Step::First;
            }
            if last.is_some_and(|last| last != step) {
                has_errors.set(false);
                if last == Some(Step::NewPassword) {
                    self.wipe_password();
                }
                let aim = self.notes.try_update_value(|notes| notes.aim.take()).flatten();
                when_painted(move || aim.map_or_else(focus_heading, device::focus));
            }
            if step == self.journey.proving() && next.is_none() && step != Step::First {
                self.desk.open();
            }
            step
        });
    }
}

impl Typed {
    fn new() -> Self {
        Self {
            school: RwSignal::new(SchoolChoice::default()),
            search: ComboState::new(),
            id_number: IdEntry::new(),
            is_overruled: RwSignal::new(false),
            birthday: DateParts::new(),
            is_shown: [RwSignal::new(false), RwSignal::new(false)],
            password: RwSignal::new(String::new()),
        }
    }
}

/// A walk before it has its desk, which sends what the walk has.
#[derive(Clone, Copy)]
struct Own {
    screen: Screen,
    journey: Journey,
    step: Memo<Step>,
    school_form: FormHandle,
    code_form: FormHandle,
    password_form: FormHandle,
    typed: Typed,
    anew: RwSignal<Option<Anew>>,
    reached: RwSignal<Reached>,
    notes: StoredValue<Notes, LocalStorage>,
    carried: Carried,
    schools: Schools,
    resending: Resending,
    navigate: Callback<(String, bool)>,
    speech: Speech,
}

impl Own {
    const fn at(self, desk: Desk) -> Walk {
        let Self { screen, journey, step, school_form, code_form, password_form, typed, .. } = self;
        let Self { anew, reached, notes, carried, schools, resending, navigate, speech, .. } = self;
        Walk {
            screen,
            journey,
            step,
            desk,
            school_form,
            code_form,
            password_form,
            typed,
            anew,
            reached,
            notes,
            carried,
            schools,
            resending,
            navigate,
            speech,
        }
    }
}

const fn spec(journey: Journey) -> &'static FormSpec {
    match (journey.kind, journey.proof) {
        (_, RecoveryProof::County) => &fields::NO_FORM,
        (FlowKind::Lookup, _) => &fields::LOOKUP_FORM,
        (_, RecoveryProof::PersonalData) => &fields::IDENTITY_FORM,
        (_, RecoveryProof::DefaultPassword) => &fields::DEFAULT_FORM,
        (_, RecoveryProof::Code) => &fields::ACCOUNT_FORM,
    }
}

fn way() -> Callback<(String, bool)> {
    let place = use_place();
    Callback::new(move |(address, in_place): (String, bool)| {
        if in_place {
            place.go_instead(address);
        } else {
            place.go(address);
        }
    })
}
