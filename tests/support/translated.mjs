// Whether a page speaks the language that it says: no Han on an English page and no English sentence on a
// Chinese one, but for names out of the data and the switch of languages (experience.md I6).

const HAN = /[\p{Script=Han}\p{Script=Bopomofo}]+/gu;
const ENGLISH = /[A-Za-z][a-z]+(?:[ ,]+[A-Za-z]+){2,}/g;

/** What stands on the page in the other language. */
export async function untranslated(page, language, state) {
  const texts = await page.evaluate(readable, language === "en" ? "zh" : "en");
  const known = new Set(data(state));
  const isKnown = (run) => [...known].some((text) => text.includes(run));
  const foreign = texts.flatMap((text) => text.match(language === "en" ? HAN : ENGLISH) ?? []);
  return foreign.filter((run) => !isKnown(run));
}

/** Every text of a state that a person typed or a record has. What comes in both languages is none of it. */
function data(value) {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(data);
  const { zh, en, ...rest } = value;
  const isBoth = typeof zh === "string" && typeof en === "string";
  return Object.values(isBoth ? rest : value).flatMap(data);
}

/** Runs in the page: what can be read or is read out, outside what is marked as the other language. */
function readable(other) {
  const ATTRIBUTES = ["aria-label", "alt", "title", "placeholder"];
  const isOther = (element) => element.closest(`[lang^="${other}"]`) !== null;
  const texts = [document.title];
  const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!isOther(parent) && !parent.closest("script, style, noscript, template")) texts.push(walker.currentNode.data);
  }
  for (const element of document.querySelectorAll("#app *")) {
    if (!isOther(element)) texts.push(...ATTRIBUTES.map((name) => element.getAttribute(name) ?? ""));
  }
  return texts.filter((text) => text.trim() !== "");
}
