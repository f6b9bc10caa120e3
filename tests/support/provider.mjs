// What the tests of real clients start from: the server behind TLS, and clients registered at it.
import { test as base } from "@playwright/test";
import { CookieJar } from "./cookie_jar.mjs";
import { startSecureServer } from "./secure.mjs";
import { register } from "./services.mjs";

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
  const { server, authority, folder, stop } = await startSecureServer();
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
