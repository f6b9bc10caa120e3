//! The server's own list of common passwords, beyond the contract's short one.

/// Fewer guesses than this, and a password is one of the common ones or a small change of one.
/// The estimator's lists hold about thirty thousand passwords, ranked by how common they are.
const COMMON_GUESSES: u64 = 50_000;
/// Estimating takes longer than linear time; no policy of ours needs more than this.
const ESTIMATED_CHARACTERS: usize = 64;

/// Whether a password is too common to be chosen.
#[must_use]
pub fn is_common(password: &str) -> bool {
    let start: String = password.chars().take(ESTIMATED_CHARACTERS).collect();
    zxcvbn::zxcvbn(&start, &[]).guesses() < COMMON_GUESSES
}

#[cfg(test)]
mod tests {
    use super::is_common;

    #[test]
    fn common_passwords_are_found_and_others_are_not() {
        for common in ["password1", "iloveyou2", "football1", "trustno1", "qwertyuiop", "Password123"] {
            assert!(is_common(common), "{common}");
        }
        for other in ["Sunny-day-7", "mango4river", "Xk29vbQ1mz", "bamboo77lake"] {
            assert!(!is_common(other), "{other}");
        }
    }
}
