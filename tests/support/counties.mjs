// Counties that stand at a server of the tests: npm `oidc-provider`, on another site than the server.
import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EDUPASS, environment } from "./programs.mjs";
import { freePort } from "./server.mjs";

const PROGRAM = fileURLToPath(new URL("../../demo/county/county.mjs", import.meta.url));
const SECRET = "a secret of the county's, for tests";

/** Registers a county and starts its provider: `{ address, stop }`. `people` are `SUBJECT=NAME` or
 * `SUBJECT=NAME=ID`; `hasSignOut` says whether people can be led to sign out there. */
export async function startCounty(server, { code, people, idNumber = [], hasSignOut = false }) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const words = ["county", "add", "--county", code, "--issuer", address, "--client-id", "edupass", ...idNumber];
  await new Promise((done, fail) => {
    const adding = execFile(EDUPASS, words, { env: environment(server.settings) }, (error) => (error ? fail(error) : done()));
    adding.stdin.end(SECRET);
  });
  const back = `${server.origin}/oidc/v1/county/${code}/callback`;
  const own = ["--port", String(port), "--client-id", "edupass", "--redirect-uri", back, ...people.flatMap((person) => ["--person", person])];
  if (hasSignOut) own.push("--signed-out-uri", `${server.origin}/oidc/v1/county/${code}/signed-out`);
  const env = { ...process.env, COUNTY_CLIENT_SECRET: SECRET };
  const child = spawn(process.execPath, [PROGRAM, ...own], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((end) => child.once("close", end));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  await new Promise((listening, fail) => {
    createInterface({ input: child.stdout }).once("line", listening);
    child.once("close", (status) => fail(new Error(`the county ended with ${status}`)));
  });
  return { address, stop };
}
