// The resolver file (Design Tokens Resolver module 2025.10): which token files make up which look.
import { isObject } from "./format.mjs";

/** Where the resolver is, from the root of the workspace. */
export const RESOLVER = "tokens/edupass.resolver.json";
const FOLDER = "tokens/";
const BRANDS = "brands/";

/**
 * Reads the resolver into an ordered list of sets and modifiers, each with its sources.
 * A modifier's contexts are `name -> [{ file, content }]`.
 */
export function readResolver(json, read, complain) {
  const wrong = (where, what) => void complain(RESOLVER, where, what);
  if (!isObject(json)) return wrong("", "the file is no JSON object"), [];
  if (json.version !== "2025.10") wrong("version", 'it has to be "2025.10"');
  if (!Array.isArray(json.resolutionOrder)) return wrong("resolutionOrder", "it has to be a list of references"), [];
  const steps = json.resolutionOrder.map((step) => oneStep(json, step, read, wrong)).filter(Boolean);
  const twice = steps.map((step) => step.name).filter((name, index, all) => all.indexOf(name) < index);
  for (const name of twice) wrong("resolutionOrder", `${name} is in it twice`);
  return steps;
}

function oneStep(json, step, read, wrong) {
  const [, kind, name] = /^#\/(sets|modifiers)\/([^/]+)$/.exec(isObject(step) ? step.$ref : "") ?? [];
  if (kind === undefined) return wrong("resolutionOrder", `${JSON.stringify(step)} refers to neither a set nor a modifier`);
  const found = isObject(json[kind]) && Object.hasOwn(json[kind], name) ? json[kind][name] : undefined;
  if (!isObject(found)) return wrong("resolutionOrder", `there is no ${kind}/${name}`);
  const where = `${kind}.${name}`;
  if (kind === "sets") return { name, sources: sources(json, found.sources, `${where}.sources`, read, wrong, [name]) };
  if (!isObject(found.contexts) || Object.keys(found.contexts).length === 0) return wrong(where, "it has no contexts");
  if (!Object.hasOwn(found.contexts, found.default)) return wrong(where, `its default ${JSON.stringify(found.default)} is none of its contexts`);
  const contexts = Object.entries(found.contexts).map(([context, list]) => [context, sources(json, list, `${where}.contexts.${context}`, read, wrong)]);
  return { name, contexts: new Map(contexts), normal: found.default };
}

/** Files, sets and tokens written in place, in their order. */
function sources(json, list, where, read, wrong, passed = []) {
  if (!Array.isArray(list)) return wrong(where, "it has to be a list"), [];
  return list.flatMap((source) => {
    if (!isObject(source)) return wrong(where, `${JSON.stringify(source)} is no reference`), [];
    if (!Object.hasOwn(source, "$ref")) return [{ file: RESOLVER, content: source }];
    const set = /^#\/sets\/([^/]+)$/.exec(source.$ref)?.[1];
    if (set !== undefined) {
      if (passed.includes(set)) return wrong(where, `sets/${set} refers to itself`), [];
      const found = isObject(json.sets) && isObject(json.sets[set]) ? json.sets[set].sources : undefined;
      return sources(json, found, `sets.${set}.sources`, read, wrong, [...passed, set]);
    }
    if (typeof source.$ref !== "string" || source.$ref.startsWith("#") || /^[a-z]+:|^\/|\.\./i.test(source.$ref)) {
      return wrong(where, `${JSON.stringify(source.$ref)} is neither a set nor a file of ${FOLDER}`), [];
    }
    const file = FOLDER + source.$ref;
    const content = read(file);
    return content === undefined ? [] : [{ file, content }];
  });
}

/** The resolver with every file of `tokens/brands/` as a context of its brand modifier. */
export function withBrands(json, brands) {
  const brand = json?.modifiers?.brand;
  if (!isObject(brand) || !isObject(brand.contexts)) return json;
  const contexts = { [brand.default]: [] };
  for (const name of brands) contexts[name] = [{ $ref: `${BRANDS}${name}.tokens.json` }];
  return { ...json, modifiers: { ...json.modifiers, brand: { ...brand, contexts } } };
}

/** Every source of a look, `choice` being a context for each modifier. */
export const sourcesOf = (steps, choice) =>
  steps.flatMap((step) => step.sources ?? step.contexts.get(choice[step.name] ?? step.normal) ?? []);

/** Every choice of contexts that is possible, as objects. */
export function choices(steps) {
  const modifiers = steps.filter((step) => step.contexts !== undefined);
  return modifiers.reduce(
    (all, step) => all.flatMap((choice) => [...step.contexts.keys()].map((context) => ({ ...choice, [step.name]: context }))),
    [{}],
  );
}
