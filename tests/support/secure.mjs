// A server behind TLS, as an operator has it. Browsers keep pages in their back/forward cache by other
// rules there, so what they must not keep is looked for over TLS.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startServer } from "./server.mjs";
import { makeAuthority, startProxy } from "./tls.mjs";

/** A server with these settings at an `https:` address: `{ server, authority, folder, stop }`. */
export async function startSecureServer(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "edupass-secure-"));
  // A program that leaves root behind has to read the authority too.
  chmodSync(folder, 0o755);
  const authority = await makeAuthority(folder);
  const port = await freePort();
  const place = { public_origin: `https://localhost:${port}`, trusted_proxies: ["127.0.0.0/8"] };
  const server = await startServer({ ...settings, server: { ...place, ...settings.server } });
  const stopProxy = await startProxy(authority, port, server.settings.server.listen);
  const stop = async () => {
    await stopProxy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, authority, folder, stop };
}

/** A page that guards nothing, and one to go on to: what is typed into it comes back by Back. */
const CARELESS = `<!DOCTYPE html><html lang="zh-Hant-TW" data-app-ready><meta charset="utf-8"><title>careless</title>
<label>帳號 <input autocomplete="off"></label>
<script>addEventListener("pageshow", ({ persisted }) => { globalThis.wasKept = persisted; });</script>`;

/** Serves it: `{ address, stop }`. */
export async function startCarelessPage({ key, certificate }) {
  const files = { key: readFileSync(key), cert: readFileSync(certificate) };
  const port = await freePort();
  const server = createServer(files, (_, answer) => {
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    answer.end(CARELESS);
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { address: `https://localhost:${port}`, stop };
}
