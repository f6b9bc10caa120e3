//! The first password of an account that is moved here.

use argon2::password_hash::PasswordHash;
use contract::rules::password::{Context, PasswordPolicy, RuleId, check};
use zeroize::Zeroizing;

use super::cells::{Outcome, fault};
use super::{NewPassword, PersonColumn as C, PersonProblem as P, PersonRow};
use crate::services::import::csv_file::cells::Cells;
use crate::services::passwords;

/// A hash with more memory is never verified: it would break the bound of the hash pool.
const MEMORY_KIB_MAX: u32 = 65_536;

/// The password or its hash, if the row has one; both must belong to an account.
pub(super) fn read(
    cells: &Cells<'_, C>,
    row: &PersonRow,
    policy: &PasswordPolicy,
) -> Outcome<Option<NewPassword>> {
    let (plain, hash) = (cells.exact(C::Password), cells.get(C::PasswordHash));
    let column = match (plain, hash) {
        ("", "") => return Ok(None),
        (_, "") => C::Password,
        ("", _) => C::PasswordHash,
        _ => return fault(C::PasswordHash, P::PasswordTwice),
    };
    if row.own.account.is_none() {
        return fault(column, P::PasswordWithoutAccount);
    }
    if hash.is_empty() { by_policy(plain, row, policy).map(Some) } else { by_form(hash).map(Some) }
}

fn by_policy(plain: &str, row: &PersonRow, policy: &PasswordPolicy) -> Outcome<NewPassword> {
    let context = Context {
        account: row.own.account.as_ref().map_or("", |account| account.as_str()),
        id_number: row.id.as_str(),
        birthday: Some(row.birthday.date()),
        name: &row.name,
        words: &[&row.school_code],
        is_listed: Some(&passwords::is_common),
    };
    let results = check(policy, row.role, plain, &context);
    let Some(broken) = results.into_iter().find(|result| !result.met) else {
        return Ok(NewPassword::Plain(Zeroizing::new(plain.to_owned())));
    };
    let problem = match broken.rule {
        RuleId::LengthMin | RuleId::LengthMax => {
            P::PasswordLength { min: policy.length_min, max: policy.length_max }
        }
        RuleId::Characters => P::PasswordCharacters,
        RuleId::Composition => P::PasswordComposition,
        RuleId::Blocklist => P::PasswordCommon,
        RuleId::Context => P::PasswordPersonal,
    };
    fault(C::Password, problem)
}

fn by_form(hash: &str) -> Outcome<NewPassword> {
    let parsed = PasswordHash::new(hash).ok().filter(|parsed| {
        parsed.algorithm.as_str() == "argon2id" && parsed.salt.is_some() && parsed.hash.is_some()
    });
    let Some(parsed) = parsed else { return fault(C::PasswordHash, P::PasswordHashUnreadable) };
    match parsed.params.get_decimal("m") {
        Some(memory_kib) if memory_kib <= MEMORY_KIB_MAX => Ok(NewPassword::Hash(hash.to_owned())),
        Some(_) => fault(C::PasswordHash, P::PasswordHashCost),
        None => fault(C::PasswordHash, P::PasswordHashUnreadable),
    }
}
