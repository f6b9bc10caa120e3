//! Where a page ends: the password is changed, an account was found, no code came.

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::api::site::Way;
use contract::rules::account::SUFFIX;
use contract::step::NextStep;
use leptos::prelude::*;

use crate::api::{use_site, use_whose};
use crate::flows::step::Step;
use crate::routes::Screen;
use crate::screens::getting_back::walk::Walk;
use crate::screens::reach::{TEL, reach};
use crate::ui::{Drawn, Look, Notice, Tone, changing, legible, only_if};
use crate::words::{BackWords, Words, fill};

impl Walk {
    /// What stands at steps without fields.
    pub(super) fn end(self, words: &'static Words) -> AnyView {
        let end = changing(move || match (self.step.get(), self.next()) {
            (
                Step::Done,
                Some(NextStep::PasswordChanged { account, active, next_change_in_hours, valid_in_hours }),
            ) => self.done(words, account, active, [next_change_in_hours, valid_in_hours]),
            (Step::Found, Some(NextStep::LookedUp { account })) => self.looked_up(words, account),
            (Step::NotFound, _) => self.not_found(words),
            (Step::NotReceived, _) => self.not_received(words),
            _ => ().into_any(),
        });
        end.into_any()
    }

    fn done(self, words: &'static Words, account: String, active: bool, hours: [u32; 2]) -> AnyView {
        let say = &BackWords::of(words.language).done;
        let [again, valid] = hours.map(|hours| hours.to_string());
        let later =
            only_if(hours[1] > 0, || view! { <p>{legible(&fill(say.valid_later, &valid))}</p> }.drawn());
        let rule = only_if(hours[0] > 0, || view! { <p>{legible(&fill(say.rule, &again))}</p> }.drawn());
        let is_activation = self.journey.kind == FlowKind::Activation;
        let text = if is_activation { say.activated } else { say.changed };
        let disabled = only_if(!active, || {
            let activate = Screen::Activate.href(words.language);
            view! { <p>{legible(say.disabled)} " " <a href=activate>{legible(words.titles.activate)}</a></p> }
                .drawn()
        });
        let address = [&account, SUFFIX].concat();
        self.carried.put(|things| things.account = account);
        view! {
            <Notice tone=Tone::Success id="done">
                <p>{legible(text)}</p>
                {later}
                {rule}
                {disabled}
            </Notice>
            <dl class="c-facts c-facts--slim"><dt>{legible(say.account)}</dt> <dd>{address}</dd></dl>
            <div class="c-page__actions">
                <a class=Look::Primary.class() href=Screen::SignIn.href(words.language)>{legible(say.sign_in)}</a>
                <a class=Look::Secondary.class() href=Screen::Home.href(words.language)>{legible(say.home)}</a>
            </div>
        }
        .into_any()
    }

    fn looked_up(self, words: &'static Words, account: Option<String>) -> AnyView {
        let say = &BackWords::of(words.language).found;
        let again = self.href(Step::First);
        let Some(account) = account else {
            let help = hotline(words);
            return view! {
                <Notice tone=Tone::Info id="found"><p><strong>{legible(say.none)}</strong></p> <p>{legible(say.none_text)}</p></Notice>
                {help}
                <div class="c-page__actions"><a class=Look::Secondary.class() href=again>{legible(say.again)}</a></div>
            }
            .into_any();
        };
        let address = [&account, SUFFIX].concat();
        let reset = Screen::ForgotBy(RecoveryProof::PersonalData).href(words.language);
        let ways = Screen::Forgot.href(words.language);
        let is_whole = self.journey.proof == RecoveryProof::County;
        let text = if is_whole { say.has_all } else { say.has_text };
        view! {
            <Notice tone=Tone::Success id="found"><p>{legible(say.has_one)}</p></Notice>
            <dl class="c-facts c-facts--slim"><dt>{legible(say.account)}</dt> <dd>{address}</dd></dl>
            <p class="c-walk-more">{legible(text)}</p>
            <div class="c-page__actions">
                <a class=Look::Primary.class() href=reset>{legible(words.titles.forgot_personal)}</a>
                <a class=Look::Secondary.class() href=ways>{legible(say.other_ways)}</a>
                <a class=Look::Secondary.class() href=Screen::SignIn.href(words.language)>{legible(say.sign_in)}</a>
            </div>
        }
        .into_any()
    }

    fn not_received(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).code;
        let reasons = [say.reason_wait, say.reason_spam, say.reason_account, say.reason_backup];
        let reason = |text: &'static str| view! { <li>{legible(text)}</li> }.drawn();
        let (others, help) = (self.other_ways(words), hotline(words));
        let (enter, first) = (self.href(Step::Enter), self.href(Step::First));
        view! {
            <ul class="c-page__list">{reasons.map(reason).into_iter().collect_view()}</ul>
            <div class="c-page__actions">
                <a class=Look::Primary.class() href=enter>{legible(say.back)}</a>
                <a class=Look::Secondary.class() href=first>{legible(say.other_account)}</a>
            </div>
            <section class="c-page__part"><h2>{legible(say.others)}</h2> {others} {help}</section>
        }
        .into_any()
    }

    /// Links to the other ways of the same journey.
    pub(super) fn other_ways(self, words: &'static Words) -> AnyView {
        let ways = RecoveryProof::ALL.into_iter().filter(|proof| *proof != self.journey.proof);
        other_ways(self.journey.kind, ways, words)
    }
}

/// Links to ways of a journey, as far as this deployment offers them.
pub(super) fn other_ways(
    kind: FlowKind,
    ways: impl Iterator<Item = RecoveryProof>,
    words: &'static Words,
) -> AnyView {
    let has_counties = use_site().get_untracked().ways.contains(&Way::County);
    let ways = ways.filter(move |proof| has_counties || *proof != RecoveryProof::County);
    let screens = ways.filter_map(|proof| match (kind, proof) {
        (FlowKind::Activation, RecoveryProof::DefaultPassword) => None,
        (FlowKind::Activation, proof) => Some(Screen::ActivateBy(proof)),
        (_, proof) => Some(Screen::ForgotBy(proof)),
    });
    let link = |screen: Screen| {
        let to = screen.href(words.language);
        view! { <li><a href=to>{legible(screen.title(words))}</a></li> }.drawn()
    };
    view! { <ul class="c-walk-ways">{screens.map(link).collect_view()}</ul> }.drawn()
}

/// Whom to call, and when.
pub(super) fn hotline(words: &'static Words) -> AnyView {
    let (site, is_kiosk) = (use_site().get_untracked(), use_whose().is_kiosk());
    let numbers =
        site.hotlines.iter().map(|number| view! { <li>{reach(TEL, number.clone(), is_kiosk)}</li> }.drawn());
    let hours = site.hours.get(words.language).to_owned();
    view! {
        <div class="c-walk-hotline">
            <p>{legible(words.shell.hotline)}</p>
            <ul class="c-walk-ways">{numbers.collect_view()}</ul>
            <p>{legible(words.shell.hours)} " " {hours}</p>
        </div>
    }
    .drawn()
}
