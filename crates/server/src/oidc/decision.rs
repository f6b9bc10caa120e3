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
    /// Whether the way of signing in is one that the client needs.
    pub has_acr: bool,
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
    if !is_fresh && (wants_new || (prompt.select_account && !seen.has_agreed_now)) {
        return unless_silent(prompt, "login_required", Decision::SignIn);
    }
    let has_agreed =
        if prompt.consent { seen.has_agreed_now } else { seen.has_agreed || seen.has_agreed_now };
    if !has_agreed {
        return unless_silent(prompt, "consent_required", Decision::Consent);
    }
    Decision::Issue
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
        has_acr: true,
        has_agreed: true,
        has_agreed_now: false,
    };
    const NONE: Prompt = Prompt { none: true, login: false, consent: false, select_account: false };
    const LOGIN: Prompt = Prompt { none: false, login: true, consent: false, select_account: false };

    fn situation(prompt: Prompt, session: Option<Seen>) -> Situation {
        let (created_at, now) = (Timestamp(50_000), Timestamp(60_000));
        Situation { prompt, max_age: None, created_at, now, is_denied: false, session }
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
