//! What an authorization request leads to: pure, so that each case can be written down.

use crate::clock::Timestamp;
use crate::store::oidc::authorization::Prompt;

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The client gets a code.
    Issue,
    /// The person signs in, again or for the first time.
    SignIn,
    /// The person says which account they go on with.
    Choose,
    /// The person sees what is asked for.
    Consent,
    /// The client gets this error (OpenID Connect Core §3.1.2.6).
    Refuse(&'static str),
}

/// The living session of the browser.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// When the person signed in.
    pub auth_time: Timestamp,
    /// Whether it is the person that the request names, if it names one.
    pub is_meant: bool,
    /// Whether it is the account that the client expects, if it expects one (`login_hint`).
    pub is_expected: bool,
    /// Whether the way of signing in is one that the client needs.
    pub has_acr: bool,
    /// Whether it is the account that the person chose for this request.
    pub is_chosen: bool,
    /// Whether the person agreed to these scopes, by the client's policy.
    pub has_agreed: bool,
    /// Whether the person agreed to this very request.
    pub has_agreed_now: bool,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Situation {
    /// `prompt`.
    pub prompt: Prompt,
    /// `max_age`, in seconds.
    pub max_age: Option<i64>,
    /// When the request came.
    pub created_at: Timestamp,
    /// The present moment.
    pub now: Timestamp,
    /// Whether the person refused.
    pub is_denied: bool,
    /// Whether the person was asked which account they go on with, and has said so.
    pub has_chosen: bool,
    /// Whether the client says whom it means (`id_token_hint`, `claims`, `login_hint`).
    pub names_somebody: bool,
    /// How many accounts this device knows, the one that is signed in included.
    pub known_accounts: usize,
    /// The session, if there is one.
    pub session: Option<Seen>,
}

/// Decides.
#[must_use]
pub fn decide(situation: &Situation) -> Decision {
    let Situation { prompt, is_denied, session, .. } = *situation;
    if is_denied {
        return Decision::Refuse("access_denied");
    }
    if wants_choice(situation) {
        return Decision::Choose;
    }
    let Some(seen) = session else { return unless_silent(prompt, "login_required", Decision::SignIn) };
    // Somebody who signed in for this request is not asked to sign in twice.
    let is_fresh = situation.created_at < seen.auth_time;
    if !seen.is_meant && is_fresh {
        return Decision::Refuse("login_required");
    }
    if !seen.has_acr && (is_fresh || prompt.none) {
        return Decision::Refuse("unmet_authentication_requirements");
    }
    let wants_new = prompt.login || is_too_old(situation, seen) || !seen.is_meant || !seen.has_acr;
    if !is_fresh && (wants_new || (situation.has_chosen && !seen.is_chosen)) {
        return unless_silent(prompt, "login_required", Decision::SignIn);
    }
    let has_agreed =
        if prompt.consent { seen.has_agreed_now } else { seen.has_agreed || seen.has_agreed_now };
    if !has_agreed {
        return unless_silent(prompt, "consent_required", Decision::Consent);
    }
    Decision::Issue
}

/// Asked once, and not of somebody who signed in for this request: where the client wants it, and where
/// a device knows several accounts and the client names none of them.
fn wants_choice(situation: &Situation) -> bool {
    let Situation { prompt, session, created_at, has_chosen, known_accounts, .. } = *situation;
    let is_fresh = session.is_some_and(|seen| created_at < seen.auth_time);
    let is_wanted = session.is_some_and(|seen| prompt.select_account || !seen.is_expected);
    let is_open = known_accounts > 1 && session.is_none_or(|seen| seen.is_meant) && !situation.names_somebody;
    !prompt.none && !is_fresh && !has_chosen && (is_wanted || is_open)
}

fn is_too_old(situation: &Situation, seen: Seen) -> bool {
    let end = |seconds: i64| seen.auth_time.plus_seconds(seconds);
    situation.max_age.is_some_and(|seconds| end(seconds) < situation.now || seconds == 0)
}

/// `prompt=none` turns a page into an error.
const fn unless_silent(prompt: Prompt, error: &'static str, decision: Decision) -> Decision {
    if prompt.none { Decision::Refuse(error) } else { decision }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: Seen = Seen {
        auth_time: Timestamp(1_000),
        is_meant: true,
        is_expected: true,
        has_acr: true,
        is_chosen: false,
        has_agreed: true,
        has_agreed_now: false,
    };
    const NONE: Prompt = Prompt { none: true, login: false, consent: false, select_account: false };
    const LOGIN: Prompt = Prompt { none: false, login: true, consent: false, select_account: false };

    fn situation(prompt: Prompt, session: Option<Seen>) -> Situation {
        let (created_at, now) = (Timestamp(50_000), Timestamp(60_000));
        Situation {
            prompt,
            max_age: None,
            created_at,
            now,
            is_denied: false,
            has_chosen: false,
            names_somebody: false,
            known_accounts: 1,
            session,
        }
    }

    #[test]
    fn session_that_fits_needs_nobody() {
        assert_eq!(decide(&situation(Prompt::default(), Some(SEEN))), Decision::Issue);
        assert_eq!(decide(&situation(NONE, Some(SEEN))), Decision::Issue);
        assert_eq!(decide(&situation(Prompt::default(), None)), Decision::SignIn);
        assert_eq!(decide(&situation(NONE, None)), Decision::Refuse("login_required"));
    }

    #[test]
    fn another_sign_in_is_asked_for_once() {
        let fresh = Seen { auth_time: Timestamp(55_000), ..SEEN };
        assert_eq!(decide(&situation(LOGIN, Some(SEEN))), Decision::SignIn);
        assert_eq!(decide(&situation(LOGIN, Some(fresh))), Decision::Issue);
        let aged =
            |max_age, seen| Situation { max_age: Some(max_age), ..situation(Prompt::default(), Some(seen)) };
        assert_eq!(decide(&aged(1, SEEN)), Decision::SignIn);
        assert_eq!(decide(&aged(0, fresh)), Decision::Issue);
        assert_eq!(decide(&aged(10_000, SEEN)), Decision::Issue);
    }

    #[test]
    fn another_person_than_the_one_meant_is_not_passed_on() {
        let other = Seen { is_meant: false, ..SEEN };
        assert_eq!(decide(&situation(Prompt::default(), Some(other))), Decision::SignIn);
        assert_eq!(decide(&situation(NONE, Some(other))), Decision::Refuse("login_required"));
        let fresh = Seen { auth_time: Timestamp(55_000), ..other };
        assert_eq!(decide(&situation(Prompt::default(), Some(fresh))), Decision::Refuse("login_required"));
    }

    #[test]
    fn somebody_with_several_accounts_is_asked_once_which() {
        let both = |session| Situation { known_accounts: 2, ..situation(Prompt::default(), session) };
        assert_eq!(decide(&both(Some(SEEN))), Decision::Choose);
        assert_eq!(decide(&both(None)), Decision::Choose);
        let fresh = Seen { auth_time: Timestamp(55_000), ..SEEN };
        assert_eq!(decide(&both(Some(fresh))), Decision::Issue);
        assert_eq!(decide(&Situation { names_somebody: true, ..both(Some(SEEN)) }), Decision::Issue);
        let chosen = |session| Situation { has_chosen: true, ..both(session) };
        assert_eq!(decide(&chosen(Some(Seen { is_chosen: true, ..SEEN }))), Decision::Issue);
        assert_eq!(decide(&chosen(Some(SEEN))), Decision::SignIn, "another than the one signed in");
        assert_eq!(decide(&chosen(None)), Decision::SignIn);
        let silent = Situation { known_accounts: 2, ..situation(NONE, Some(SEEN)) };
        assert_eq!(decide(&silent), Decision::Issue, "prompt=none shows nothing");
    }

    #[test]
    fn a_client_may_have_the_account_chosen() {
        let select = Prompt { select_account: true, ..Prompt::default() };
        assert_eq!(decide(&situation(select, Some(SEEN))), Decision::Choose);
        assert_eq!(decide(&situation(select, None)), Decision::SignIn, "there is nothing to choose from");
        let other = Seen { is_expected: false, ..SEEN };
        assert_eq!(decide(&situation(Prompt::default(), Some(other))), Decision::Choose);
    }

    #[test]
    fn nobody_agrees_without_being_asked() {
        let asked = Seen { has_agreed: false, ..SEEN };
        assert_eq!(decide(&situation(Prompt::default(), Some(asked))), Decision::Consent);
        assert_eq!(decide(&situation(NONE, Some(asked))), Decision::Refuse("consent_required"));
        let again = Prompt { consent: true, ..Prompt::default() };
        assert_eq!(decide(&situation(again, Some(SEEN))), Decision::Consent);
        let agreed = Seen { has_agreed_now: true, ..SEEN };
        assert_eq!(decide(&situation(again, Some(agreed))), Decision::Issue);
        let denied = Situation { is_denied: true, ..situation(again, Some(SEEN)) };
        assert_eq!(decide(&denied), Decision::Refuse("access_denied"));
    }
}
