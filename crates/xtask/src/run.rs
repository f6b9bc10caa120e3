//! Other programs: started, watched, and their failures named.

use crate::outcome::{Failure, Outcome};
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// A command about to run.
pub(crate) struct Run {
    command: Command,
}

impl Run {
    /// A program by name (from PATH) or path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self { command: Command::new(program) }
    }

    /// Several words at once, split at spaces.
    pub(crate) fn words(mut self, words: &str) -> Self {
        self.command.args(words.split_whitespace());
        self
    }

    /// One argument, as it is.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Several arguments, as they are.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// One variable of its environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Several variables of its environment.
    pub(crate) fn envs<V: AsRef<OsStr>>(
        mut self,
        values: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Self {
        self.command.envs(values);
        self
    }

    /// The folder it runs in.
    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// The standard command, for whoever needs to hold the child.
    pub(crate) fn into_command(self) -> Command {
        self.command
    }

    /// Runs it with our own output.
    pub(crate) fn go(mut self) -> Outcome {
        let status = self.command.status();
        let status = status.map_err(|error| self.failure(&error.to_string()))?;
        match status.success() {
            true => Ok(()),
            false => Err(self.failure(&status.to_string())),
        }
    }

    /// Runs it silently; what it said is shown when it fails.
    pub(crate) fn quietly(self) -> Outcome {
        self.capture().map(drop)
    }

    /// Runs it silently and returns its standard output.
    pub(crate) fn capture(mut self) -> Outcome<String> {
        let output = self.command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.failure(&error.to_string()))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        match output.status.success() {
            true => Ok(said),
            false => {
                let complaint = String::from_utf8_lossy(&output.stderr);
                Err(self.failure(&format!("{}\n{said}{complaint}", output.status)))
            }
        }
    }

    /// Whether it runs and succeeds.
    pub(crate) fn succeeds(self) -> bool {
        self.capture().is_ok()
    }

    /// Runs it with its standard output shown and returned, and whether it succeeded.
    pub(crate) fn tee(mut self) -> Outcome<(String, bool)> {
        let child = self.command.stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| self.failure(&error.to_string()))?;
        let mut said = String::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line?;
                println!("{line}");
                said.push_str(&line);
                said.push('\n');
            }
        }
        Ok((said, child.wait()?.success()))
    }

    fn failure(&self, why: &str) -> Failure {
        let program = self.command.get_program().to_string_lossy().into_owned();
        let words: Vec<_> = self.command.get_args().map(OsStr::to_string_lossy).collect();
        Failure::new(format!("{program} {}: {why}", words.join(" ")))
    }
}

/// Where PATH has a program of this name.
pub(crate) fn which(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_names_the_command() {
        let failure = Run::new("false").arg("x").quietly().expect_err("it fails");
        assert!(failure.to_string().starts_with("false x: exit status: 1"));
    }

    #[test]
    fn captures_what_is_said() {
        assert_eq!(Run::new("echo").words("a b").capture().expect("echo"), "a b\n");
    }
}
