// The pages of somebody who cannot sign in, as a person meets them: by role and label.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { visit } from "./pages.mjs";
import { edupass } from "./programs.mjs";
import { expect } from "@playwright/test";

/** People of the demo (demo/people.csv) who get back in. */
export const MING = {
  name: "王小明", id_number: "B199900126", masked: "B19•••••126", roc: ["104", "10", "3"],
  school: "市立曉光示範國小", place: ["臺中市", "西屯區", "國小"], account: "pupil.ming", password: "kite-over-hill7",
};
export const QUIET = {
  ...MING, name: "鄭小默", id_number: "B199900591", roc: ["104", "11", "11"], account: "pupil.quiet", password: "sleepy6turtle",
};
/** A teacher of the demo who registered a mailbox and a phone (demo/people.csv). */
export const LIN = { name: "林大雅", account: "teacher.lin", password: "Bamboo-Drum-42", mail: "teacher.one@home.example", mobile: "0900000201" };
export const NEW_PASSWORD = "Harbour8Lantern";

/** The code of the newest message to an address or a number. */
export async function newestCode(server, to) {
  let code;
  await expect(async () => {
    const messages = await server.outbox.messages();
    const newest = messages.find((message) => message.to.includes(to));
    [, code] = newest.text.match(/(?<!\d)(\d{6})(?!\d)/);
  }).toPass({ timeout: 10_000 });
  return code;
}

/** The default password that a school hands to a pupil, as it is printed. */
export async function issueDefaultPassword(server, account) {
  const folder = mkdtempSync(join(tmpdir(), "edupass-slips-"));
  const file = join(folder, "slips.csv");
  await edupass(server.settings, "default-passwords", "issue", "--school", "194898", "--account", account, "--out", file);
  const [columns, row] = readFileSync(file, "utf8").replace("\uFEFF", "").split(/\r?\n/).map((line) => line.split(","));
  rmSync(folder, { recursive: true });
  return row[columns.indexOf("default_password")];
}

export class WalkPage {
  #flow = null;

  constructor(page, server, words) {
    const { back, challenge } = words;
    Object.assign(this, { page, server, words });
    const field = (name) => page.getByRole("textbox", { name, exact: true });
    const button = (name) => page.getByRole("button", { name, exact: true });
    this.heading = page.getByRole("heading", { level: 1 });
    this.next = button(back.next);
    this.county = page.getByRole("combobox", { name: back.county, exact: true });
    this.district = page.getByRole("combobox", { name: back.district, exact: true });
    this.level = page.getByRole("combobox", { name: back.level, exact: true });
    this.school = page.getByRole("combobox", { name: back.school, exact: true });
    this.search = page.getByRole("combobox", { name: back.search, exact: true });
    this.options = page.getByRole("option").and(page.locator("[aria-posinset]"));
    this.name = field(back.name);
    this.idNumber = field(back.idNumber);
    this.overrule = page.getByRole("checkbox", { name: back.overrule });
    this.birthday = [back.year, back.month, back.day].map(field);
    this.roc = page.getByRole("radio", { name: back.roc, exact: true });
    this.gregorian = page.getByRole("radio", { name: back.gregorian, exact: true });
    this.account = field(words.signIn.account);
    this.digits = field(challenge.digits);
    this.picture = page.getByRole("img", { name: challenge.picture });
    this.defaultPassword = field(back.defaultPassword);
    this.code = field(back.code);
    this.password = page.getByLabel(back.password, { exact: true }).and(page.locator("input"));
    this.again = page.getByLabel(back.again, { exact: true }).and(page.locator("input"));
    this.set = button(back.set);
    this.alert = page.getByRole("alert");
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (/^\/api\/v1\/flows\/(recovery|activation|lookup)$/.test(pathname) && response.status() === 201) {
        this.#flow = response.json().catch(() => null);
      }
    });
  }

  open(path, query) {
    return visit(this.page, this.words, path, query);
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The page is at this step: its heading has the focus, its title tells it. */
  async at(heading, number, of) {
    const { back } = this.words;
    await expect(this.heading).toHaveText(back.headings[heading]);
    await expect(this.page).toHaveTitle(new RegExp(`^${escaped(back.place(number, of))} `));
  }

  async typeDigits() {
    await this.picture.waitFor();
    const flow = await this.#flow;
    await this.digits.fill(await this.server.readDigits(flow.id));
  }

  /** Finds the school by typing. */
  async chooseSchool({ school }) {
    await this.search.fill(school);
    await this.options.first().click();
    await this.next.click();
  }

  async typeIdentity({ name, id_number, roc }) {
    await this.name.fill(name);
    await this.idNumber.fill(id_number);
    await this.typeBirthday(roc);
  }

  async typeBirthday(parts) {
    for (const [at, field] of this.birthday.entries()) await field.fill(parts[at]);
  }

  async prove(person) {
    await this.chooseSchool(person);
    await this.at("identity", 2, 4);
    await this.typeIdentity(person);
    await this.typeDigits();
    await this.next.click();
  }

  /** Up to the field of the code that was sent. */
  async askForCode(path, account) {
    await this.open(path);
    await this.account.fill(account);
    await this.typeDigits();
    await this.button(this.words.back.sendCode).click();
    await this.at("code", 2, 4);
  }

  /** The whole way by a code, up to its last page. */
  async setPasswordByCode(path, { account, mail }, password) {
    await this.askForCode(path, account);
    await this.code.fill(await newestCode(this.server, mail));
    await this.button(this.words.back.check).click();
    await this.at("password", 3, 4);
    await this.setPassword(password);
  }

  async typePassword(password = NEW_PASSWORD) {
    await this.password.fill(password);
    await this.again.fill(password);
  }

  async setPassword(password) {
    await this.typePassword(password);
    await this.set.click();
  }
}

const escaped = (text) => text.replace(/[()（）]/g, "\\$&");
