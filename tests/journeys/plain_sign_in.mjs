import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

test.use({ javaScriptEnabled: false });

/** The page without scripts, as a person meets it. */
class PlainPage {
  constructor(page, server, words) {
    Object.assign(this, { page, server, words });
    this.heading = page.getByRole("heading", { level: 1 });
    this.account = page.getByRole("textbox", { name: words.signIn.account, exact: true });
    this.password = page.getByLabel(words.signIn.password, { exact: true });
    this.digits = page.getByRole("textbox", { name: words.challenge.digits, exact: true });
    this.submit = page.getByRole("button", { name: words.signIn.submit, exact: true });
    this.alert = page.getByRole("alert");
  }

  async open() {
    await this.page.goto(`/plain/sign-in?lang=${this.words.language}`);
  }

  async fill({ account, password }) {
    await this.account.fill(account);
    await this.password.fill(password);
    const flow = await this.page.locator("input[name=flow]").getAttribute("value");
    await this.digits.fill(await this.server.readDigits(flow));
  }
}

inBothLanguages((words) => {
  test("pupil signs in and out without scripts", async ({ page, server, watch }) => {
    watch.allow(/422/);
    const plain = new PlainPage(page, server, words);
    await plain.open();
    await expect(page).toHaveTitle(`${words.signIn.title} – ${words.portal}`);
    await plain.fill({ ...PUPIL, password: "Wrong-day-7" });
    await plain.digits.press("Enter");
    await expect(plain.alert).toContainText(words.wrong.mismatch);
    await expect(plain.account).toHaveValue(PUPIL.account);
    await expect(plain.password).toHaveValue("");
    await plain.fill(PUPIL);
    await plain.submit.click();
    await expect(plain.heading).toHaveText(words.account.hello(PUPIL.name));
    await expect(page).toHaveURL(/\/plain\/account\?lang=/);
    await page.getByRole("button", { name: words.account.signOut }).click();
    await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
    await page.goto(`/plain/account?lang=${words.language}`);
    await expect(page).toHaveURL(/\/plain\/sign-in/);
  });

  test("page without scripts leads here", async ({ page }) => {
    await page.goto(`/sign-in?lang=${words.language}`);
    // What stands in <noscript> is left out by locators; a person follows what is painted.
    const address = words.language === "en" ? "/plain/sign-in?lang=en" : "/plain/sign-in";
    const link = page.locator(`noscript a[href="${address}"]`);
    await expect(link).toHaveCount(1);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: words.signIn.title })).toBeVisible();
  });
});
