// The programs under test and the tests' own helpers, as cargo built them.
import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Tests have what cargo built for the server's own tests, which need not be compiled twice; benches the release. */
const BUILD = process.env.EDUPASS_BUILD ?? "debug";
const FOLDER = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", BUILD);

export const DIST = resolve(ROOT, process.env.EDUPASS_PORTAL__DIST ?? "dist");
export const EDUPASS = resolve(FOLDER, "edupass");
export const NEIGHBOURS = resolve(FOLDER, "neighbours");
const CARGO = `cargo build${BUILD === "release" ? " --release" : ""} --package server --package neighbours`;
const HELPERS = resolve(FOLDER, "examples");

/** Fails with what to do when something was not built. */
export function ensureBuilt() {
  const needed = [
    [resolve(DIST, "index.html"), "cargo xtask build"],
    [resolve(DIST, "shell.json"), "cargo xtask shell"],
    [EDUPASS, `${CARGO} --bins`],
    [NEIGHBOURS, `${CARGO} --bins`],
    ...["let_time_pass", "read_digits", "test_database"].map((name) => [
      resolve(HELPERS, name),
      `${CARGO} --examples`,
    ]),
  ];
  const missing = needed.filter(([file]) => !existsSync(file));
  if (missing.length === 0) return;
  throw new Error(missing.map(([file, command]) => `${file} is not there: run \`${command}\``).join("\n"));
}

/**
 * An environment with these settings and none of the caller's: `{ session: { flow_minutes: 1 } }`
 * becomes `EDUPASS_SESSION__FLOW_MINUTES=1`.
 */
export function environment(settings) {
  const isOurs = ([name]) => name === "DATABASE_URL" || name.startsWith("EDUPASS_");
  const env = Object.fromEntries(Object.entries(process.env).filter((pair) => !isOurs(pair)));
  for (const [section, values] of Object.entries(settings)) {
    for (const [name, value] of Object.entries(values)) {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      env[`EDUPASS_${section}__${name}`.toUpperCase()] = text;
    }
  }
  return env;
}

/** Where a server with its data in `folder` keeps them. */
export function placed(folder) {
  return {
    database: { url: databaseOf(folder) },
    keys: { file: resolve(folder, "keys.toml") },
    portal: { dist: DIST },
  };
}

/** In the PostgreSQL of `EDUPASS_TEST_POSTGRES` if there is one, named as the folder; else in the folder. */
function databaseOf(folder) {
  const server = process.env.EDUPASS_TEST_POSTGRES;
  return server ? `${server}/${databaseName(folder)}` : `sqlite://${resolve(folder, "edupass.db")}?mode=rwc`;
}

/** What the database of `folder` is called in PostgreSQL. */
const databaseName = (folder) => basename(folder).toLowerCase();

/** Makes the folder's database where that is not a file in it: an empty one, or a copy of another folder's. */
export async function makeDatabase(folder, original) {
  if (!process.env.EDUPASS_TEST_POSTGRES) return;
  await helper("test_database", {}, "create", databaseOf(folder), ...(original ? [databaseName(original)] : []));
}

/** Removes the folder with its database. */
export async function removeData(folder) {
  if (process.env.EDUPASS_TEST_POSTGRES) await helper("test_database", {}, "drop", databaseOf(folder));
  rmSync(folder, { recursive: true, force: true });
}

const start = promisify(execFile);

/** Runs `edupass` with these settings to its end. */
export async function edupass(settings, ...words) {
  return start(EDUPASS, words, { env: environment(settings) });
}

/** Runs a helper (crates/server/examples) beside a server and gives what it prints. */
export async function helper(name, settings, ...words) {
  const { stdout } = await start(resolve(HELPERS, name), words.map(String), { env: environment(settings) });
  return stdout.trim();
}
