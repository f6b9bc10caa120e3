import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const HOUR_MS = 3_600_000;
const MESSAGE = { zh: "升級資料庫，帳號不受影響。", en: "The database is upgraded; accounts are not affected." };

/** A closure that starts and ends so many hours from now. */
function closure(starts, ends) {
  const moment = (hours) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  return {
    maintenance: { starts_at: moment(starts), ends_at: moment(ends), message_zh: MESSAGE.zh, message_en: MESSAGE.en },
  };
}

const message = (words) => (words.language === "en" ? MESSAGE.en : MESSAGE.zh);

test.describe("announced for tomorrow", () => {
  test.use({ settings: closure(24, 26) });

  inBothLanguages((words) => {
    test("planned closure is announced and open", async ({ signIn, account, page }) => {
      await signIn.open();
      const notice = page.getByRole("status").filter({ hasText: words.maintenance.soon });
      await expect(notice).toContainText(message(words));
      await expect(notice).toContainText(String(new Date().getFullYear()));
      await signIn.signIn(PUPIL);
      await expect(account.greeting(PUPIL)).toBeVisible();
      await expect(notice).toBeVisible();
    });
  });
});

test.describe("going on now", () => {
  test.use({ settings: closure(-1, 1) });

  inBothLanguages((words) => {
    test("closed service says so everywhere", async ({ signIn, page, watch }) => {
      watch.allow(/503.*\/flows\/login/);
      await signIn.open();
      const notice = page.getByRole("status").filter({ hasText: words.maintenance.now });
      await expect(notice).toContainText(message(words));
      await expect(signIn.alert.filter({ hasText: words.failure.maintenance })).toBeVisible();
      await page.getByRole("link", { name: words.contact.title }).click();
      await expect(page.getByRole("heading", { level: 1, name: words.contact.title })).toBeVisible();
      await expect(notice).toContainText(message(words));
    });
  });
});
