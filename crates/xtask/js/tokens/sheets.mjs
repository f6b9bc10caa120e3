// What the style sheets may use: semantic and component tokens, and no colour of their own.

const CHOSEN = /^(transparent|currentcolor|inherit|initial|unset|none|auto|canvas|canvastext|linktext|buttontext|buttonface|highlight|highlighttext|graytext|mark|field|fieldtext)$/i;
const COLOUR_PROPERTY = /^(color|background(-color)?|border(-(block|inline)(-(start|end))?|-top|-right|-bottom|-left)?(-color)?|outline(-color)?|fill|stroke|accent-color|caret-color|text-decoration(-color)?|box-shadow|text-shadow|column-rule(-color)?)$/;
const RAW = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(/i;
const NAMED = /\b(black|white|red|green|blue|yellow|orange|purple|pink|gr[ae]y|silver|maroon|navy|teal|olive|lime|aqua|fuchsia|brown|gold|cyan|magenta|crimson|tomato|salmon|beige|ivory|indigo|violet|(dark|light|medium|pale|deep)[a-z]+)\b/i;

/** The declarations of a style sheet, each with its rule and line. Comments and texts are blanked. */
export function declarations(css) {
  const blank = (text) => text.replace(/[^\n]/g, " ");
  const code = css.replace(/\/\*[\s\S]*?(\*\/|$)/g, blank).replace(/url\([^)]*\)|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'/g, blank);
  const found = [];
  const rules = [];
  let [start, line, startLine, rule] = [0, 1, 1, 0];
  for (let at = 0; at < code.length; at++) {
    const letter = code[at];
    if (letter === "\n") line++;
    if (!"{};".includes(letter)) {
      if (code.slice(start, at).trim() === "") startLine = line;
      continue;
    }
    const text = code.slice(start, at).trim();
    if (letter === "{") rules.push({ id: ++rule, selector: text });
    else if (text.includes(":")) {
      const colon = text.indexOf(":");
      found.push({ name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim(), line: startLine, rule: rules.at(-1) });
    }
    if (letter === "}") rules.pop();
    start = at + 1;
  }
  return found;
}

/** Complains of raw colours, raw sizes of writing, and properties that no token gives. */
export function checkSheet(file, css, known, palette, complain) {
  const all = declarations(css);
  const used = new Set();
  for (const { name, value, line } of all) {
    const place = `${file}:${line}`;
    for (const [, wanted] of value.matchAll(/var\(\s*(--[\w-]+)/g)) {
      used.add(wanted);
      if (known.has(wanted)) continue;
      complain(place, wanted, palette.has(wanted) ? "it is of the palette; use a semantic or component token" : "no token gives it");
    }
    if (COLOUR_PROPERTY.test(name) && !CHOSEN.test(value) && (RAW.test(value) || NAMED.test(value.replace(/var\([^)]*\)/g, "")))) {
      complain(place, name, `${value} is a raw colour; use a token`);
    }
    if (name === "font-size" && !value.includes("var(--") && !/^(inherit|smaller|larger)$|[\d.]em\b/.test(value)) {
      complain(place, name, `${value} is no size of the scale; use a text token`);
    }
  }
  return { used, pairs: meetings(all) };
}

/** The custom properties that a style sheet declares itself. */
export const declared = (css) => declarations(css).map(({ name }) => name).filter((name) => name.startsWith("--"));

/** The writing and the ground that one rule names together. */
function meetings(all) {
  const only = (value) => /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  const inks = all.filter(({ name, value }) => name === "color" && only(value));
  return inks.flatMap(({ value, line, rule }) => {
    const ground = all.find((other) => other.rule === rule && /^background(-color)?$/.test(other.name) && only(other.value));
    return ground === undefined ? [] : [{ ink: only(value), ground: only(ground.value), line }];
  });
}
