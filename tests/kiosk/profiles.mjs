// Whose a device is (experience.md K1, K10).
import { Attendant, calm, KIOSK, PLACE } from "../support/attendant.mjs";
import { MING } from "../support/getting_back.mjs";
import { visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const profile = (page) => page.locator("html").getAttribute("data-profile");

/** How the browser may complete who somebody is. */
async function completions(walk) {
  await walk.chooseSchool(MING);
  const fields = [walk.name, walk.idNumber, ...walk.birthday];
  return Promise.all(fields.map((field) => field.getAttribute("autocomplete")));
}

inBothLanguages((words) => {
  test("device is shared until somebody calls it theirs", async ({ page, signIn }) => {
    const attendant = new Attendant(page, words);
    await signIn.open();
    await expect(attendant.device).toContainText(attendant.say.shared);
    expect(await profile(page)).toBe("shared");
    await signIn.personal.check();
    await expect(attendant.device).toContainText(attendant.say.own);
    expect(await profile(page)).toBe("personal");
    await signIn.personal.uncheck();
    await expect(attendant.device).toContainText(attendant.say.shared);
  });

  test.describe("kiosk", () => {
    test.use({ settings: calm(KIOSK) });

    test("kiosk says where it stands, and is nobody's", async ({ page, signIn }) => {
      const attendant = new Attendant(page, words);
      await signIn.open();
      await expect(attendant.device).toContainText(attendant.say.kioskAt(PLACE));
      expect(await profile(page)).toBe("kiosk");
      await expect(signIn.personal).toBeHidden();
      await expect(attendant.finish).toBeVisible();
    });
  });
});

test("session on one's own device keeps it one's own", async ({ page, signIn, account, words }) => {
  await signIn.open();
  await signIn.personal.check();
  await signIn.signIn(PUPIL);
  await account.greeting(PUPIL).waitFor();
  await page.reload();
  await account.greeting(PUPIL).waitFor();
  expect(await profile(page)).toBe("personal");
  await expect(new Attendant(page, words).finish).toHaveCount(0);
});

test("browser completes nothing about a person on a shared device", async ({ walk }) => {
  await walk.open("/forgot-password/personal-data");
  expect(await completions(walk)).toEqual(["off", "off", "off", "off", "off"]);
});

test("browser may complete name and birthday on one's own", async ({ page, signIn, walk, words }) => {
  await signIn.open();
  await signIn.personal.check();
  await page.getByRole("main").getByRole("link", { name: words.back.titles.forgot }).or(page.getByRole("main").locator("a[href^='/forgot-password']")).first().click();
  await page.locator("a[href^='/forgot-password/personal-data']").first().click();
  expect(await completions(walk)).toEqual(["name", "off", "bday-year", "bday-month", "bday-day"]);
});

test("every field of a page is blank when it is left", async ({ page, words }) => {
  await visit(page, words, "/report");
  await page.getByRole("textbox").last().fill("座號十二號");
  const left = await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    return [...document.querySelectorAll("input, textarea")].filter(({ type, value }) => type !== "radio" && type !== "checkbox" && value).length;
  });
  expect(left).toBe(0);
});
