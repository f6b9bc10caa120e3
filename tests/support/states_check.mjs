// The states of the data check.
import { CLASSLESS, DataCheckPage, IDLE, LETTERED, SEATLESS } from "./data_check.mjs";
import { PUPIL, TEACHER } from "./roster.mjs";
import { expect } from "./test.mjs";

const CHECK = "**/api/v1/session/data-check";

/** Signs somebody in and opens their data check. */
async function opened({ page, signIn, account, words }, person) {
  await signIn.open();
  await signIn.signIn(person);
  await expect(account.greeting(person)).toBeVisible();
  const check = new DataCheckPage(page, words);
  await check.open();
  return check;
}

const shown = (name, person) => ({
  name: `data check ${name}`,
  reach: async (there) => expect((await opened(there, person)).found).toBeVisible(),
});

export const CHECK_STATES = [
  shown("that is all right", PUPIL),
  shown("of a class teacher", TEACHER),
  shown("of a pupil without a seat", SEATLESS),
  shown("of a pupil without a class", CLASSLESS),
  shown("of a pupil in a class with a letter", LETTERED),
  shown("of a teacher without lessons", IDLE),
  {
    name: "data check while it is awaited",
    async reach({ page, words }) {
      await page.route(CHECK, () => {});
      await new DataCheckPage(page, words).open();
    },
  },
  {
    name: "data check that did not come",
    troubles: [/data-check/],
    async reach({ page, words }) {
      await page.route(CHECK, (route) => route.abort());
      await new DataCheckPage(page, words).open();
      await expect(page.getByRole("button", { name: words.again })).toBeVisible();
    },
  },
  {
    name: "data check with a report that says nothing",
    async reach(there) {
      const check = await opened(there, PUPIL);
      await check.report.click();
      await expect(there.page.getByRole("alert")).toBeFocused();
    },
  },
  {
    name: "data check that is reported",
    async reach(there) {
      const check = await opened(there, SEATLESS);
      await check.report.click();
      await expect(check.sent).toBeFocused();
    },
  },
];
