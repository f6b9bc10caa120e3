import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const names = (cookies) => cookies.map(({ name }) => name).sort();

inBothLanguages((words) => {
  test("own device is known again later", async ({ signIn, account, context }) => {
    await signIn.open();
    await signIn.personal.check();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
    await expect(account.facts.getByText(words.account.own)).toBeVisible();
    const cookies = await context.cookies();
    expect(names(cookies)).toContain("__Host-dev");
    const session = cookies.find(({ name }) => name === "__Host-sid");
    expect(session.expires).toBeGreaterThan(Date.now() / 1000);
  });
});

test("shared device keeps a window's cookie", async ({ signIn, account, context }) => {
  await signIn.open();
  await signIn.signIn(PUPIL);
  await expect(account.greeting(PUPIL)).toBeVisible();
  const cookies = await context.cookies();
  expect(names(cookies)).toEqual(["__Host-flow", "__Host-sid"]);
  const lasting = cookies.filter(({ name, expires }) => name === "__Host-sid" && expires !== -1);
  expect(lasting).toEqual([]);
});
