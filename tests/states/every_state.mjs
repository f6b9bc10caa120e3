// Every state of the studio: reached without a word on the console, accessible, valid, translated, within
// 320 CSS pixels, and as its approved pictures show it. The pictures are those of the contact sheet, so that
// none is taken twice.
//
// `cargo xtask contact-sheet` looks at everything in both languages, which takes half an hour on two cores.
// `cargo xtask test` opens every state too, but each in one of the languages, half of them in English,
// and looks at it in fewer ways: EDUPASS_WALK is `short` then.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test as base } from "@playwright/test";
import { readScenarios } from "../../crates/xtask/js/studio/scenarios.mjs";
import { Api } from "../support/api.mjs";
import { expectAccessible } from "../support/axe.mjs";
import { markupFaults } from "../support/markup.mjs";
import { difference, encode, reduce } from "../support/picture.mjs";
import { approvedFile, presentFile } from "../support/pictures.mjs";
import { Stage, VARIANTS } from "../support/stage.mjs";
import { expectNoSideScroll, expectNothingCut, expectSound } from "../support/structure.mjs";
import { untranslated } from "../support/translated.mjs";
import { isEnglish } from "../support/whole.mjs";

const IS_APPROVING = process.env.EDUPASS_APPROVE === "1";
/** Each language is looked at in other colours, so that both are seen of everything. */
const LANGUAGES = { "zh-TW": "light", en: "dark" };
/** Which picture of a state is approved in which language. */
const APPROVED = { "zh-TW": "phone", en: "desktop" };

const IS_SHORT = process.env.EDUPASS_WALK === "short";
/** How the short walk looks at a state, beside its approved picture. */
const SHORT = { "zh-TW": ["phone", "zoomed"], en: ["desktop", "zoomed"] };

const { defaults, states } = readScenarios();
const api = new Api();

const test = base.extend({
  stage: [
    async ({ browser }, use) => {
      const stage = await Stage.open(browser);
      await use(stage);
      await stage.close();
    },
    { scope: "worker" },
  ],
});

const isControl = ({ page }) => page === "/controls";

/** The examples of the controls have words of their own, in one language. */
function isWalked(state, language) {
  if (isControl(state)) return language !== "en";
  return !IS_SHORT || (language === "en") === isEnglish(state.page + state.state);
}

function looks(language) {
  const all = Object.entries(VARIANTS);
  return IS_SHORT ? all.filter(([variant]) => SHORT[language].includes(variant)) : all;
}

for (const [language, colours] of Object.entries(LANGUAGES)) {
  for (const state of states.filter((state) => isWalked(state, language))) {
    test(`${state.page}: ${state.state}, ${language}`, async ({ stage }) => {
      await stage.show(state, language, colours);
      const { page } = stage;
      expect(stage.said(), "the console").toEqual([]);
      const asked = await stage.askedFor();
      expect(asked.flatMap(({ method, path, body }) => api.requestFaults(method, path, body)), "requests").toEqual([]);
      // The control that heads a page stands below the heading of all controls.
      await expectSound(page, isControl(state) && state.state === "page" ? 2 : 1);
      if (!IS_SHORT) {
        await expectAccessible(page, colours);
        expect(await markupFaults(page), "HTML").toEqual([]);
      }
      if (!isControl(state)) {
        const known = { ...state, answers: { ...defaults.answers, ...state.answers } };
        expect(await untranslated(page, language, known), "in the other language").toEqual([]);
      }
      for (const [variant, look] of looks(language)) {
        await stage.as(look, async () => {
          if (variant === "zoomed") await fits(page);
          await keep(stage, state, language, variant);
        });
      }
      expect(stage.said(), "the console, in the end").toEqual([]);
    });
  }
}

async function fits(page) {
  await expectNoSideScroll(page, "400 %");
  await expectNothingCut(page, "400 %");
}

/** Takes a picture for the contact sheet, and holds it against the approved one where there is one. */
async function keep(stage, state, language, variant) {
  const isHeld = APPROVED[language] === variant && !isControl(state);
  const taken = await stage.photograph({ format: isHeld ? "png" : "webp", scale: VARIANTS[variant].scale });
  const present = isHeld ? encode(reduce(taken)) : taken;
  write(presentFile(state, language, variant, isHeld ? "png" : "webp"), present);
  if (!isHeld) return;
  const approved = approvedFile(state, variant);
  if (IS_APPROVING) return write(approved, present);
  // A state that was just added has none: the contact sheet calls it new until somebody has looked at it.
  // The short walk shows in the sheet what is different, and leaves the judgement to the whole one.
  if (IS_SHORT || !existsSync(approved)) return;
  expect.soft(difference(readFileSync(approved), present), `${approved}: if it is meant, cargo xtask contact-sheet --approve`).toBe("");
}

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
