// What the tests of shared computers start from: a server behind TLS that asks no challenge, with a county
// and a service, and pages in a browser whose back/forward cache is on.
import { test as base } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";
import { startCounty } from "./counties.mjs";
import { COUNTY } from "./flows.mjs";
import { LIN, MING } from "./getting_back.mjs";
import { startCarelessPage, startSecureServer } from "./secure.mjs";
import { startService } from "./services.mjs";

export { expect } from "@playwright/test";

const SETTINGS = { challenge: { policy: "off" }, county: { probe_seconds: 0 }, recovery: { codes_per_hour: 1000, codes_per_day: 1000, code_resend_seconds: 0, source_attempts: 1000, lookups_per_day: 1000, lookups_per_hour: 1000 } };
const SERVICE = { id: "lab", name: { zh: "實驗室", en: "Lab" }, consent: "always" };

export const test = base.extend({
  /** Server, county, service and careless page, for all tests of a worker. */
  town: [
    async ({}, use) => {
      const secure = await startSecureServer(SETTINGS);
      const { server, authority } = secure;
      const people = [`t-1=${LIN.name}`, `s-1=${MING.name}=${MING.id_number}`];
      const county = await startCounty(server, { code: COUNTY, people, idNumber: ["--id-number", "userinfo:id_number"] });
      // The service asks the server over TLS.
      process.env.NODE_EXTRA_CA_CERTS = authority.ca;
      const service = await startService(server, SERVICE);
      const careless = await startCarelessPage(authority);
      await use({ server, authority, service: { ...service, path: `${service.address}/sign-in` }, careless });
      await careless.stop();
      await service.stop();
      await county.stop();
      await secure.stop();
    },
    { scope: "worker" },
  ],
});

/** For `test.use`: over the tests' own authority, with the cache that Playwright switches off. */
export const KEEPING = {
  ignoreHTTPSErrors: true,
  launchOptions: launchOptions({ without: ["--disable-back-forward-cache"] }),
};
