// Looks as custom properties in the cascade layer "tokens", and a style sheet for each brand.
import { colourCss } from "./colour.mjs";

const LAYERS = "@layer tokens, base, layout, components, utilities;";
const MEDIA = {
  scheme: (scheme) => `(prefers-color-scheme: ${scheme})`,
  contrast: (contrast) => `(prefers-contrast: ${contrast})`,
  motion: (motion) => `(prefers-reduced-motion: ${motion})`,
};
const DARK = { media: { scheme: "dark" }, not: { mode: "light" } };

/**
 * When a context is on: by what the device prefers, or by an attribute of the page's root. A later rule wins
 * where it says as much about the root as an earlier one, so that the order here is part of the meaning.
 */
export const WHEN = {
  mode: {
    dark: [DARK, { is: { mode: "dark" } }],
    contrast: [{ media: { contrast: "more" }, not: { mode: "dark" } }, { is: { mode: "contrast" } }],
    "contrast-dark": [
      { media: { contrast: "more", scheme: "dark" }, not: { mode: "light" } },
      { media: { contrast: "more" }, is: { mode: "dark" } },
      { media: { scheme: "dark" }, is: { mode: "contrast" } },
    ],
  },
  script: { latin: [{ lang: "en" }] },
  density: { child: [{ is: { density: "child" } }], kiosk: [{ is: { density: "kiosk" } }, { is: { profile: "kiosk" } }] },
  motion: { reduced: [{ media: { motion: "reduce" } }] },
};

/** The contexts whose rules are on together with a context's own. */
const UNDER = { "contrast-dark": ["dark", "contrast"] };

/** A token's custom property: `brand.$root` is --brand, `ink.soft` is --ink-soft. The palette has none. */
export const property = (path) => "--" + path.split(".").filter((part) => part !== "$root").join("-");
export const isPublic = (path) => !path.startsWith("base.");

/** The properties of a look, in the order of its tokens. */
export function properties(tokens) {
  const found = new Map();
  for (const token of tokens.values()) {
    if (isPublic(token.path)) found.set(property(token.path), valueCss(token));
  }
  return found;
}

const quantityCss = ({ value, unit }) => `${value}${unit}`;
const familyCss = (name) => (/^-?[a-z][a-z-]*$/.test(name) ? name : `"${name}"`);
const shadowCss = ({ color, offsetX, offsetY, blur, spread, inset }) => {
  const sizes = [offsetX, offsetY, blur, ...(spread.value === 0 ? [] : [spread])].map((size) => (size.value === 0 ? "0" : quantityCss(size)));
  return [...(inset ? ["inset"] : []), ...sizes, colourCss(color)].join(" ");
};

function valueCss({ type, value, fluid }) {
  if (fluid !== undefined && Object.hasOwn(fluid, "vw")) {
    return `clamp(${quantityCss(fluid.from)}, ${quantityCss(fluid.base)} + ${fluid.vw}vw, ${quantityCss(value)})`;
  }
  switch (type) {
    case "color":
      return colourCss(value);
    case "dimension":
    case "duration":
      return quantityCss(value);
    case "fontFamily":
      return [value].flat().map(familyCss).join(", ");
    case "cubicBezier":
      return `cubic-bezier(${value.join(", ")})`;
    case "shadow": {
      const seen = [value].flat().filter(({ color }) => (color.alpha ?? 1) > 0);
      return seen.map(shadowCss).join(", ") || "none";
    }
    default:
      return String(value);
  }
}

/**
 * The rules of a deployment, in cascade order: `{ when, props }`.
 * `look` gives the properties for a choice of contexts.
 */
export function rules(look, brand) {
  const isOfBrand = brand !== undefined;
  const choice = (own) => (isOfBrand ? { ...own, brand } : own);
  const normal = look(choice({}));
  const touched = isOfBrand ? brandProperties(look, brand) : undefined;
  const first = isOfBrand ? kept(normal, (name) => touched.has(name)) : normal;
  const found = [{ when: isOfBrand ? { is: { brand } } : {}, props: first }];
  for (const [modifier, contexts] of Object.entries(WHEN)) {
    if (isOfBrand && modifier !== "mode") continue;
    for (const [context, whens] of Object.entries(contexts)) {
      const wanted = look(choice({ [modifier]: context }));
      const under = [normal, ...(UNDER[context] ?? []).map((other) => look(choice({ [modifier]: other })))];
      const props = isOfBrand
        ? kept(wanted, (name) => touched.has(name))
        : kept(wanted, (name, value) => under.some((below) => below.get(name) !== value));
      if (props.size === 0) continue;
      for (const when of whens) found.push({ when: isOfBrand ? { ...when, is: { ...when.is, brand } } : when, props });
    }
  }
  return found;
}

const kept = (props, test) => new Map([...props].filter(([name, value]) => test(name, value)));

/** What a brand changes, in any mode. */
function brandProperties(look, brand) {
  const modes = [{}, ...Object.keys(WHEN.mode).map((mode) => ({ mode }))];
  const changed = modes.flatMap((mode) => {
    const plain = look(mode);
    return [...look({ ...mode, brand })].filter(([name, value]) => plain.get(name) !== value).map(([name]) => name);
  });
  return new Set(changed);
}

const selector = ({ is = {}, not = {}, lang }) =>
  [
    ":root",
    ...Object.entries(is).map(([name, value]) => `[data-${name}=${value}]`),
    ...Object.entries(not).map(([name, value]) => `:not([data-${name}=${value}])`),
    ...(lang === undefined ? [] : [`:lang(${lang})`]),
  ].join("");

const query = (media = {}) => Object.entries(media).map(([name, value]) => MEDIA[name](value)).join(" and ");

/** How much a rule's selector says; of two that say as much, the later one wins. */
export const weight = ({ is = {}, not = {}, lang }) => Object.keys(is).length + Object.keys(not).length + (lang === undefined ? 0 : 1);

/** Whether a rule is on for a page whose root and device are so. */
export const isOn = ({ media = {}, is = {}, not = {}, lang }, page) =>
  Object.entries(media).every(([name, value]) => page.device[name] === value) &&
  Object.entries(is).every(([name, value]) => page.root[name] === value) &&
  Object.entries(not).every(([name, value]) => page.root[name] !== value) &&
  (lang === undefined || page.lang === lang);

/** The style sheet of the tokens. */
export function sheet(found) {
  const [first, ...rest] = found;
  const scheme = ["color-scheme: light dark;", ""];
  const lines = [block(":root", [...scheme, ...declarations(first.props)]), ...grouped(rest).map(ruleCss)];
  lines.splice(1, 0, block(":root[data-mode=light]", ["color-scheme: light;"]), block(":root[data-mode=dark]", ["color-scheme: dark;"]));
  return [
    "/* Written by `cargo xtask tokens` from tokens/: change the tokens, not this. */",
    LAYERS,
    "",
    layerCss("tokens", lines),
    "",
  ].join("\n");
}

/** The style sheet of a brand: its properties, and its mark in the place of the owl. */
export function brandSheet(brand, found, svg) {
  const mark = `:root[data-brand=${brand}] .c-mark`;
  const address = `data:image/svg+xml,${svg.trim().replace(/>\s+</g, "><").replace(/\s+/g, " ").replaceAll('"', "'").replace(/[#%<>]/g, encodeURIComponent)}`;
  return [
    `/* Written by \`cargo xtask tokens\` from tokens/brands/${brand}.tokens.json and ${brand}.svg. */`,
    layerCss("tokens", grouped(found).map(ruleCss)),
    "",
    layerCss("components", [
      block(mark, [`background: url("${address}") center / contain no-repeat;`]),
      block(`${mark} > *`, ["display: none;"]),
    ]),
    "",
  ].join("\n");
}

/** Neighbours that say the same for no device in particular are one rule with two selectors. */
function grouped(found) {
  return found.reduce((all, rule) => {
    const last = all.at(-1);
    const isAlike = last !== undefined && last.props === rule.props && query(last.when.media) === query(rule.when.media);
    if (isAlike) last.selectors.push(selector(rule.when));
    else all.push({ ...rule, selectors: [selector(rule.when)] });
    return all;
  }, []);
}

function ruleCss({ when, props, selectors }) {
  const rule = block(selectors.join(",\n"), declarations(props));
  const media = query(when.media);
  return media === "" ? rule : `@media ${media} {\n${indented(rule)}\n}`;
}

const declarations = (props) => [...props].map(([name, value]) => `${name}: ${value};`);
const block = (selectors, lines) => `${selectors} {\n${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n}`;
const indented = (text) => text.split("\n").map((line) => (line === "" ? "" : `  ${line}`)).join("\n");
const layerCss = (name, blocks) => `@layer ${name} {\n${blocks.map(indented).join("\n\n")}\n}`;
