//! What a process has used, as Linux tells it (proc(5)).

use std::fs;
use std::path::PathBuf;

use crate::Failure;

/// Linux counts a process's time in hundredths of a second (`USER_HZ`).
const TICKS_PER_SECOND: f64 = 100.0;
/// In `stat`, `utime` and `stime` are the 14th and 15th field; the third follows the name.
const FIELDS_BEFORE_TIMES: usize = 11;

/// What a process has used so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    /// Processor time, in seconds.
    pub(crate) cpu_seconds: f64,
    /// Memory now, in bytes.
    pub(crate) memory: u64,
    /// The most memory so far, in bytes.
    pub(crate) memory_peak: u64,
}

impl Usage {
    /// Reads the figures of the process with this id.
    pub(crate) fn of(process: u32) -> Result<Self, Failure> {
        let folder = PathBuf::from("/proc").join(process.to_string());
        let status = fs::read_to_string(folder.join("status"))?;
        let stat = fs::read_to_string(folder.join("stat"))?;
        Ok(Self {
            cpu_seconds: ticks(&stat) / TICKS_PER_SECOND,
            memory: bytes(&status, "VmRSS:"),
            memory_peak: bytes(&status, "VmHWM:"),
        })
    }
}

/// Time in user and kernel mode.
fn ticks(stat: &str) -> f64 {
    // The name may hold anything but is closed by the last bracket.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(FIELDS_BEFORE_TIMES).take(2).filter_map(|field| field.parse::<f64>().ok()).sum()
}

/// A line such as `VmRSS:     1234 kB`, in bytes.
fn bytes(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kibibytes: Option<u64> = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    kibibytes.unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_behind_an_odd_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 900 0 0 0 250 50 0 0 20 0 4 0 100 1 1";
        assert!((ticks(stat) - 300.0).abs() < f64::EPSILON);
    }

    #[test]
    fn reads_memory_in_bytes() {
        let status = "Name:\tx\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\n";
        assert_eq!((bytes(status, "VmRSS:"), bytes(status, "VmHWM:")), (1 << 20, 2 << 20));
        assert_eq!(bytes("", "VmRSS:"), 0);
    }
}
