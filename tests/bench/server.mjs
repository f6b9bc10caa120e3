// A release server of our own for the time of the bench, with an empty database that is thrown away.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_TRIES = 150;
const START_EVERY_MS = 200;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// A port that nobody listens on.
async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

// Starts the server and waits until it is ready.
export async function startServer() {
  const program = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "release", "edupass");
  if (!existsSync(program)) throw new Error(`there is no server at ${program}; build it with cargo build --release`);
  const folder = mkdtempSync(join(tmpdir(), "edupass-bench-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const log = join(folder, "server.log");
  const out = openSync(log, "w");
  const env = {
    ...process.env,
    EDUPASS_SERVER__LISTEN: new URL(url).host,
    EDUPASS_SERVER__PUBLIC_ORIGIN: url,
    EDUPASS_DATABASE__URL: `sqlite://${join(folder, "edupass.db")}?mode=rwc`,
    EDUPASS_KEYS__FILE: join(folder, "keys.toml"),
    EDUPASS_PORTAL__DIST: join(ROOT, "dist"),
  };
  delete env.DATABASE_URL;
  const server = spawn(program, ["serve"], { env, stdio: ["ignore", out, out] });
  const ended = new Promise((end) => server.once("exit", end));
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < START_TRIES && server.exitCode === null; tries += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return { url, stop };
    await sleep(START_EVERY_MS);
  }
  const said = readFileSync(log, "utf8").trimEnd();
  await stop();
  throw new Error(`the server did not start: ${said}`);
}
