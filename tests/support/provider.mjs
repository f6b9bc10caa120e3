// What the tests of real clients start from: the server behind TLS, and clients registered at it.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { CookieJar } from "./cookie_jar.mjs";
import { freePort, startServer } from "./server.mjs";
import { register } from "./services.mjs";
import { makeAuthority, startProxy } from "./tls.mjs";

export { expect } from "@playwright/test";

const SCOPES = "openid profile email";

class Provider {
  #registered = 0;

  constructor(server, authority, folder) {
    Object.assign(this, { server, authority, folder, issuer: server.origin });
  }

  /** Registers a client: `{ client_id, client_secret }`. Every client is a service of its own. */
  register({ redirectUri, postLogoutUri, consent = "never" }, ...more) {
    this.#registered += 1;
    const id = `client-${this.#registered}`;
    return register(
      this.server,
      ...["--id", id, "--name", id, "--owner", "示範中心", "--address", new URL("/", redirectUri).href],
      ...["--redirect-uri", redirectUri, "--post-logout-uri", postLogoutUri],
      ...["--scopes", SCOPES, "--consent", consent, "--unlisted", ...more],
    );
  }
}

async function startProvider() {
  const folder = mkdtempSync(join(tmpdir(), "edupass-clients-"));
  // A web server that leaves root behind has to read the authority too.
  chmodSync(folder, 0o755);
  const authority = await makeAuthority(folder);
  const port = await freePort();
  const server = await startServer({
    server: { public_origin: `https://localhost:${port}`, trusted_proxies: ["127.0.0.0/8"] },
  });
  const stopProxy = await startProxy(authority, port, server.settings.server.listen);
  const stop = async () => {
    await stopProxy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { provider: new Provider(server, authority, folder), stop };
}

export const test = base.extend({
  provider: [
    async ({}, use) => {
      const { provider, stop } = await startProvider();
      await use(provider);
      await stop();
    },
    { scope: "worker" },
  ],

  /** A person's browser, which nobody has signed in with. */
  jar: async ({ provider }, use) => use(new CookieJar(provider)),
});
