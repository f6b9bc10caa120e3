// 資料檢核: what services are told of somebody, who can mend it, and reporting it.
import { CLASSLESS, DataCheckPage, IDLE, LETTERED, SEATLESS } from "../support/data_check.mjs";
import { address } from "../support/pages.mjs";
import { edupass } from "../support/programs.mjs";
import { PUPIL, SCHOOL, TEACHER } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const IDLE_SECONDS = 10 * 60;

async function enter({ signIn, account }, person) {
  await signIn.open();
  await signIn.signIn(person);
  await expect(account.greeting(person)).toBeVisible();
}

/** The reports that the operator reads. */
async function reports(server) {
  const { stdout } = await edupass(server.settings, "reports");
  return stdout.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

inBothLanguages((words) => {
  test("pupil without a seat number sees whom to tell, and reports it", async ({ page, signIn, account, server, watch }) => {
    watch.allow(/422.*\/report/);
    await enter({ signIn, account }, SEATLESS);
    await page.getByRole("main").getByRole("link", { name: words.check.title }).click();
    const check = new DataCheckPage(page, words);
    await expect(check.heading).toBeFocused();
    await expect(check.found).toContainText(words.check.bad(1));
    await expect(check.finding(words.check.noSeat)).toContainText(words.check.registry);
    for (const value of [SEATLESS.name, SCHOOL.code, "5", "04", "五年四班"]) {
      await expect(check.told.getByText(value, { exact: true }).first()).toBeVisible();
    }
    await check.message.fill(`我的證號是 ${SEATLESS.id_number}`);
    await check.report.click();
    await expect(page.getByRole("alert").getByRole("link", { name: words.check.personal })).toBeVisible();
    await check.message.fill("座號應該是 12 號。");
    await check.report.click();
    await expect(check.sent).toBeFocused();
    await expect(check.sent).toContainText(words.check.sent);
    const [, reference] = (await check.sent.textContent()).match(/\b([0-9A-Z]{8})\b/);
    const report = (await reports(server)).find((report) => report.reference === reference);
    expect(report).toMatchObject({ page: "/data-check", school_code: SCHOOL.code, message: "seatno.missing\n座號應該是 12 號。" });
  });

  test("good data are called good, and only the person can say what is wrong", async ({ page, signIn, account }) => {
    await enter({ signIn, account }, PUPIL);
    const check = new DataCheckPage(page, words);
    await check.open();
    await expect(check.found).toContainText(words.check.good);
    await expect(check.told.getByText(PUPIL.seat, { exact: true })).toBeVisible();
    await check.report.click();
    await expect(page.getByRole("alert").getByRole("link", { name: words.check.missing })).toBeVisible();
    await check.again.click();
    await expect(page.getByText(words.check.checked)).toBeVisible();
    await expect(check.again).toBeFocused();
  });

  test("strangers are asked to sign in", async ({ page, signIn, watch }) => {
    watch.allow(/401.*\/data-check/);
    await page.goto(address(words, "/data-check"));
    await expect(page.getByText(words.signIn.first)).toBeVisible();
    await expect(signIn.heading).toHaveText(words.signIn.title);
  });
});

test("class with a letter may well be right", async ({ page, signIn, account, words }) => {
  await enter({ signIn, account }, LETTERED);
  const check = new DataCheckPage(page, words);
  await check.open();
  await expect(check.found).toContainText(words.check.good);
  await expect(check.unusual.getByRole("listitem")).toContainText(words.check.letterClass);
  await expect(check.told.getByText("A", { exact: true })).toBeVisible();
});

test("teacher without lessons is told who adds them", async ({ page, signIn, account, words }) => {
  await enter({ signIn, account }, IDLE);
  const check = new DataCheckPage(page, words);
  await check.open();
  await expect(check.finding(words.check.noLessons)).toContainText(words.check.teaching);
});

test("what was mended is gone after another check", async ({ page, signIn, account, words }) => {
  await enter({ signIn, account }, CLASSLESS);
  const check = new DataCheckPage(page, words);
  // The school's next import mends it; here an answer stands for that.
  await check.open();
  await expect(check.found).toContainText(words.check.bad(1));
  await page.route("**/session/data-check", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), findings: [] } });
  });
  await check.again.click();
  await expect(check.found).toContainText(words.check.good);
});

test("what is typed outlives a switch of the language", async ({ page, signIn, account, words }) => {
  await enter({ signIn, account }, TEACHER);
  const check = new DataCheckPage(page, words);
  await check.open();
  await check.message.fill("班級應該是 5 年 3 班。");
  await page.getByRole("link", { name: words.otherLanguage }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Data check" })).toBeVisible();
  await expect(page.locator("textarea")).toHaveValue("班級應該是 5 年 3 班。");
});

test("data that do not come are asked for again", async ({ page, signIn, account, words, watch }) => {
  watch.allow(/ERR_FAILED.*\/data-check/);
  await enter({ signIn, account }, PUPIL);
  await page.route("**/session/data-check", (route) => route.abort());
  const check = new DataCheckPage(page, words);
  await check.open();
  const trouble = page.getByRole("alert").filter({ hasText: words.failure.unreachable });
  await expect(trouble).toBeVisible();
  await expect(check.report).toBeHidden();
  await page.unroute("**/session/data-check");
  await trouble.getByRole("button", { name: words.again }).click();
  await expect(check.found).toContainText(words.check.good);
});

test("report after the session's end leads to sign-in", async ({ page, signIn, account, words, server, watch }) => {
  watch.allow(/401.*\/report/);
  await enter({ signIn, account }, SEATLESS);
  const check = new DataCheckPage(page, words);
  await check.open();
  await expect(check.found).toBeVisible();
  await server.letTimePass(IDLE_SECONDS + 1);
  await check.report.click();
  await expect(page.getByText(words.signIn.timedOut)).toBeVisible();
  await expect(page.getByText(SEATLESS.name)).toHaveCount(0);
});
