// What a person does in a browser, for flows that are walked in Chromium and in Firefox alike:
// Playwright drives the one, and Puppeteer over WebDriver BiDi the other, which Playwright cannot.
import { expect } from "@playwright/test";

/** How long anything may take to show, in milliseconds. */
const PATIENCE = 10_000;

/** In Chromium. */
export class ChromiumHand {
  constructor(page, origin) {
    Object.assign(this, { page, origin });
  }

  async open(path) {
    await this.page.goto(new URL(path, this.origin).href);
    await this.settled();
  }

  /** Resolves once the page is itself again, wherever the history led. */
  settled() {
    return expect.poll(() => this.ask(isSettled), { timeout: PATIENCE, intervals: [20] }).toBe(true);
  }

  async type(label, text) {
    const named = { name: label, exact: true };
    const field = this.page.getByRole("textbox", named).or(this.page.getByRole("combobox", named));
    await field.or(this.page.getByLabel(label, { exact: true }).and(this.page.locator("input"))).fill(text);
  }

  press(name) {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  follow(name) {
    return this.page.getByRole("link", { name, exact: true }).first().click();
  }

  pickFirst() {
    return this.page.getByRole("option").and(this.page.locator("[aria-posinset]")).first().click();
  }

  see(text) {
    return expect(this.page.getByText(text).first()).toBeVisible();
  }

  /** Runs in the page. */
  ask(question, argument) {
    return patiently(() => this.page.evaluate(question, argument));
  }

  /** Lets the wall clock and the timers jump. */
  pass(milliseconds) {
    return this.page.clock.fastForward(milliseconds);
  }

  /** Closes the tab, and waits for what it still had to say. */
  async close() {
    const context = this.page.context();
    const said = context.waitForEvent("requestfinished", { predicate: (request) => request.url().endsWith("/session/leave"), timeout: 2000 });
    await this.page.close({ runBeforeUnload: false });
    await said.catch(() => {});
  }

  /** One step in the history; at its end nothing happens. */
  async goBack() {
    await this.page.goBack({ waitUntil: "commit" });
    await this.settled();
  }

  async goForward() {
    await this.page.goForward({ waitUntil: "commit" });
    await this.settled();
  }
}

/** In Firefox. */
export class FirefoxHand {
  constructor(page, origin) {
    Object.assign(this, { page, origin });
  }

  async open(path) {
    await this.page.goto(new URL(path, this.origin).href, { waitUntil: "load" });
    await this.settled();
  }

  settled() {
    return this.#until(isSettled, undefined, "the page is ready");
  }

  async type(label, text) {
    const field = await this.#find("field", label);
    await field.focus();
    await field.type(text);
  }

  async press(name) {
    await (await this.#find("button", name)).click();
  }

  async follow(name) {
    await (await this.#find("link", name)).click();
  }

  async pickFirst() {
    await (await this.#find("option", "")).click();
  }

  async see(text) {
    await this.#until((wanted) => document.body?.innerText.includes(wanted), text, `"${text}" is on the page`);
  }

  ask(question, argument) {
    return patiently(() => this.page.evaluate(question, argument));
  }

  /** Lets the wall clock jump, and the page notice as it does when its window is looked at again. */
  async pass(milliseconds) {
    await this.ask((jump) => {
      const { now } = Date;
      Date.now = () => now.call(Date) + jump;
      dispatchEvent(new Event("focus"));
    }, milliseconds);
  }

  close() {
    return this.page.close();
  }

  goBack() {
    return this.#go("back");
  }

  goForward() {
    return this.#go("forward");
  }

  /** A page that is kept fires no load event, which Puppeteer's own `goBack` would wait for. */
  async #go(direction) {
    const before = await this.ask(where);
    await this.ask((way) => {
      addEventListener("popstate", () => (globalThis.hasMoved = true), { once: true });
      setTimeout(() => history[way](), 0);
    }, direction);
    await this.#until(isElsewhere, before, `${direction} leads somewhere`);
    await this.ask(() => delete globalThis.hasMoved);
    await this.settled();
  }

  /** Whatever a person would call by this name. */
  async #find(kind, name) {
    await this.#until(isThere, { kind, name }, `there is a ${kind} "${name}"`);
    const found = await this.page.evaluateHandle(named, { kind, name });
    return found.asElement();
  }

  async #until(question, argument, what) {
    await expect(async () => {
      expect(await this.page.evaluate(question, argument), what).toBeTruthy();
    }).toPass({ timeout: PATIENCE, intervals: [50] });
  }
}

/** A page that is about to load anew has no answer; the next one has. */
async function patiently(ask) {
  for (const began = Date.now(); ; ) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() - began > PATIENCE || /closed/.test(error.message)) throw error;
    }
  }
}

/** Runs in the page: whether the app has taken over and is not about to load anew. Other pages always are. */
function isSettled() {
  const isOurs = document.getElementById("app") !== null;
  // Where somebody has to be signed in, the heading comes with the answer, or the page of signing in does.
  const isReady = document.querySelector("html[data-app-ready]:not([hidden]) h1")?.checkVisibility() ?? false;
  return document.readyState === "complete" && (isReady || !isOurs);
}

/** Runs in the page: another document, another address, or another step at the same one. */
const isElsewhere = (was) => globalThis.hasMoved === true || `${location.href} ${performance.timeOrigin}` !== was;
const where = () => `${location.href} ${performance.timeOrigin}`;

/** Runs in the page: the element of a kind that bears a name. */
function named({ kind, name }) {
  const KINDS = {
    field: "input:not([type=checkbox]):not([type=radio]):not([type=hidden]), textarea",
    button: "button, summary, [role=button]",
    link: "a[href]",
    option: "[role=option][aria-posinset]",
  };
  const textOf = (node) => (node?.textContent ?? "").trim();
  const called = (element) => [
    element.getAttribute("aria-label"),
    ...(element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => textOf(document.getElementById(id))),
    ...[...(element.labels ?? [])].map(textOf),
    kind === "field" ? null : textOf(element),
  ];
  const shown = [...document.querySelectorAll(KINDS[kind])].filter((element) => element.checkVisibility());
  return shown.find((element) => name === "" || called(element).includes(name)) ?? null;
}

const isThere = new Function("asked", `${named}; return named(asked) !== null;`);
