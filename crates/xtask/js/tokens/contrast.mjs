// The contrast report: every pair of colours that can meet, in every mode and brand (WCAG 1.4.3, 1.4.11).
import { over, ratio, toRgb } from "./colour.mjs";
import { isObject } from "./format.mjs";
import { isPublic, property } from "./css.mjs";

/** Where the pairs are listed. */
export const PAIRS = "tokens/contrast.json";

/** Reads the list of pairs: `{ ink, ground, least, contrast, under }`, and the colours that need none. */
export function readPairs(json, complain) {
  const wrong = (where, what) => complain(PAIRS, where, what);
  if (!isObject(json) || !Array.isArray(json.pairs) || !isObject(json.alone)) {
    wrong("", 'it needs "pairs", a list, and "alone", an object');
    return { pairs: [], alone: {} };
  }
  const pairs = json.pairs.flatMap((entry, index) => {
    const place = `pairs[${index}]`;
    const lists = isObject(entry) ? [entry.ink, entry.ground].map((names) => [names].flat()) : [];
    const fine = lists.length === 2 && lists.flat().every((name) => typeof name === "string");
    if (!fine) return wrong(place, 'it needs "ink" and "ground", each a token or a list of tokens'), [];
    const { least, contrast = least, under } = entry;
    if (![least, contrast].every((number) => typeof number === "number" && number >= 1 && number <= 21)) {
      return wrong(place, '"least" and "contrast" are ratios from 1 to 21'), [];
    }
    return lists[0].flatMap((ink) => lists[1].map((ground) => ({ ink, ground, least, contrast, under, place })));
  });
  return { pairs, alone: json.alone };
}

/** One line for each pair and look: what was found, what is needed. */
export function measured(pairs, looks, complain) {
  return looks.flatMap(({ name, choice, tokens }) => pairs.flatMap((pair) => {
    const [ink, ground, under] = [pair.ink, pair.ground, pair.under].map((path) => path && (tokens.get(path) ?? tokens.get(`${path}.$root`)));
    const missing = [[pair.ink, ink], [pair.ground, ground], [pair.under, under]].find(([path, token]) => path && token?.type !== "color");
    if (missing !== undefined) {
      complain(PAIRS, pair.place, `${missing[0]} is no colour`);
      return [];
    }
    const back = over(ground.value, under ? toRgb(under.value) : [1, 1, 1]);
    const found = ratio(over(ink.value, back), back);
    const needed = choice.mode?.startsWith("contrast") ? pair.contrast : pair.least;
    return [{ ...pair, look: name, found, needed, made: [ink.from, ground.from] }];
  }));
}

/** Says which pairs are too close. */
export function judge(lines, complain) {
  for (const { ink, ground, look, found, needed, made } of lines) {
    if (found < needed) complain(PAIRS, `${ink} on ${ground}`, `${found.toFixed(2)} to 1 in ${look}; ${needed} to 1 is needed (${made.join(" on ")})`);
  }
}

/** Every colour is in a pair, or says why it needs none. */
export function coverage({ pairs, alone }, tokens, complain) {
  const named = new Set(pairs.flatMap(({ ink, ground }) => [ink, ground]));
  const plain = (path) => path.replace(/\.\$root$/, "");
  const colours = [...tokens.values()].filter((token) => token.type === "color" && isPublic(token.path)).map((token) => plain(token.path));
  for (const path of colours.filter((path) => !named.has(path) && !Object.hasOwn(alone, path))) {
    complain(PAIRS, path, `it stands in no pair; add one, or say under "alone" why it needs none`);
  }
  for (const path of Object.keys(alone).filter((path) => !colours.includes(path))) complain(PAIRS, path, '"alone" names no colour');
}

/** Whether two properties are listed as a pair. */
export function isListed(pairs, ink, ground) {
  return pairs.some((pair) => property(pair.ink) === ink && property(pair.ground) === ground);
}
