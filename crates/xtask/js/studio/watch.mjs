// Watches the source tree for the studio: style sheets and scenarios are told at once, tokens are built
// into their sheet first, and a change of the Rust is built only where that is wanted.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../tokens.mjs";

/** An editor writes a file in several goes. */
const REST_MS = 15;
const CHECKER = join(import.meta.dirname, "../tokens.mjs");

/** Follows the folders until the process ends. */
export function follow(root, { tell, rebuild }) {
  const told = (folder, act) => existsSync(join(root, folder)) && watchFolder(join(root, folder), (names) => act(names.map((name) => `${folder}/${name}`)));
  told("style", (files) => files.filter((file) => file.endsWith(".css")).forEach((file) =>
    tell({ kind: "style", path: `/${file}`, version: String(Date.now()) })));
  told("tests/scenarios", (files) => tell({ kind: "scenarios", files }));
  // Once beforehand: the first build takes several times as long as the next.
  if (existsSync(join(root, "tokens"))) build(root, { checks: false });
  told("tokens", () => buildTokens(root, tell));
  if (rebuild) told("src", rebuild);
}

/** Calls `act` with the names that changed, once they have rested. */
function watchFolder(folder, act) {
  const changed = new Set();
  let timer;
  watch(folder, { recursive: true }, (_, name) => {
    changed.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const names = [...changed];
      changed.clear();
      act(names);
    }, REST_MS);
  });
}

/**
 * The sheets at once, which are then told like any other; after them what the builder has to say, about
 * contrast for example, which takes it longer.
 */
function buildTokens(root, tell) {
  const { files, problems } = build(root, { checks: false });
  if (problems.length === 0) [...files].forEach(([file, content]) => writeIfOther(join(root, file), content));
  const checker = spawn(process.execPath, [CHECKER, "check"], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const said = [];
  checker.stderr.setEncoding("utf8").on("data", (text) => said.push(text));
  checker.on("close", (code) => code !== 0 && tell({ kind: "say", text: said.join("").trim() }));
}

function writeIfOther(path, content) {
  if (!existsSync(path) || readFileSync(path, "utf8") !== content) writeFileSync(path, content);
}
