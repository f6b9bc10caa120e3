//! How many tests passed and failed, read from what each runner says.

use crate::outcome::Outcome;
use serde_json::Value;
use std::iter::Sum;
use std::ops::Add;

/// Passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// A check that is one whole.
    pub(crate) const PASSED: Self = Self { passed: 1, failed: 0 };
    /// A check that failed before it could count.
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1 };

    /// From `test result: ok. 15 passed; 2 failed; …` lines of Rust's test programs.
    pub(crate) fn from_rust(said: &str) -> Self {
        let results = said.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        let number = |line: &str, kind: &str| {
            let parts = line.split(['.', ';']).map(str::trim);
            let mut of_kind = parts.filter_map(|part| part.strip_suffix(kind)?.trim().parse().ok());
            of_kind.next().unwrap_or(0)
        };
        results.map(|line| Self { passed: number(line, "passed"), failed: number(line, "failed") }).sum()
    }

    /// From the last lines of Node's test runner (TAP): `# pass 12`.
    pub(crate) fn from_tap(said: &str) -> Self {
        let number = |kind: &str| {
            let mut of_kind = said.lines().filter_map(|line| line.strip_prefix(kind)?.trim().parse().ok());
            of_kind.next().unwrap_or(0)
        };
        Self { passed: number("# pass "), failed: number("# fail ") }
    }

    /// From Playwright's JSON report. A test that passed only when tried again has failed.
    pub(crate) fn from_playwright(report: &str) -> Outcome<Self> {
        let report: Value = serde_json::from_str(report)?;
        let number = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
        let broken = report["errors"].as_array().map_or(0, Vec::len) as u64;
        Ok(Self { passed: number("expected"), failed: number("unexpected") + number("flaky") + broken })
    }

    /// Counts a runner that ended badly without telling of a failed test.
    pub(crate) fn with_end(self, succeeded: bool) -> Self {
        match succeeded || self.failed > 0 {
            true => self,
            false => self + Self::FAILED,
        }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(each: I) -> Self {
        each.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_rust_results() {
        let said = concat!(
            "test a ... ok\n",
            "test result: ok. 15 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored\n",
        );
        assert_eq!(Counts::from_rust(said), Counts { passed: 18, failed: 2 });
    }

    #[test]
    fn reads_tap() {
        let said = "ok 1 - a\n# tests 3\n# pass 2\n# fail 1\n";
        assert_eq!(Counts::from_tap(said), Counts { passed: 2, failed: 1 });
    }

    #[test]
    fn flaky_is_failed() {
        let report = r#"{"stats":{"expected":4,"unexpected":1,"flaky":1,"skipped":0},"errors":[]}"#;
        let counts = Counts::from_playwright(report).expect("a report");
        assert_eq!(counts, Counts { passed: 4, failed: 2 });
    }

    #[test]
    fn bad_end_without_failed_test_counts_as_failed() {
        assert_eq!(Counts::default().with_end(false), Counts::FAILED);
        assert_eq!(Counts::FAILED.with_end(false), Counts::FAILED);
    }
}
