// Token files as the Design Tokens Format and Color modules 2025.10 define them: read, checked,
// merged, and their aliases followed. Whatever is wrong becomes a complaint; nothing is thrown.
import { colourProblem, isColour } from "./colour.mjs";

const OF_TOKEN = ["$value", "$type", "$description", "$deprecated", "$extensions"];
const OF_GROUP = ["$type", "$description", "$deprecated", "$extensions", "$root", "$schema"];
const ALIAS = /^\{([^{}]+)\}$/;
const WEIGHTS = ["thin", "light", "normal", "medium", "semi-bold", "bold", "extra-bold", "black"];
const DEEPEST = 12;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isToken = (node) => isObject(node) && Object.hasOwn(node, "$value");
const show = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 80);

/** The path that an alias names, or nothing. */
export const aliasOf = (value) => (typeof value === "string" ? ALIAS.exec(value)?.[1] : undefined);

const quantity = (units) => (value) => {
  if (!isObject(value) || !isNumber(value.value)) return `write it as { "value": 1, "unit": "${units[0]}" }`;
  if (!units.includes(value.unit)) return `its unit is ${show(value.unit)}; use ${units.join(" or ")}`;
  return value.value < 0 && "it is negative";
};

const layer = (value) => {
  if (!isObject(value)) return "a shadow is an object, or a list of objects";
  for (const [part, type] of Object.entries(SHADOW)) {
    if (!Object.hasOwn(value, part)) return `its ${part} is missing`;
    const wrong = aliasOf(value[part]) === undefined && TYPES[type](value[part]);
    if (wrong) return `its ${part}: ${wrong}`;
  }
  return false;
};

const SHADOW = { color: "color", offsetX: "offset", offsetY: "offset", blur: "dimension", spread: "offset" };

/** The types that the builder writes: each says what is wrong with a value, or nothing. */
const TYPES = {
  color: colourProblem,
  dimension: quantity(["px", "rem"]),
  offset: (value) => quantity(["px", "rem"])(isObject(value) && isNumber(value.value) ? { ...value, value: Math.abs(value.value) } : value),
  duration: quantity(["ms", "s"]),
  number: (value) => !isNumber(value) && "it is no number",
  fontFamily: (value) => {
    const names = Array.isArray(value) ? value : [value];
    const fine = names.length > 0 && names.every((name) => typeof name === "string" && /^[^"\\;{}<>]+$/.test(name));
    return !fine && "write a name, or a list of names";
  },
  fontWeight: (value) => !(isNumber(value) && value >= 1 && value <= 1000) && !WEIGHTS.includes(value) && "choose 1 to 1000",
  cubicBezier: (value) => {
    const fine = Array.isArray(value) && value.length === 4 && value.every(isNumber);
    return !(fine && [value[0], value[2]].every((x) => x >= 0 && x <= 1)) && "write four numbers, the first and third from 0 to 1";
  },
  shadow: (value) => {
    const layers = Array.isArray(value) ? value : [value];
    return layers.length === 0 ? "it has no layer" : layers.map(layer).find(Boolean);
  },
};

/** Says what is wrong with one file's shape: names, properties, tokens that hold tokens. */
export function checkFile(file, content, complain) {
  if (!isObject(content)) return complain(file, "", "the file is no JSON object");
  walk(content, [], (path, node) => {
    const place = path.join(".");
    const name = path.at(-1) ?? "";
    if (path.length > 0 && name !== "$root" && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      complain(file, place, `the name ${show(name)} has to be lower-case letters, digits and hyphens`);
    }
    if (path.length > DEEPEST) return complain(file, place, `groups are nested deeper than ${DEEPEST}`);
    if (!isObject(node)) return complain(file, place, `a token is an object with a "$value", not ${show(node)}`);
    const known = isToken(node) ? OF_TOKEN : OF_GROUP;
    for (const key of Object.keys(node)) {
      if (key.startsWith("$") && !known.includes(key)) complain(file, place, `${key} is unknown here`);
      if (!key.startsWith("$") && isToken(node)) complain(file, place, `a token cannot hold another one (${show(key)}); name it $root`);
    }
    if (Object.hasOwn(node, "$root") && !isToken(node.$root)) complain(file, place, `$root has to be a token with a "$value"`);
    if (Object.hasOwn(node, "$description") && typeof node.$description !== "string") complain(file, place, "$description has to be text");
    if (Object.hasOwn(node, "$type") && (typeof node.$type !== "string" || node.$type === "offset" || !Object.hasOwn(TYPES, node.$type))) {
      const types = Object.keys(TYPES).filter((type) => type !== "offset");
      complain(file, place, `$type ${show(node.$type)} is unknown; this builder knows ${types.join(", ")}`);
    }
  });
}

/** Calls for a group or token and everything in it, at most one level deeper than is allowed. */
function walk(node, path, visit) {
  visit(path, node);
  if (!isObject(node) || isToken(node) || path.length > DEEPEST) return;
  for (const [key, child] of Object.entries(node)) {
    if (!key.startsWith("$") || key === "$root") walk(child, [...path, key], visit);
  }
}

/** Token trees laid over each other: the last one that names a token wins. */
export function merged(sources) {
  const tokens = new Map();
  for (const { file, content } of sources) lay(content, [], undefined, file, tokens);
  return tokens;
}

function lay(node, path, inherited, file, tokens) {
  if (!isObject(node) || path.length > DEEPEST) return;
  const type = typeof node.$type === "string" ? node.$type : inherited;
  if (isToken(node)) {
    const place = path.join(".");
    const fluid = isObject(node.$extensions) && isObject(node.$extensions.edupass) ? node.$extensions.edupass : undefined;
    tokens.set(place, { path: place, value: node.$value, type: type ?? tokens.get(place)?.type, fluid, file });
    return;
  }
  for (const [key, child] of Object.entries(node)) {
    if (!key.startsWith("$") || key === "$root") lay(child, [...path, key], type, file, tokens);
  }
}

/** The tokens with every alias replaced by what it stands for; each value fits its type. */
export function resolved(tokens, complain) {
  const done = new Map();
  for (const token of tokens.values()) {
    const [value, type, from] = follow(tokens, token, token, [], complain) ?? [];
    if (value === undefined) continue;
    if (type === undefined || !Object.hasOwn(TYPES, type)) {
      complain(token.file, token.path, "it has no $type, and neither has its group");
      continue;
    }
    if (token.type !== undefined && type !== token.type) {
      complain(token.file, token.path, `it is a ${token.type}, but ${show(token.value)} is a ${type}`);
      continue;
    }
    const wrong = TYPES[type](value) || fluidProblem(token.fluid, type);
    if (wrong) complain(token.file, token.path, wrong);
    else done.set(token.path, { ...token, value, type, from });
  }
  return done;
}

/** A value, its type and its token's path at the end of the aliases; whole values, and those inside a shadow. */
function follow(tokens, asked, token, passed, complain) {
  const target = aliasOf(token.value);
  if (target === undefined) return [inside(tokens, asked, token, passed, complain), token.type, token.path];
  if (passed.includes(target) || target === asked.path) {
    complain(asked.file, asked.path, `its alias goes in a circle: ${[asked.path, ...passed, target].join(" → ")}`);
    return undefined;
  }
  const next = tokens.get(target) ?? tokens.get(`${target}.$root`);
  if (next === undefined) {
    complain(asked.file, asked.path, `{${target}} is no token${nearest(tokens, target)}`);
    return undefined;
  }
  return follow(tokens, asked, next, [...passed, target], complain);
}

function inside(tokens, asked, token, passed, complain) {
  if (token.type !== "shadow") return token.value;
  const layers = Array.isArray(token.value) ? token.value : [token.value];
  return layers.map((one) => {
    if (!isObject(one)) return one;
    const parts = Object.entries(one).map(([part, value]) => {
      const found = aliasOf(value) === undefined ? undefined : follow(tokens, asked, { ...token, type: undefined, value }, passed, complain);
      return [part, found === undefined ? value : found[0]];
    });
    return Object.fromEntries(parts);
  });
}

function fluidProblem(fluid, type) {
  if (fluid === undefined || !Object.hasOwn(fluid, "vw")) return false;
  const sizes = [fluid.from, fluid.base].map(TYPES.dimension).find(Boolean);
  return (type !== "dimension" && "only a dimension grows with the window") || sizes || (!isNumber(fluid.vw) && "vw has to be a number");
}

/** The name that was probably meant. */
function nearest(tokens, wanted) {
  const last = wanted.split(".").at(-1);
  const near = [...tokens.keys()].filter((path) => path.split(".").includes(last)).slice(0, 3);
  return near.length > 0 ? `; there is ${near.join(", ")}` : "";
}

export { isColour, isObject };
