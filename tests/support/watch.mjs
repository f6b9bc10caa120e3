// Watches every page of a test for what must never happen on any: a violated policy, a script that
// fails, a request to somebody else, personal data in an address or left behind in the browser.
import { expect } from "@playwright/test";
import { PERSONAL } from "./roster.mjs";

/** The only cookies there are (crates/server/src/security/cookies.rs). */
const COOKIES = ["__Host-dev", "__Host-flow", "__Host-kiosk", "__Host-sid"];

export class Watch {
  #troubles = [];
  #allowed = [];
  #addresses = new Set();
  #trusted = [];

  constructor(origin) {
    this.origin = origin;
  }

  /** A site of another origin that the test goes to on purpose; what it does is its own. */
  trust(origin) {
    this.#trusted.push(origin);
  }

  /** A trouble that the test makes on purpose; the test fails if it does not come. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  async follow(context) {
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        console.error(`policy violated: ${effectiveDirective} ${blockedURI}`));
    });
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      this.#troubles.push(`${message.type()}: ${message.text()} ${message.location().url}`);
    });
    context.on("weberror", (error) => this.#troubles.push(`uncaught: ${error.error().message}`));
    context.on("request", (request) => this.#addresses.add(request.url()));
    context.on("page", (page) => page.on("framenavigated", (frame) => this.#addresses.add(frame.url())));
  }

  /** What has to be true of a browser once a test is over. */
  async judge(context) {
    this.#judgeTroubles();
    this.#judgeAddresses();
    this.#judgeCookies(await context.cookies(this.origin));
    const pages = context.pages().filter((page) => page.url().startsWith(this.origin));
    for (const page of pages) judgeStores(await page.evaluate(stores));
  }

  #judgeTroubles() {
    const isAllowed = (trouble) => this.#allowed.some((pattern) => pattern.test(trouble));
    expect(this.#troubles.filter((trouble) => !isAllowed(trouble)), "troubles").toEqual([]);
    const idle = this.#allowed.filter((pattern) => !this.#troubles.some((trouble) => pattern.test(trouble)));
    expect(idle, "troubles that were expected and did not come").toEqual([]);
  }

  #judgeAddresses() {
    const origins = [this.origin, ...this.#trusted];
    const isOurs = (address) =>
      origins.some((origin) => address.startsWith(`${origin}/`)) || /^(about:blank|data:|blob:)/.test(address);
    const addresses = [...this.#addresses];
    expect(addresses.filter((address) => !isOurs(address)), "foreign addresses").toEqual([]);
    const ours = addresses.filter((address) => address.startsWith(this.origin)).map(decodeURIComponent);
    expect(ours.filter(isPersonal), "personal data in addresses").toEqual([]);
  }

  #judgeCookies(cookies) {
    for (const { name, value, httpOnly, secure, sameSite } of cookies) {
      expect(COOKIES, "names of cookies").toContain(name);
      expect({ name, httpOnly, secure, sameSite }).toEqual({ name, httpOnly: true, secure: true, sameSite: "Lax" });
      expect(isPersonal(value), `personal data in ${name}`).toBe(false);
    }
  }
}

const isPersonal = (text) => PERSONAL.some((datum) => text.includes(datum));

/** Runs in the page: what the browser keeps for it. */
async function stores() {
  return {
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    state: JSON.stringify(history.state) ?? "",
    name: window.name,
  };
}

function judgeStores({ state, ...kept }) {
  expect(kept).toEqual({ local: {}, session: {}, databases: [], caches: [], workers: 0, name: "" });
  expect(isPersonal(state), `personal data in the history's state: ${state}`).toBe(false);
}
