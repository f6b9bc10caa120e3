// Watches the source tree for the studio: style sheets and scenarios are told at once, tokens are built
// into their sheet first, and a change of the Rust is built only where that is wanted.
import { spawn } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { join } from "node:path";

/** An editor writes a file in several goes. */
const REST_MS = 15;
const TOKENS_BUILDER = join(import.meta.dirname, "../tokens.mjs");

/** Follows the folders until the process ends. */
export function follow(root, { tell, rebuild }) {
  const told = (folder, act) => existsSync(join(root, folder)) && watchFolder(join(root, folder), (names) => act(names.map((name) => `${folder}/${name}`)));
  told("style", (files) => files.filter((file) => file.endsWith(".css")).forEach((file) =>
    tell({ kind: "style", path: `/${file}`, version: String(Date.now()) })));
  told("tests/scenarios", (files) => tell({ kind: "scenarios", files }));
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

/** The builder writes style/tokens.css, which is then told like any other sheet. */
function buildTokens(root, tell) {
  const builder = spawn(process.execPath, [TOKENS_BUILDER], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  builder.on("close", (code) => code !== 0 && tell({ kind: "say", text: "the tokens cannot be built; see the terminal" }));
}
