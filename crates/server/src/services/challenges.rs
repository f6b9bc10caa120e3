//! The challenge of a flow: made, shown, spoken and checked. Good once, and for one flow.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::api::challenge::{Challenge, ChallengeAnswer};
use contract::error::ErrorCode;
use contract::language::Language;
use contract::rules::challenge::ChallengeDigits;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::app::App;
use crate::challenge::proof::{self, Effort};
use crate::challenge::{picture, speech};
use crate::clock::Timestamp;
use crate::config::settings::ChallengePolicy;
use crate::crypto::keyring::Purpose;
use crate::crypto::seal::{self, Place};
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::store::flow::{Flow, StoredChallenge};

/// Failures of an account from which on the adaptive policy shows a challenge.
const ADAPTIVE_FAILURES: i64 = 2;

/// Whether a form shows its challenge to this visitor after so many failures.
#[must_use]
pub fn is_due(app: &App, visitor: &Visitor, account_failures: i64) -> bool {
    if visitor.is_in(&app.config.challenge.off_networks) {
        return false;
    }
    match app.config.challenge.policy {
        ChallengePolicy::Always => true,
        ChallengePolicy::Adaptive => account_failures >= ADAPTIVE_FAILURES,
        ChallengePolicy::Off => false,
    }
}

/// A new challenge.
///
/// # Errors
/// When the key file cannot seal.
pub fn make(app: &App, now: Timestamp) -> Result<StoredChallenge, Refusal> {
    let settings = &app.config.challenge;
    let mut random = crate::random::generator();
    let digits =
        Zeroizing::new(crate::challenge::digits(&mut random, settings.digits_min, settings.digits_max));
    let id = crate::random::reference();
    let place = Place { column: "flow.challenge", row: &id };
    let sealed = seal::seal(&app.keys, place, digits.as_bytes()).map_err(Refusal::internal)?;
    let effort = Effort {
        cost: settings.proof_cost,
        tries_min: settings.proof_tries_min,
        tries_max: settings.proof_tries_max,
    };
    Ok(StoredChallenge {
        proof: proof::issue(&mut random, effort),
        digits_sealed: STANDARD.encode(sealed),
        expires_at: now.plus_seconds(settings.lifetime_seconds).0,
        id,
    })
}

fn digits(app: &App, stored: &StoredChallenge) -> Result<Zeroizing<String>, Refusal> {
    let sealed = STANDARD.decode(&stored.digits_sealed).map_err(Refusal::internal)?;
    let place = Place { column: "flow.challenge", row: &stored.id };
    let plain = seal::open(&app.keys, place, &sealed).map_err(Refusal::internal)?;
    let digits = std::str::from_utf8(&plain).map_err(Refusal::internal)?;
    Ok(Zeroizing::new(digits.to_owned()))
}

/// The challenge as the browser sees it. The same challenge gives the same picture again, so
/// that asking twice does not help to read it.
///
/// # Errors
/// When the stored digits do not open.
pub fn show(
    app: &App,
    stored: &StoredChallenge,
    refreshes_left: i64,
    now: Timestamp,
) -> Result<Challenge, Refusal> {
    let digits = digits(app, stored)?;
    let mut random = StdRng::from_seed(app.keys.tag(Purpose::Picture, &[stored.id.as_bytes()]));
    let picture = picture::draw(&digits, &mut random);
    Ok(Challenge {
        id: stored.id.clone(),
        image: ["data:image/png;base64,", &STANDARD.encode(&picture.png)].concat(),
        width: picture.width,
        height: picture.height,
        proof: stored.proof.clone(),
        refreshes_left: u32::try_from(refreshes_left).unwrap_or(0),
        expires_in: Timestamp(stored.expires_at).seconds_from(now),
    })
}

/// The digits, spoken: a WAV file.
///
/// # Errors
/// [`ErrorCode::ChallengeExpired`] where the flow has no living challenge.
pub fn speak(app: &App, flow: &Flow, language: Language, now: Timestamp) -> Result<Vec<u8>, Refusal> {
    let stored = flow
        .challenge
        .as_ref()
        .filter(|stored| now.0 < stored.expires_at)
        .ok_or_else(|| Refusal::new(ErrorCode::ChallengeExpired))?;
    Ok(speech::speak(&digits(app, stored)?, language, &mut crate::random::generator()))
}

/// Checks an answer against the challenge that it was given for.
///
/// # Errors
/// The code to refuse the step with.
pub fn check(
    app: &App,
    stored: Option<&StoredChallenge>,
    answer: Option<&ChallengeAnswer>,
    now: Timestamp,
) -> Result<(), ErrorCode> {
    let (Some(stored), Some(answer)) = (stored, answer) else { return Err(ErrorCode::ChallengeRequired) };
    if stored.id != answer.id || now.0 >= stored.expires_at {
        return Err(ErrorCode::ChallengeExpired);
    }
    if let Some(counter) = answer.proof {
        return if proof::verify(&stored.proof, counter) { Ok(()) } else { Err(ErrorCode::ProofInvalid) };
    }
    let typed = answer.digits.as_deref().ok_or(ErrorCode::ChallengeRequired)?;
    let typed = ChallengeDigits::parse(typed).map_err(|_| ErrorCode::ChallengeInvalid)?;
    let digits = digits(app, stored).map_err(|_| ErrorCode::ChallengeExpired)?;
    let same: bool = digits.as_bytes().ct_eq(typed.as_str().as_bytes()).into();
    if same { Ok(()) } else { Err(ErrorCode::ChallengeInvalid) }
}
