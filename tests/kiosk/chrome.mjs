// What a kiosk's page does not do (experience.md K8, K11, K12).
import scan from "jsqr";
import { PNG } from "pngjs";
import { Attendant, calm, KIOSK } from "../support/attendant.mjs";
import { MING } from "../support/getting_back.mjs";
import { visit } from "../support/pages.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

test.use({ settings: calm(KIOSK) });

/** What a phone's camera reads in a picture of the page. */
async function scanned(element) {
  const { data, width, height } = PNG.sync.read(await element.screenshot());
  return scan(new Uint8ClampedArray(data), width, height)?.data;
}

const TARGET_MIN = 56;

inBothLanguages((words) => {
  test("service opens on one's own phone", async ({ page }) => {
    const attendant = new Attendant(page, words);
    await visit(page, words, "/services");
    await expect(page.getByRole("main").locator("a[href^='http']")).toHaveCount(0);
    const tile = page.getByRole("main").getByRole("listitem").getByRole("button").first();
    await tile.click();
    await expect(attendant.outward).toBeVisible();
    await expect(attendant.outward.getByText(/^https:\/\//)).toBeVisible();
    const code = attendant.outward.locator("svg");
    expect(await scanned(code)).toBe(await attendant.outward.getByText(/^https:\/\//).textContent());
    await attendant.outward.getByRole("button", { name: attendant.say.outward.close }).click();
    await expect(attendant.outward).toBeHidden();
    await expect(tile).toBeFocused();
  });

  test("nothing is printed but that nothing is", async ({ page }) => {
    const attendant = new Attendant(page, words);
    await visit(page, words, "/contact");
    await attendant.finish.waitFor();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText(attendant.say.print)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(0);
  });
});

test("numbers and addresses are text", async ({ page, words }) => {
  await visit(page, words, "/contact");
  await expect(page.locator("#app").locator("a[href^='tel:'], a[href^='mailto:']")).toHaveCount(0);
  await expect(page.getByRole("main").getByText("04-2222-0507")).toBeVisible();
});

test("link that leads out is shown instead of opened", async ({ page, words }) => {
  const attendant = new Attendant(page, words);
  await visit(page, words, "/contact");
  await attendant.finish.waitFor();
  await page.evaluate(() => {
    const link = document.createElement("a");
    Object.assign(link, { href: "https://elsewhere.example/", textContent: "elsewhere", id: "out" });
    document.querySelector("main").append(link);
  });
  await page.locator("#out").click();
  await expect(attendant.outward.getByText("https://elsewhere.example/")).toBeVisible();
});

test("no menu, no second window, no dragging", async ({ page, context, words }) => {
  await visit(page, words, "/contact");
  await new Attendant(page, words).finish.waitFor();
  const link = page.getByRole("navigation").getByRole("link").first();
  const isPrevented = (type) => link.evaluate((element, type) => !element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true })), type);
  expect(await isPrevented("contextmenu")).toBe(true);
  expect(await isPrevented("dragstart")).toBe(true);
  await link.click({ modifiers: ["ControlOrMeta"] });
  await link.click({ button: "middle" });
  expect(context.pages()).toHaveLength(1);
});

test("field still has its menu, to paste from", async ({ signIn }) => {
  await signIn.open();
  const isPrevented = await signIn.account.evaluate((field) => !field.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true })));
  expect(isPrevented).toBe(false);
});

test("everything to press is large enough", async ({ page, signIn, words }) => {
  await signIn.open();
  await new Attendant(page, words).finish.waitFor();
  const small = await page.locator("header a, header summary, main button[type=submit], .c-bar button, .c-text-field__input").evaluateAll(
    (all, least) => all.filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < least).map((element) => element.outerHTML.slice(0, 80)), TARGET_MIN);
  expect(small).toEqual([]);
});

test("journey is one entry of the history, and Back out of it asks first", async ({ page, walk, words }) => {
  const attendant = new Attendant(page, words);
  await visit(page, words, "/contact");
  await walk.open("/forgot-password/personal-data");
  await walk.chooseSchool(MING);
  await walk.typeIdentity(MING);
  const steps = await page.evaluate(() => history.length);
  await page.evaluate(() => history.back());
  await expect(attendant.leaving).toBeVisible();
  await attendant.leaving.getByRole("button", { name: attendant.say.leave.stay }).click();
  // It is shown in full while the caret is in it.
  await walk.idNumber.focus();
  await expect(walk.idNumber).toHaveValue(MING.id_number);
  await expect(page).toHaveURL(/personal-data\/identity/);
  expect(await page.evaluate(() => history.length)).toBe(steps);
  await page.evaluate(() => history.back());
  await attendant.leaving.getByRole("button", { name: attendant.say.leave.go }).click();
  await expect(page.getByText(attendant.say.cleared)).toBeVisible();
});
