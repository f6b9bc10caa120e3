// Programs of the tests in Python.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { CLIENTS, converseWith } from "./conversation.mjs";

/** Where `cargo xtask test` put the Python that has `tests/clients/requirements.txt`. */
function python() {
  const { XDG_CACHE_HOME: given } = process.env;
  const cache = given && isAbsolute(given) ? given : join(homedir(), ".cache");
  const program = join(cache, "edupass", "tools-python", "bin", "python");
  if (existsSync(program)) return program;
  const words = "python3 -m venv FOLDER && FOLDER/bin/pip install --requirement tests/clients/requirements.txt";
  throw new Error(`${program} is not there: run \`cargo xtask test\`, or with its folder ${words}`);
}

/** Runs a program of tests/clients with these settings, as `converseWith` does. */
export async function converse(name, settings, browse) {
  return converseWith(python(), ["-W", "ignore", join(CLIENTS, name)], settings, browse);
}
