// One sign-in for every service: real services (demo/service, on the certified client openid-client)
// on another site than the server's.
import { PUPIL, TEACHER } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const STUDY = { id: "study", name: { zh: "示範學習網", en: "Demo Study" } };
const LIBRARY = { id: "library", name: { zh: "示範圖書館", en: "Demo Library" } };

const called = ({ name }, words) => (words.language === "en" ? name.en : name.zh);
const greeting = (page, { name }) => page.getByRole("heading", { level: 1, name: `${name}，你好` });
const outside = (page) => page.getByRole("heading", { level: 1, name: "還沒有登入" });

/** Asks a service to sign in, as its own link does. */
const enter = (page, service, query = "") => page.goto(`${service.address}/sign-in${query}`);

async function agree(page, words, service) {
  await expect(page.getByRole("heading", { level: 1, name: words.consent.heading(called(service, words)) })).toBeVisible();
  await page.getByRole("button", { name: words.consent.agree }).click();
}

inBothLanguages((words) => {
  test("consent shows the very values", async ({ page, signIn, services, server }) => {
    const study = await services(STUDY);
    await enter(page, study, `?ui_locales=${words.language}`);
    await expect(page).toHaveURL(/\/sign-in\?authorization=/);
    await expect(page.getByText(called(study, words))).toBeVisible();
    await signIn.signIn(PUPIL);
    await expect(page.getByRole("heading", { level: 1, name: words.consent.heading(called(study, words)) })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(server.origin);
    const values = page.getByRole("main");
    for (const value of [PUPIL.name, `${PUPIL.account}@mail.edu.tw`, PUPIL.grade, PUPIL.seat]) {
      await expect(values.getByText(value, { exact: true }).first()).toBeVisible();
    }
    await agree(page, words, study);
    await expect(greeting(page, PUPIL)).toBeVisible();
    expect(new URL(page.url()).origin).toBe(study.address);
  });
});

for (const isBlocked of [false, true]) {
  const how = isBlocked ? " where third parties get no cookies" : "";
  test(`one sign-in opens two services, one sign-out leaves both${how}`, async ({ page, signIn, account, words, services }) => {
    if (isBlocked) {
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      const controls = { disableThirdPartyCookieMetadata: true, disableThirdPartyCookieHeuristics: true };
      await session.send("Network.setCookieControls", { enableThirdPartyCookieRestriction: true, ...controls });
    }
    const [study, library] = [await services(STUDY), await services(LIBRARY)];
    await enter(page, study);
    await signIn.signIn(PUPIL);
    await agree(page, words, study);
    await expect(greeting(page, PUPIL)).toBeVisible();
    await enter(page, library);
    await agree(page, words, library);
    await expect(greeting(page, PUPIL)).toBeVisible();
    await page.goto("/account");
    await expect(account.greeting(PUPIL)).toBeVisible();
    const mine = page.getByRole("region", { name: words.mine.title });
    for (const service of [study, library]) {
      await expect(mine.getByRole("listitem").filter({ hasText: called(service, words) })).toContainText(words.mine.here);
    }
    await account.signOut.click();
    await expect(page).toHaveURL(/\/sign-in/);
    for (const service of [study, library]) {
      await expect(async () => {
        await page.goto(service.address);
        await expect(outside(page)).toBeVisible({ timeout: 500 });
      }, "told by the back channel").toPass();
    }
  });
}

test("service signs out everywhere, at its own button", async ({ page, signIn, words, services, watch }) => {
  watch.allow(/401/);
  const [study, library] = [await services(STUDY), await services(LIBRARY)];
  await enter(page, study);
  await signIn.signIn(PUPIL);
  await agree(page, words, study);
  await expect(greeting(page, PUPIL)).toBeVisible();
  await enter(page, library);
  await agree(page, words, library);
  await page.getByRole("button", { name: "登出" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "已經登出" })).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(async () => {
    await page.goto(study.address);
    await expect(outside(page)).toBeVisible({ timeout: 500 });
  }, "told by the back channel").toPass();
});

test("refusal is told to the service, and nothing else is", async ({ page, signIn, words, services, watch }) => {
  watch.allow(/400/);
  const study = await services(STUDY);
  await enter(page, study);
  await signIn.signIn(PUPIL);
  await page.getByRole("button", { name: words.consent.refuse }).click();
  await expect(page.getByText("access_denied")).toBeVisible();
  await page.goto(study.address);
  await expect(outside(page)).toBeVisible();
});

test("service that hears nothing is named at the sign-out", async ({ page, signIn, account, words, services }) => {
  const study = await services({ ...STUDY, isTold: false, consent: "never" });
  await enter(page, study);
  await signIn.signIn(PUPIL);
  await expect(greeting(page, PUPIL)).toBeVisible();
  await page.goto("/account");
  await account.signOut.click();
  await expect(page.getByRole("heading", { level: 1, name: words.left.heading })).toBeFocused();
  await expect(page.getByRole("region").getByText(called(study, words))).toBeVisible();
  await expect(page.getByText(PUPIL.name)).toHaveCount(0);
  await page.getByRole("button", { name: words.left.done }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("agreement that is taken back is asked for again", async ({ page, signIn, words, services, watch }) => {
  watch.allow(/400/);
  const study = await services(STUDY);
  await enter(page, study);
  await signIn.signIn(PUPIL);
  await agree(page, words, study);
  await expect(greeting(page, PUPIL)).toBeVisible();
  await enter(page, study);
  await expect(greeting(page, PUPIL)).toBeVisible();
  await page.goto("/account");
  await page.getByRole("button", { name: words.mine.withdraw(called(study, words)) }).click();
  await expect(page.getByText(words.mine.withdrawn(called(study, words)))).toBeVisible();
  await page.goto(study.address);
  await page.getByRole("button", { name: "重新整理資料" }).click();
  await expect(page.getByText("invalid_grant")).toBeVisible();
  await enter(page, study);
  await agree(page, words, study);
  await expect(greeting(page, PUPIL)).toBeVisible();
});

test("of two accounts on an own device, one is chosen", async ({ page, signIn, account, words, services }) => {
  const study = await services({ ...STUDY, consent: "never" });
  for (const person of [PUPIL, TEACHER]) {
    await signIn.open();
    await signIn.personal.check();
    await signIn.signIn(person);
    await expect(account.greeting(person)).toBeVisible();
    if (person === PUPIL) {
      await account.signOut.click();
      await expect(page).toHaveURL(/\/sign-in/);
    }
  }
  await enter(page, study);
  await expect(page.getByRole("heading", { level: 1, name: words.choose.heading })).toBeVisible();
  const choice = (person) => page.getByRole("button", { name: person.account });
  await expect(choice(TEACHER).first()).toContainText(words.choose.here);
  await choice(TEACHER).first().click();
  await expect(greeting(page, TEACHER)).toBeVisible();
  await enter(page, study);
  await choice(PUPIL).first().click();
  await expect(signIn.account).toHaveValue(PUPIL.account);
  await signIn.password.fill(PUPIL.password);
  await signIn.typeDigits();
  await signIn.submit.click();
  await expect(greeting(page, PUPIL)).toBeVisible();
  await enter(page, study);
  await page.getByRole("button", { name: words.choose.forget(TEACHER.account) }).click();
  await expect(page.getByText(words.choose.forgotten(TEACHER.account))).toBeVisible();
  await enter(page, study);
  await expect(greeting(page, PUPIL)).toBeVisible();
});

test("service may have the account chosen", async ({ page, signIn, words, services }) => {
  const study = await services({ ...STUDY, consent: "never" });
  await enter(page, study);
  await signIn.signIn(PUPIL);
  await expect(greeting(page, PUPIL)).toBeVisible();
  await enter(page, study, "?prompt=select_account");
  await page.getByRole("button", { name: words.choose.another }).click();
  await expect(signIn.account).toHaveValue("");
  await signIn.signIn(TEACHER);
  await expect(greeting(page, TEACHER)).toBeVisible();
});

test("request that is over says what to do", async ({ page, signIn, words, services, watch }) => {
  watch.allow(/404/);
  const study = await services(STUDY);
  await enter(page, study);
  await signIn.signIn(PUPIL);
  await expect(page.getByRole("button", { name: words.consent.agree })).toBeVisible();
  const asked = page.url();
  await page.getByRole("button", { name: words.consent.agree }).click();
  await expect(greeting(page, PUPIL)).toBeVisible();
  await page.goto(asked);
  await expect(page.getByText(words.consent.over)).toBeVisible();
});

test("by keyboard alone", async ({ page, signIn, words, services }) => {
  const study = await services(STUDY);
  await enter(page, study);
  await signIn.signIn(PUPIL);
  const agreeing = page.getByRole("button", { name: words.consent.agree });
  await expect(agreeing).toBeVisible();
  await page.getByRole("heading", { level: 1 }).focus();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    if (await agreeing.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(agreeing).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(greeting(page, PUPIL)).toBeVisible();
});
