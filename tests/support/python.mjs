// Programs of the tests in Python, which talk with their test by lines of JSON.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../clients", import.meta.url));

/** Where `cargo xtask test` put the Python that has `tests/clients/requirements.txt`. */
function python() {
  const { XDG_CACHE_HOME: given } = process.env;
  const cache = given && isAbsolute(given) ? given : join(homedir(), ".cache");
  const program = join(cache, "edupass", "tools-python", "bin", "python");
  if (existsSync(program)) return program;
  const words = "python3 -m venv FOLDER && FOLDER/bin/pip install --requirement tests/clients/requirements.txt";
  throw new Error(`${program} is not there: run \`cargo xtask test\`, or with its folder ${words}`);
}

/**
 * Runs a program of tests/clients with these settings. To each `{"open": address}` that it says,
 * `browse` gives the address that a browser came to; resolves with what it has at the end.
 */
export async function converse(name, settings, browse) {
  const child = spawn(python(), ["-W", "ignore", join(FOLDER, name)], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise((end, fail) => {
    child.once("error", fail);
    child.once("close", end);
  });
  const complaints = [];
  child.stderr.on("data", (text) => complaints.push(text));
  const say = (words) => child.stdin.write(`${JSON.stringify(words)}\n`);
  say(settings);
  let done = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line);
    if (said.open) say({ came_to: await browse(said.open) });
    else ({ done } = said);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${Buffer.concat(complaints)}`);
  return done;
}
