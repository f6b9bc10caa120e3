import { expectAccessible } from "../support/axe.mjs";
import { expectNoSideScroll, expectNothingCut, expectSound, spaceText } from "../support/structure.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";
import { STATES } from "../support/states.mjs";
import { IS_WHOLE, isEnglish } from "../support/whole.mjs";

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
/** 1280 by 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };

inBothLanguages((words) => {
  const isNow = ({ name }) => IS_WHOLE || isEnglish(name) === (words.language === "en");
  for (const { name, settings = null, troubles = [], reach, isStatic = false } of STATES.filter(isNow)) {
    test.describe(`state: ${name}`, () => {
      test.use({ settings, contextOptions: { reducedMotion: "reduce" } });

      test(`${name} passes every check`, async ({ page, context, signIn, account, walk, services, watch }) => {
        troubles.forEach((trouble) => watch.allow(trouble));
        await reach({ page, context, signIn, account, walk, services, words });
        await page.setViewportSize(WIDE);
        await expectAccessible(page, "light");
        await page.emulateMedia({ colorScheme: "dark" });
        await expectAccessible(page, "dark");
        await expectSound(page);
        const language = isStatic ? "zh-Hant-TW" : words.htmlLanguage;
        await expect(page.locator("html")).toHaveAttribute("lang", language);

        await page.setViewportSize(NARROW);
        await expectNoSideScroll(page, "320 pixels");
        await expectAccessible(page, "320 pixels");
        await page.setViewportSize(ZOOMED);
        await expectNoSideScroll(page, "400 %");
        await spaceText(page);
        await expectNoSideScroll(page, "400 %, spaced");
        await expectNothingCut(page, "400 %, spaced");
      });
    });
  }
});
