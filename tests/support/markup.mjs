// HTML as a validator reads it: what may stand in what, which attributes belong where.
import { HtmlValidate, StaticConfigLoader } from "html-validate";

/** Matters of taste in a source text, which a page that was drawn has not. */
const TASTE = ["attribute-boolean-style", "attribute-empty-style", "attr-quotes", "doctype-style", "long-title", "no-implicit-button-type",
  "no-implicit-input-type", "no-raw-characters", "no-trailing-whitespace", "require-sri", "tel-non-breaking", "void-style", "no-inline-style", "element-case"];

const validator = new HtmlValidate(new StaticConfigLoader({
  extends: ["html-validate:recommended"],
  rules: {
    ...Object.fromEntries(TASTE.map((rule) => [rule, "off"])),
    // ARIA 1.2 lets a list have a name.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A list of options that is searched by typing has no element of its own.
    "prefer-native-element": ["error", { exclude: ["listbox", "option", "combobox"] }],
  },
}));

/** What is wrong with the page as it stands. */
export async function markupFaults(page) {
  const html = await page.evaluate(() => `<!DOCTYPE html>\n${document.documentElement.outerHTML}`);
  const { results } = await validator.validateString(html);
  const lines = html.split("\n");
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) =>
    `${ruleId}: ${message}: …${lines[line - 1].slice(Math.max(0, column - 30), column + 90)}`));
}
