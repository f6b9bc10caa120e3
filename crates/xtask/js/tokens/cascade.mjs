// Whether the style sheets say what the resolver says, on every kind of page there is: a token that two
// modifiers change at once needs a rule for both, and nobody would see by reading that it has none.
import { isOn, rules, weight } from "./css.mjs";
import { choices } from "./resolver.mjs";

const SHEET = "style/tokens.css";

/**
 * Every page that can be, as its root, its device, and the contexts that it should have. Brands change colours
 * only, so that theirs are tried in one language and with motion.
 */
function* pages(brands) {
  for (const scheme of ["light", "dark"]) for (const contrast of ["no-preference", "more"]) for (const motion of ["no-preference", "reduce"]) {
    const device = { scheme, contrast, motion };
    for (const mode of [undefined, "light", "dark", "contrast"]) for (const lang of ["zh", "en"]) {
      for (const [density, profile] of [[], ["child"], ["kiosk"], [undefined, "kiosk"]]) for (const brand of brands) {
        if (brand !== "national" && (lang === "en" || motion === "reduce")) continue;
        const isDark = ["light", "dark"].includes(mode) ? mode === "dark" : scheme === "dark";
        const isStrong = mode === "contrast" || contrast === "more";
        const choice = {
          brand,
          mode: isStrong ? (isDark ? "contrast-dark" : "contrast") : isDark ? "dark" : "light",
          script: lang === "en" ? "latin" : "han",
          density: density ?? profile ?? "default",
          motion: motion === "reduce" ? "reduced" : "full",
        };
        yield { device, root: { mode, density, profile, brand }, lang, choice };
      }
    }
  }
}

/** Compares what the rules give with what the resolver gives. */
export function checkCascade(steps, brands, common, look, complain) {
  const known = new Set(choices(steps).map(key));
  const sheets = new Map([["national", []], ...brands.map((brand) => [brand, rules(look, brand)])]);
  const done = new Set();
  for (const page of pages([...sheets.keys()])) {
    if (!known.has(key(page.choice))) {
      return complain("tokens/edupass.resolver.json", key(page.choice), "the style sheets need this context, and the resolver lacks it");
    }
    const given = cascade([...common, ...sheets.get(page.root.brand)], page);
    for (const [name, wanted] of look(page.choice)) {
      if (given.get(name) === wanted || done.has(name)) continue;
      done.add(name);
      const where = Object.values(page.choice).join(", ");
      complain(SHEET, name, `in ${where} it would be ${given.get(name)}, not ${wanted}: two modifiers change it at once; let one of them do it`);
    }
  }
}

const key = (choice) => Object.entries(choice).map(([name, context]) => `${name}=${context}`).sort().join(" ");

/** What a browser makes of the rules: the one that says most about the root wins, then the last. */
function cascade(found, page) {
  const on = found.filter(({ when }) => isOn(when, page));
  const ordered = on.map((rule, order) => ({ ...rule, order })).sort((a, b) => weight(a.when) - weight(b.when) || a.order - b.order);
  return new Map(ordered.flatMap(({ props }) => [...props]));
}
