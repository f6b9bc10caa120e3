// Programs of the tests in other languages, which talk with their test by lines of JSON.
import { spawn } from "node:child_process";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Where the programs are. */
export const CLIENTS = fileURLToPath(new URL("../clients", import.meta.url));

/**
 * Runs a program with these settings. To each `{"open": address}` that it says, `browse` gives the
 * address that a browser came to; resolves with what it has at the end.
 */
export async function converseWith(program, words, settings, browse) {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise((end, fail) => {
    child.once("error", fail);
    child.once("close", end);
  });
  const complaints = [];
  child.stderr.on("data", (text) => complaints.push(text));
  const say = (said) => child.stdin.write(`${JSON.stringify(said)}\n`);
  say(settings);
  let done = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line);
    if (said.open) say({ came_to: await browse(said.open) });
    else ({ done } = said);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${basename(words.at(-1))} ended with ${code}:\n${Buffer.concat(complaints)}`);
  return done;
}
