// Learning services that stand at a server of the tests: the demo's own program, on the certified
// client `openid-client`. They are on 127.0.0.1 and the server on localhost: other sites to a browser.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { edupass } from "./programs.mjs";
import { freePort } from "./server.mjs";

const PROGRAM = fileURLToPath(new URL("../../demo/service/service.mjs", import.meta.url));
const SCOPES = "openid profile email eduinfo relation educloudroles";

/** Registers a service with these words of the command: `{ client_id, client_secret }`. */
export async function register(server, ...words) {
  const { stdout } = await edupass(server.settings, "service", "add", ...words);
  return Object.fromEntries(stdout.trim().split("\n").map((line) => line.split(" ")));
}

/** Registers a service, which may have a brand, and starts it: `{ address, name, stop }`. */
export async function startService(server, { id, name, consent = "approved", isTold = true, brand = "" }) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const told = isTold ? ["--back-channel-logout-uri", `${address}/back-channel-logout`] : [];
  const registered = await register(
    server,
    ...["--id", id, "--name", name.zh, "--name-en", name.en, "--owner", "示範中心", "--address", address],
    ...["--redirect-uri", `${address}/callback`, "--post-logout-uri", `${address}/signed-out`, ...told],
    ...["--scopes", SCOPES, "--consent", consent, "--unlisted"],
    ...(brand === "" ? [] : ["--brand", brand]),
  );
  const words = ["--issuer", server.origin, "--client-id", registered.client_id, "--port", String(port), "--name", name.zh];
  const env = { ...process.env, SERVICE_CLIENT_SECRET: registered.client_secret };
  const child = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((end) => child.once("close", end));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  await new Promise((listening, fail) => {
    createInterface({ input: child.stdout }).once("line", listening);
    child.once("close", (code) => fail(new Error(`the service ended with ${code}`)));
  });
  return { address, name, stop };
}
