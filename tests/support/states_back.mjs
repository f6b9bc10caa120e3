// The states of the pages for somebody who cannot sign in.
import { expect } from "@playwright/test";
import { MING } from "./getting_back.mjs";

const PERSONAL = "/forgot-password/personal-data";
/** A step that changes a password has a server of its own. */
const OWN = {};

async function askForCode(walk) {
  await walk.open("/forgot-password/code");
  await walk.account.fill("teacher.lin");
  await walk.typeDigits();
  await walk.button(walk.words.back.sendCode).click();
  await walk.at("code", 2, 4);
}

export const BACK_STATES = [
  { name: "forgotten password", reach: ({ walk }) => walk.open("/forgot-password") },
  { name: "activation", reach: ({ walk }) => walk.open("/activate") },
  {
    name: "school",
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.search.waitFor();
    },
  },
  {
    name: "school being typed",
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.search.fill("市立");
      await walk.options.first().waitFor();
      await walk.page.keyboard.press("ArrowDown");
    },
  },
  {
    name: "school that is missing",
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.search.waitFor();
      await walk.next.click();
      await expect(walk.alert).toBeFocused();
    },
  },
  {
    name: "identity",
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.chooseSchool(MING);
      await walk.typeIdentity(MING);
      await walk.picture.waitFor();
    },
  },
  {
    name: "identity with everything wrong",
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.chooseSchool(MING);
      await walk.typeIdentity({ ...MING, name: "", id_number: "B199900127" });
      await walk.gregorian.check();
      await walk.picture.waitFor();
      await walk.next.click();
      await expect(walk.alert).toBeFocused();
    },
  },
  {
    name: "nobody found",
    settings: OWN,
    troubles: [/steps\/identity/],
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.prove({ ...MING, name: "王大明" });
      await walk.at("notFound", 2, 4);
    },
  },
  {
    name: "new password",
    settings: OWN,
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.prove(MING);
      await walk.at("password", 3, 4);
      await walk.password.fill("harbour");
    },
  },
  {
    name: "password changed",
    settings: OWN,
    async reach({ walk }) {
      await walk.open(PERSONAL);
      await walk.prove(MING);
      await walk.at("password", 3, 4);
      await walk.setPassword();
      await walk.at("done", 4, 4);
    },
  },
  {
    name: "default password",
    async reach({ walk }) {
      await walk.open("/forgot-password/default-password");
      await walk.picture.waitFor();
    },
  },
  { name: "code", settings: OWN, reach: ({ walk }) => askForCode(walk) },
  {
    name: "code that did not come",
    settings: OWN,
    async reach({ walk }) {
      await askForCode(walk);
      await walk.page.getByRole("link", { name: walk.words.back.notReceived }).click();
      await walk.at("notReceived", 2, 4);
    },
  },
  {
    name: "account looked for",
    async reach({ walk }) {
      await walk.open("/find-account");
      await walk.picture.waitFor();
    },
  },
  {
    name: "account found",
    settings: OWN,
    async reach({ walk }) {
      await walk.open("/find-account");
      await walk.idNumber.fill(MING.id_number);
      await walk.typeDigits();
      await walk.button(walk.words.back.lookUp).click();
      await walk.at("found", 2, 2);
    },
  },
  { name: "report", reach: ({ walk }) => walk.open("/report") },
  {
    name: "a change that was not the person's own",
    async reach({ page, walk, words }) {
      await page.goto(`/not-me?lang=${words.language}#${"A".repeat(43)}`);
      await walk.button(words.back.titles.notMe).waitFor();
    },
  },
  {
    name: "account menu opened",
    async reach({ page, walk, words }) {
      await walk.open("/services");
      await page.getByText(words.back.menu, { exact: true }).click();
    },
  },
];
