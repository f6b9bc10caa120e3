//! The figures, as a table and as JSON, and the limits that they have to keep.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::ceiling::Ceiling;
use crate::import::Import;
use crate::load::OVERLOAD;
use crate::tally::Tally;
use crate::usage::Usage;

/// Sign-ins each second that are enough on any machine.
const PER_SECOND_ENOUGH: f64 = 50.0;
/// The share of the hash's ceiling that is enough on a slower one.
const SHARE_ENOUGH: f64 = 0.6;
const MEMORY_BYTES_MAX: u64 = 200_000_000;
/// What the server does after the overload, against before.
const RECOVERY_MIN: f64 = 0.7;

/// As many sign-ins as finish.
#[derive(Debug, Serialize)]
pub(crate) struct SignIns {
    count: usize,
    seconds: f64,
    /// Sign-ins each second.
    pub(crate) per_second: f64,
    hashes_per_second: f64,
    share_of_ceiling: f64,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    cpu_ms_each: f64,
    hash_cpu_ms_each: f64,
    memory_bytes: u64,
    refused: BTreeMap<String, usize>,
}

/// More sign-ins than can finish.
#[derive(Debug, Serialize)]
struct Overload {
    offered_per_second: f64,
    signed_in: usize,
    busy_with_retry_after: usize,
    refused_otherwise: BTreeMap<String, usize>,
    left_out: usize,
    p95_ms: f64,
    per_second_afterwards: f64,
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    cores: usize,
    /// The rate is this program's then, which solves the proofs, and is not judged.
    with_proof: bool,
    sign_in: SignIns,
    overload: Overload,
    memory_peak_bytes: u64,
    import: Option<Import>,
}

impl SignIns {
    /// Sums up a closed load and what the server used for it.
    pub(crate) fn new(tally: &Tally, ceiling: &Ceiling, before: Usage, after: Usage) -> Self {
        let cpu_seconds = after.cpu_seconds - before.cpu_seconds;
        Self {
            count: tally.signed_in(),
            seconds: tally.elapsed.as_secs_f64(),
            per_second: tally.per_second(),
            hashes_per_second: ceiling.per_second(),
            share_of_ceiling: tally.per_second() / ceiling.per_second(),
            p50_ms: tally.percentile_ms(0.50),
            p95_ms: tally.percentile_ms(0.95),
            p99_ms: tally.percentile_ms(0.99),
            cpu_ms_each: 1000.0 * cpu_seconds / (tally.signed_in().max(1) as f64),
            hash_cpu_ms_each: ceiling.cpu_ms_each(),
            memory_bytes: after.memory,
            refused: refused(tally),
        }
    }
}

/// Everything but success, by its name; within a load that the server can carry, 503 is one more.
fn refused(tally: &Tally) -> BTreeMap<String, usize> {
    let busy = (tally.busy > 0).then(|| ("503 with Retry-After".to_owned(), tally.busy));
    tally.refused.clone().into_iter().chain(busy).collect()
}

impl Report {
    /// Puts the parts together.
    pub(crate) fn new(
        with_proof: bool,
        sign_in: SignIns,
        overload: &Tally,
        recovered: &Tally,
        usage: Usage,
        import: Option<Import>,
    ) -> Self {
        let overload = Overload {
            offered_per_second: sign_in.per_second * OVERLOAD,
            signed_in: overload.signed_in(),
            busy_with_retry_after: overload.busy,
            refused_otherwise: overload.refused.clone(),
            left_out: overload.left_out,
            p95_ms: overload.percentile_ms(0.95),
            per_second_afterwards: recovered.per_second(),
        };
        Self {
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
            with_proof,
            sign_in,
            overload,
            memory_peak_bytes: usage.memory_peak,
            import,
        }
    }

    /// A sentence for each limit that is missed.
    pub(crate) fn missed(&self) -> Vec<String> {
        let (sign_in, overload) = (&self.sign_in, &self.overload);
        let enough = PER_SECOND_ENOUGH.min(SHARE_ENOUGH * sign_in.hashes_per_second);
        let mut missed = Vec::new();
        let mut expect = |holds: bool, otherwise: String| {
            if !holds {
                missed.push(otherwise)
            }
        };
        expect(
            self.with_proof || sign_in.per_second >= enough,
            format!("{:.1} sign-ins per second; {enough:.1} are needed", sign_in.per_second),
        );
        expect(
            sign_in.refused.is_empty(),
            format!("sign-ins were refused without overload: {:?}", sign_in.refused),
        );
        expect(
            overload.refused_otherwise.is_empty(),
            format!("overload gave more than 503 with Retry-After: {:?}", overload.refused_otherwise),
        );
        expect(
            overload.left_out == 0,
            format!("{} sign-ins were never begun: the answers came too slowly", overload.left_out),
        );
        expect(
            overload.per_second_afterwards >= RECOVERY_MIN * sign_in.per_second,
            format!("after the overload only {:.1} sign-ins per second", overload.per_second_afterwards),
        );
        expect(
            self.memory_peak_bytes < MEMORY_BYTES_MAX,
            format!("{:.0} MB of memory; fewer than 200 are allowed", megabytes(self.memory_peak_bytes)),
        );
        missed
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign_in, overload) = (&self.sign_in, &self.overload);
        let share = 100.0 * sign_in.share_of_ceiling;
        let mut line = |name: &str, value: String| writeln!(f, "{name:<38}{value}");
        line("the hash alone", format!("{:.1}/s on {} cores", sign_in.hashes_per_second, self.cores))?;
        line("sign-ins", format!("{:.1}/s ({share:.0} % of the hash alone)", sign_in.per_second))?;
        line(
            "  p50, p95, p99",
            format!("{:.0}, {:.0}, {:.0} ms", sign_in.p50_ms, sign_in.p95_ms, sign_in.p99_ms),
        )?;
        line(
            "  processor time of the server, each",
            format!("{:.1} ms, of which the hash {:.1}", sign_in.cpu_ms_each, sign_in.hash_cpu_ms_each),
        )?;
        line("  memory of the server", format!("{:.0} MB", megabytes(sign_in.memory_bytes)))?;
        line("overload", format!("{:.0}/s offered", overload.offered_per_second))?;
        line("  signed in", overload.signed_in.to_string())?;
        line("  503 with Retry-After", overload.busy_with_retry_after.to_string())?;
        line("  anything else", format!("{:?}", overload.refused_otherwise))?;
        line("  p95 of those signed in", format!("{:.0} ms", overload.p95_ms))?;
        line("  sign-ins afterwards", format!("{:.1}/s", overload.per_second_afterwards))?;
        line("most memory of the server", format!("{:.0} MB", megabytes(self.memory_peak_bytes)))?;
        match &self.import {
            Some(import) => line(
                "import of people",
                format!("{:.0} rows/s ({} in {:.1} s)", import.rows_per_second, import.rows, import.seconds),
            ),
            None => Ok(()),
        }
    }
}
