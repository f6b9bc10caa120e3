// The pages as a person meets them: by role and label.

/** The address of a page in the language of these words. */
export function address(words, path, query = {}) {
  const all = words.language === "en" ? { ...query, lang: "en" } : query;
  const text = new URLSearchParams(all).toString();
  return text ? `${path}?${text}` : path;
}

/** Resolves once the app has taken over from the shell, and is not about to load anew. */
export function ready(page) {
  return page.locator("html[data-app-ready]:not([hidden])").waitFor({ state: "attached" });
}

/** Opens a page and waits for the app. */
export async function visit(page, words, path, query) {
  await page.goto(address(words, path, query));
  await ready(page);
}

/** Keeps a page's part from arriving until what this resolves to is called. */
export async function holdPart(page, name) {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route(`**/split_*${name}*`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

export class SignInPage {
  #flow = Promise.resolve(null);

  constructor(page, server, words) {
    const { signIn, challenge } = words;
    Object.assign(this, { page, server, words });
    this.heading = page.getByRole("heading", { level: 1 });
    this.account = page.getByRole("textbox", { name: signIn.account, exact: true });
    this.password = page.getByLabel(signIn.password, { exact: true });
    this.eye = page.getByRole("button", { name: signIn.show });
    this.picture = page.getByRole("img", { name: challenge.picture });
    this.digits = page.getByRole("textbox", { name: challenge.digits, exact: true });
    this.next = page.getByRole("button", { name: challenge.next });
    this.play = page.getByRole("button", { name: challenge.play });
    this.byComputer = page.getByRole("checkbox", { name: challenge.byComputer });
    this.personal = page.getByRole("checkbox", { name: signIn.personal });
    this.submit = page.getByRole("button", { name: signIn.submit, exact: true });
    this.alert = page.getByRole("alert");
    page.on("response", (response) => {
      const isFlow = new URL(response.url()).pathname === "/api/v1/flows/login" && response.status() === 201;
      // The body of an answer goes with its page, and then nobody asks for it.
      if (isFlow) this.#flow = response.json().catch(() => null);
    });
  }

  open(query) {
    return visit(this.page, this.words, "/sign-in", query);
  }

  /** What a person reads off the picture that is on show. */
  async shownDigits() {
    await this.picture.waitFor();
    const flow = await this.#flow;
    return this.server.readDigits(flow.id);
  }

  async typeAccount({ account, password }) {
    await this.account.fill(account);
    await this.password.fill(password);
  }

  async typeDigits() {
    await this.digits.fill(await this.shownDigits());
  }

  /** All of it, as most people do it. */
  async signIn(person) {
    await this.typeAccount(person);
    await this.typeDigits();
    await this.submit.click();
  }
}

export class AccountPage {
  constructor(page, words) {
    Object.assign(this, { page, words });
    this.heading = page.getByRole("heading", { level: 1 });
    this.signOut = page.getByRole("button", { name: words.account.signOut });
    this.facts = page.getByRole("main");
  }

  greeting({ name }) {
    return this.page.getByRole("heading", { level: 1, name: this.words.account.hello(name) });
  }
}
