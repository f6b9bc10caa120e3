// Every state of the studio in both languages, once each: reached without a word on the console, accessible,
// valid, translated, within 320 CSS pixels, and as its approved pictures show it. The pictures are those of
// the contact sheet (`cargo xtask contact-sheet`), so that none is taken twice.
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

const IS_APPROVING = process.env.EDUPASS_APPROVE === "1";
/** Each language is looked at in other colours, so that both are seen of everything. */
const LANGUAGES = { "zh-TW": "light", en: "dark" };
/** Which picture of a state is approved in which language. */
const APPROVED = { "zh-TW": "phone", en: "desktop" };

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

for (const [language, colours] of Object.entries(LANGUAGES)) {
  // The examples of the controls have words of their own, in one language.
  for (const state of states.filter((state) => language !== "en" || !isControl(state))) {
    test(`${state.page}: ${state.state}, ${language}`, async ({ stage }) => {
      await stage.show(state, language, colours);
      const { page } = stage;
      expect(stage.said(), "the console").toEqual([]);
      const asked = await stage.askedFor();
      expect(asked.flatMap(({ method, path, body }) => api.requestFaults(method, path, body)), "requests").toEqual([]);
      await expectAccessible(page, colours);
      await expectSound(page);
      expect(await markupFaults(page), "HTML").toEqual([]);
      if (!isControl(state)) {
        const known = { ...state, answers: { ...defaults.answers, ...state.answers } };
        expect(await untranslated(page, language, known), "in the other language").toEqual([]);
      }
      for (const [variant, look] of Object.entries(VARIANTS)) {
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
  if (!existsSync(approved)) return;
  expect.soft(difference(readFileSync(approved), present), `${approved}: if it is meant, cargo xtask contact-sheet --approve`).toBe("");
}

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
