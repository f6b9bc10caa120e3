// 結束並清除 (experience.md K4): one press, and nobody was ever here.
import { Attendant, calm, enter } from "../support/attendant.mjs";
import { LEFT_SECONDS, partings } from "../support/leaving.mjs";
import { MING } from "../support/getting_back.mjs";
import { visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

test.use({ settings: calm({}) });

const typedFields = (page) =>
  page.locator("input, textarea").evaluateAll((all) => all.filter(({ type, value }) => type !== "checkbox" && type !== "radio" && value).length);

inBothLanguages((words) => {
  test("ends a flow that is under way", async ({ page, signIn }) => {
    const attendant = new Attendant(page, words);
    const opened = page.waitForResponse("**/flows/login");
    await signIn.open();
    const { id } = await (await opened).json();
    await signIn.typeAccount(PUPIL);
    const given = page.waitForResponse((answer) => answer.request().method() === "DELETE");
    const cleared = page.waitForResponse("**/session/clear");
    await attendant.finish.click();
    expect(new URL((await given).url()).pathname).toBe(`/api/v1/flows/${id}`);
    expect((await given).status()).toBe(204);
    await expect(page.getByText(attendant.say.cleared)).toBeVisible();
    expect(await (await cleared).headerValue("clear-site-data")).toContain('"cache", "storage"');
    expect(await typedFields(page)).toBe(0);
  });

  test("ends a session", async ({ page, signIn, account, watch }) => {
    watch.allow(/401.*\/session/);
    const attendant = new Attendant(page, words);
    await enter({ signIn, account });
    await attendant.finish.click();
    await expect(page.getByText(attendant.say.cleared)).toBeVisible();
    await visit(page, words, "/account");
    await expect(page.getByText(words.signIn.first)).toBeVisible();
  });
});

test("is there on a page of nobody's, too, as long as somebody is signed in", async ({ page, signIn, account, words, watch }) => {
  watch.allow(/401.*\/session/);
  const attendant = new Attendant(page, words);
  await enter({ signIn, account });
  await visit(page, words, "/contact");
  await attendant.finish.click();
  await expect(page.getByText(attendant.say.cleared)).toBeVisible();
  await visit(page, words, "/account");
  await expect(page.getByText(words.signIn.first)).toBeVisible();
});

test("closing the tab ends the session, though a link that led nowhere was pressed before", async ({ page, context, signIn, account, words, server, watch }) => {
  watch.allow(/401.*\/session/);
  await enter({ signIn, account });
  await new Attendant(page, words).finish.waitFor();
  await page.evaluate(() => {
    const link = Object.assign(document.createElement("a"), { href: "https://elsewhere.example/" });
    document.querySelector("main").append(link);
    addEventListener("click", (event) => event.preventDefault());
    link.click();
  });
  await expect(account.greeting(PUPIL)).toBeVisible();
  const before = await partings(server);
  await page.close();
  await expect.poll(() => partings(server)).toBeGreaterThan(before);
  await server.letTimePass(LEFT_SECONDS);
  const next = await context.newPage();
  await next.goto("/account");
  await expect(next.getByRole("heading", { level: 1, name: words.signIn.title })).toBeVisible();
  await expect(next.getByText(PUPIL.name)).toHaveCount(0);
});

test("ends a journey in its middle, and Back does not lead there", async ({ page, walk, words }) => {
  const attendant = new Attendant(page, words);
  await visit(page, words, "/contact");
  await walk.open("/forgot-password/personal-data");
  await walk.chooseSchool(MING);
  await walk.typeIdentity(MING);
  await attendant.finish.click();
  await expect(page.getByText(attendant.say.cleared)).toBeVisible();
  await page.goBack();
  await expect(page.getByText(MING.school)).toHaveCount(0);
  expect(await typedFields(page)).toBe(0);
});

test("says which services stay signed in", async ({ page, signIn, words, services }) => {
  const attendant = new Attendant(page, words);
  const study = await services({ id: "deaf", name: { zh: "示範學習網", en: "Demo Study" }, isTold: false, consent: "never" });
  await page.goto(`${study.address}/sign-in`);
  await signIn.typeAccount(PUPIL);
  await signIn.submit.click();
  await expect(page.getByText("ID Token")).toBeVisible();
  await page.goto("/account");
  await attendant.finish.click();
  const left = page.getByRole("dialog", { name: words.left.heading });
  await expect(left.getByText("示範學習網")).toBeVisible();
  await expect(page.getByText(PUPIL.name)).toHaveCount(0);
  await left.getByRole("button", { name: words.left.done }).click();
  await expect(page.getByText(attendant.say.cleared)).toBeVisible();
});

test("is not there before there is something to end, nor on somebody's own device", async ({ page, signIn, words }) => {
  const attendant = new Attendant(page, words);
  await signIn.open();
  await expect(attendant.finish).toHaveCount(0);
  await signIn.account.fill("amy");
  await expect(attendant.finish).toBeVisible();
  await signIn.personal.check();
  await expect(attendant.finish).toHaveCount(0);
});

test("does not hide what has the focus", async ({ page, signIn, words }) => {
  await page.setViewportSize({ width: 390, height: 600 });
  const attendant = new Attendant(page, words);
  await signIn.open();
  await signIn.account.fill("amy");
  await attendant.finish.waitFor();
  const bar = page.getByRole("complementary").filter({ has: attendant.finish });
  for (let times = 0; times < 14; times += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0 || (await bar.locator(":focus").count()) > 0) continue;
    // The page scrolls there smoothly.
    const isHidden = async () => {
      const [box, over] = [await focused.boundingBox(), await bar.boundingBox()];
      return box.y + Math.min(box.height, 24) > over.y + 1;
    };
    await expect.poll(isHidden, await focused.innerText()).toBe(false);
  }
});
