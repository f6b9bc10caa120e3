import { address } from "../support/pages.mjs";
import { FORGETFUL, PUPIL } from "../support/roster.mjs";
import { expect, test } from "../support/test.mjs";
import { WORDS } from "../support/words.mjs";
import { AccountPage, SignInPage } from "../support/pages.mjs";

const { "zh-TW": zh, en } = WORDS;

/** The link to the other language. */
const toOther = (page, words) => page.getByRole("navigation").getByRole("link", { name: words.otherLanguage });

test("switch keeps what is typed", async ({ signIn, page, server }) => {
  await signIn.open();
  await signIn.typeAccount(PUPIL);
  await signIn.personal.check();
  await signIn.typeDigits();
  const picture = await signIn.picture.getAttribute("src");
  await toOther(page, zh).click();

  const english = new SignInPage(page, server, en);
  await expect(english.heading).toHaveText(en.signIn.title);
  await expect(page).toHaveURL(/\/sign-in\?lang=en$/);
  await expect(page).toHaveTitle(`${en.signIn.title} – ${en.portal}`);
  await expect(page.locator("html")).toHaveAttribute("lang", en.htmlLanguage);
  await expect(english.account).toHaveValue(PUPIL.account);
  await expect(english.password).toHaveValue(PUPIL.password);
  await expect(english.personal).toBeChecked();
  await expect(english.digits).not.toHaveValue("");
  await expect(english.picture).toHaveAttribute("src", picture);
  await expect(toOther(page, en)).toBeFocused();

  await toOther(page, en).click();
  await expect(signIn.heading).toHaveText(zh.signIn.title);
  await expect(page.locator("html")).toHaveAttribute("lang", zh.htmlLanguage);
  await signIn.submit.click();
  await expect(new AccountPage(page, zh).greeting(PUPIL)).toBeVisible();
});

test("errors follow the language too", async ({ signIn, page, watch }) => {
  watch.allow(/401.*\/steps\/password/);
  await signIn.open();
  await signIn.signIn({ ...FORGETFUL, password: "not-this-one-3" });
  await expect(signIn.alert.getByText(zh.wrong.mismatch)).toBeVisible();
  await toOther(page, zh).click();
  await expect(signIn.alert.getByText(en.wrong.mismatch)).toBeVisible();
  await expect(page).toHaveTitle(`${en.errorPrefix}${en.signIn.title} – ${en.portal}`);
});

test("language stays on every link", async ({ page }) => {
  await page.goto(address(en, "/"));
  await page.getByRole("link", { name: en.home.enter }).click();
  for (const title of [en.services.title, en.contact.title, en.signIn.title]) {
    await page.getByRole("navigation").getByRole("link", { name: title }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page).toHaveURL(/[?&]lang=en/);
  }
});

test("unknown language reads as Chinese", async ({ signIn, page }) => {
  await page.goto("/sign-in?lang=fr");
  await expect(signIn.heading).toHaveText(zh.signIn.title);
  await expect(page.locator("html")).toHaveAttribute("lang", zh.htmlLanguage);
});

test("signed-in page switches language too", async ({ signIn, account, page }) => {
  await signIn.open();
  await signIn.signIn(PUPIL);
  await expect(account.greeting(PUPIL)).toBeVisible();
  await toOther(page, zh).click();
  await expect(new AccountPage(page, en).greeting(PUPIL)).toBeVisible();
  await expect(page.getByText(en.account.pupil, { exact: true })).toBeVisible();
});
