// A brand: one token file that replaces the tokens of base.brand, one SVG, and the words beside it.
import { isObject } from "./format.mjs";

const OWN = "base.brand.";
const MARK_BYTES_MAX = 4096;
const TEXT_MAX = 40;

/** What a brand's file lacks or should not touch. */
export function brandProblems(brand, content, tokens, complain) {
  const file = `tokens/brands/${brand}.tokens.json`;
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(brand)) complain(file, "", "a brand's name is lower-case letters, digits and hyphens");
  if (!isObject(content)) return;
  const wanted = [...tokens.keys()].filter((path) => path.startsWith(OWN)).map((path) => path.slice(OWN.length));
  const own = isObject(content.base) && isObject(content.base.brand) ? content.base.brand : {};
  for (const name of wanted) if (!Object.hasOwn(own, name)) complain(file, OWN + name, "it is missing");
  const strange = (node, prefix, known) => Object.keys(node).filter((key) => !key.startsWith("$") && !known.includes(key)).map((key) => prefix + key);
  const others = [...strange(content, "", ["base"]), ...(isObject(content.base) ? strange(content.base, "base.", ["brand"]) : []), ...strange(own, OWN, wanted)];
  for (const path of others) complain(file, path, `a brand chooses ${OWN}*, its words and its mark, and nothing else`);
  const texts = brandTexts(content);
  if (!texts.owner) complain(file, "$extensions.edupass.owner", 'it is missing; write { "zh": "…", "en": "…" }');
  for (const [slot, text] of Object.entries(texts)) {
    for (const language of ["zh", "en"]) {
      const said = text?.[language];
      const fine = typeof said === "string" && said.trim() !== "" && [...said].length <= TEXT_MAX;
      if (text && !fine) complain(file, `$extensions.edupass.${slot}.${language}`, `write 1 to ${TEXT_MAX} letters`);
    }
  }
}

/** The words of a brand: who it is, and what it calls the portal where that is not EduPass. */
export function brandTexts(content) {
  const own = isObject(content) && isObject(content.$extensions) && isObject(content.$extensions.edupass) ? content.$extensions.edupass : {};
  const texts = ["name", "owner"].filter((slot) => isObject(own[slot])).map((slot) => [slot, { zh: own[slot].zh, en: own[slot].en }]);
  return Object.fromEntries(texts);
}

/** A mark is a small drawing that needs nothing from elsewhere. */
export function markProblems(file, svg, complain) {
  if (Buffer.byteLength(svg) > MARK_BYTES_MAX) complain(file, "", `it is larger than ${MARK_BYTES_MAX} bytes; draw it with fewer points`);
  if (!/^\s*(<\?xml[^>]*\?>\s*)?<svg\s[^>]*\bxmlns="http:\/\/www\.w3\.org\/2000\/svg"/.test(svg)) complain(file, "", 'it has to begin with <svg xmlns="http://www.w3.org/2000/svg" …>');
  if (!/<svg\s[^>]*\bviewBox="0 0 48 48"/.test(svg)) complain(file, "", 'its viewBox has to be "0 0 48 48"');
  if (!/<\/svg>\s*$/.test(svg)) complain(file, "", "it does not end with </svg>");
  const banned = /<(script|foreignObject|image|use|style|text|a)\b|\son[a-z]+\s*=|\b(href|src)\s*=|url\(|'/i.exec(svg);
  if (banned) complain(file, "", `${JSON.stringify(banned[0])} is not for a mark: shapes and fills only`);
}
