// A real server on a port of its own, with a database of its own.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { cpSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startNeighbours } from "./neighbours.mjs";
import { EDUPASS, environment, helper, makeDatabase, placed, removeData } from "./programs.mjs";

/** All browsers of the tests share one address, which is no school's: it may fail as often as it likes. */
const DEFAULTS = { limits: { source_failures: 100_000 } };

const LINES_KEPT = 40;
/** Below those that the system gives to outgoing connections: between our look and the server's start, one of them could take the port. */
const PORTS = [20_000, 32_000];

export class Server {
  constructor(settings, pid, outbox, stop) {
    /** What browsers see: where it listens, or the TLS proxy before it. */
    this.origin = settings.server.public_origin;
    /** Its process, for those who measure it. */
    this.pid = pid;
    this.settings = settings;
    /** The mail and the short messages that it sent. */
    this.outbox = outbox;
    this.stop = stop;
  }

  /** The digits of the picture that a flow shows now. */
  readDigits(flowId) {
    return helper("read_digits", this.settings, flowId);
  }

  /** Makes everything that the server keeps so much older. */
  letTimePass(seconds) {
    return helper("let_time_pass", this.settings, seconds);
  }
}

/** Starts a server with these settings over the tests' own, from a copy of the seed. */
export async function startServer(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "edupass-server-"));
  cpSync(process.env.EDUPASS_TEST_SEED, folder, { recursive: true });
  await makeDatabase(folder, process.env.EDUPASS_TEST_SEED);
  const port = await freePort();
  const own = {
    ...placed(folder),
    server: { listen: `127.0.0.1:${port}`, public_origin: `http://localhost:${port}` },
  };
  const neighbours = await startNeighbours();
  const all = merged(merged(DEFAULTS, { ...own, ...neighbours.settings }), settings);
  const child = spawn(EDUPASS, ["serve"], { env: environment(all), stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((end) => child.once("close", end));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await neighbours.stop();
    await removeData(folder);
  };
  await serving(child);
  return new Server(all, child.pid, neighbours.outbox, stop);
}

/** Resolves once the server says that it is serving; its log is its own sign of life. */
function serving(child) {
  const said = [];
  return new Promise((ready, fail) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      if (said.length > LINES_KEPT) said.shift();
      if (line.includes('"message":"serving"')) ready();
    });
    child.once("close", (code) => fail(new Error(`the server ended with ${code}:\n${said.join("\n")}`)));
  });
}

function merged(base, over) {
  const sections = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...sections].map((name) => [name, { ...base[name], ...over[name] }]));
}

/** A port that nobody listens on. */
export async function freePort() {
  const port = randomInt(...PORTS);
  const probe = createServer();
  const isFree = await new Promise((told) => {
    probe.once("error", () => told(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => told(true)));
  });
  return isFree ? port : freePort();
}
