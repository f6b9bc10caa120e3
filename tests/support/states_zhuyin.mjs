// States with 注音 beside the words. In English they are the plain ones: there the address changes nothing.
import { expect } from "@playwright/test";
import { MING } from "./getting_back.mjs";

const READ = { zhuyin: 1 };
const PERSONAL = "/forgot-password/personal-data";

const sounds = (page, words) => words.zhuyin && page.locator("ruby").first().waitFor();

export const ZHUYIN_STATES = [
  {
    name: "sign-in in 注音, everything missing",
    async reach({ page, signIn, words }) {
      await signIn.open(READ);
      await signIn.picture.waitFor();
      await sounds(page, words);
      await signIn.submit.click();
      await expect(signIn.alert).toBeFocused();
    },
  },
  {
    name: "forgotten password in 注音",
    async reach({ page, walk, words }) {
      await walk.open("/forgot-password", READ);
      await sounds(page, words);
    },
  },
  {
    name: "identity in 注音, everything wrong",
    async reach({ page, walk, words }) {
      await walk.open(PERSONAL, READ);
      await sounds(page, words);
      await walk.chooseSchool(MING);
      await walk.typeIdentity({ ...MING, name: "", id_number: "B199900127" });
      await walk.gregorian.check();
      await walk.picture.waitFor();
      await walk.next.click();
      await expect(walk.alert).toBeFocused();
    },
  },
];
