// The builder of the design tokens, on a small invented system and on damaged ones.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { build } from "./tokens.mjs";
import { colourCss, colourProblem, fromHex, ratio, toRgb } from "./tokens/colour.mjs";
import { checkFile, merged, resolved } from "./tokens/format.mjs";
import { choices, readResolver, sourcesOf } from "./tokens/resolver.mjs";
import { checkSheet, declarations } from "./tokens/sheets.mjs";

const made = [];
after(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

/** A copy of the project's tokens and styles that a test may damage. */
function project(damage = () => {}) {
  const root = mkdtempSync(path.join(tmpdir(), "tokens-"));
  made.push(root);
  for (const folder of ["tokens", "style"]) cpSync(folder, path.join(root, folder), { recursive: true });
  damage({
    edit: (file, change) => {
      const whole = path.join(root, file);
      const content = JSON.parse(readFileSync(whole, "utf8"));
      writeFileSync(whole, JSON.stringify(change(content) ?? content));
    },
    write: (file, text) => writeFileSync(path.join(root, file), text),
    remove: (file) => rmSync(path.join(root, file)),
  });
  return build(root);
}

/** What is said about one file of tokens. */
function problems(content) {
  const said = [];
  const complain = (file, place, what) => said.push(`${place}: ${what}`);
  checkFile("a", content, complain);
  const tokens = resolved(merged([{ file: "a", content }]), complain);
  return { said, tokens };
}

const colour = (hex) => ({ $type: "color", $value: fromHex(hex) });

const sound = build(".");

test("the project's own tokens are in order", () => {
  assert.deepEqual(sound.problems, []);
});

test("the values are those that the design had before it had tokens", () => {
  const css = sound.files.get("style/tokens.css");
  for (const line of ["--ground: #f4f6f3;", "--brand: #0b5a63;", "--text-heading: clamp(1.75rem, 1.5rem + 1.2vw, 2.25rem);", "--veil: rgb(255 255 255 / 10%);", "--target-min: 44px;"]) {
    assert.ok(css.includes(line), line);
  }
  assert.match(css, /prefers-color-scheme: dark[^}]*--ground: #0f1a1c/);
});

test("kiosks have targets of 56 px, by density and by profile", () => {
  const css = sound.files.get("style/tokens.css");
  assert.match(css, /:root\[data-density=kiosk\],\s*:root\[data-profile=kiosk\] \{[^}]*--target-min: 56px/);
});

test("nothing of the palette reaches the style sheets", () => {
  assert.doesNotMatch([...sound.files].filter(([file]) => file.endsWith(".css")).map(([, css]) => css).join(""), /--(base|colour|step)/);
});

test("aliases are followed, through groups and inherited types", () => {
  const { said, tokens } = problems({ a: { $type: "color", $root: { $value: fromHex("#123456") }, b: { $value: "{a}" } }, c: { $value: "{a.b}" } });
  assert.deepEqual(said, []);
  assert.equal(colourCss(tokens.get("c").value), "#123456");
  assert.equal(tokens.get("c").type, "color");
});

for (const [name, content, said] of [
  ["an alias that leads nowhere", { a: { $type: "color", $value: "{b.ink}" }, c: { ink: colour("#000000") } }, "a: {b.ink} is no token; there is c.ink"],
  ["aliases in a circle", { a: { $value: "{b}" }, b: { $value: "{a}" } }, "a: its alias goes in a circle: a → b → a"],
  ["an alias to itself", { a: { $value: "{a}" } }, "a: its alias goes in a circle: a → a"],
  ["an alias to another type", { a: { $type: "number", $value: "{b}" }, b: colour("#000000") }, 'a: it is a number, but "{b}" is a color'],
  ["a value without a type", { a: { $value: 3 } }, "a: it has no $type, and neither has its group"],
  ["an unknown type", { a: { $type: "border", $value: 3 } }, 'a: $type "border" is unknown'],
  ["a dimension with another unit", { a: { $type: "dimension", $value: { value: 1, unit: "em" } } }, 'a: its unit is "em"; use px or rem'],
  ["a dimension as text", { a: { $type: "dimension", $value: "1rem" } }, 'a: write it as { "value": 1, "unit": "px" }'],
  ["a colour as text", { a: { $type: "color", $value: "#ff0000" } }, 'a: a colour is an object; write {"colorSpace":"srgb","components":[1,0,0],"hex":"#ff0000"}'],
  ["a hex that is not its components", { a: { $type: "color", $value: { ...fromHex("#ff0000"), hex: "#ff0001" } } }, "a: its components are #ff0000, but its hex is #ff0001"],
  ["a component out of range", { a: { $type: "color", $value: { colorSpace: "srgb", components: [0, 2, 0] } } }, "a: its component 2 is 2, outside the range of srgb"],
  ["a name with a capital", { Ab: colour("#000000") }, 'Ab: the name "Ab" has to be'],
  ["a token in a token", { a: { ...colour("#000000"), b: colour("#000000") } }, 'a: a token cannot hold another one ("b"); name it $root'],
  ["a shadow without its blur", { a: { $type: "shadow", $value: { color: fromHex("#000000"), offsetX: { value: 0, unit: "px" }, offsetY: { value: 0, unit: "px" } } } }, "a: its blur is missing"],
]) {
  test(`says what is wrong with ${name}`, () => {
    assert.ok(problems(content).said.some((line) => line.startsWith(said)), problems(content).said.join("\n"));
  });
}

test("colours of other spaces become the same sRGB", () => {
  assert.equal(colourCss({ colorSpace: "hsl", components: [0, 100, 50] }), "#f00");
  assert.equal(colourCss({ colorSpace: "oklch", components: [0.628, 0.2577, 29.23] }), "#f00");
  assert.equal(colourCss({ colorSpace: "srgb-linear", components: [1, "none", 0], alpha: 0.5 }), "rgb(255 0 0 / 50%)");
});

test("contrast is WCAG's", () => {
  const of = (one, other) => ratio(toRgb(fromHex(one)), toRgb(fromHex(other)));
  assert.equal(of("#000000", "#ffffff"), 21);
  assert.equal(of("#777777", "#ffffff").toFixed(2), "4.48");
  assert.equal(of("#767676", "#ffffff").toFixed(2), "4.54");
});

test("a brand whose contrast is too low does not build, and is told which colours and where", () => {
  const { problems } = project(({ edit }) => edit("tokens/brands/matsu.tokens.json", (brand) => void (brand.base.brand.tone.$value = fromHex("#9a9ad6"))));
  assert.ok(problems.some((line) => /^tokens\/contrast\.json: brand\.ink on brand: 2\.\d\d to 1 in matsu, light; 4\.5 to 1 is needed \(base\.colour\.white on base\.brand\.tone\)$/.test(line)), problems.join("\n"));
});

test("a brand is complete, keeps to its own tokens, and has a mark", () => {
  const { problems } = project(({ edit, remove }) => {
    edit("tokens/brands/matsu.tokens.json", (brand) => void delete brand.base.brand.glow);
    edit("tokens/brands/tainan.tokens.json", (brand) => void (brand.ink = colour("#ff0000")));
    remove("tokens/brands/hualien.svg");
  });
  assert.ok(problems.includes("tokens/brands/matsu.tokens.json: base.brand.glow: it is missing"));
  assert.ok(problems.some((line) => line.startsWith("tokens/brands/tainan.tokens.json: ink: a brand chooses base.brand.*")));
  assert.ok(problems.some((line) => line.startsWith("tokens/brands/hualien.svg: the mark of hualien is missing")));
});

test("a mark brings no script, no address and no style", () => {
  for (const harm of ["<script/>", '<image href="https://example.org/a.png"/>', '<rect onload="x"/>', "<style>a{}</style>"]) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${harm}</svg>`;
    assert.ok(project(({ write }) => write("tokens/brands/matsu.svg", svg)).problems.some((line) => line.startsWith("tokens/brands/matsu.svg: ")), harm);
  }
});

test("a new brand is one token file and one drawing", () => {
  const { files, problems } = project(({ write }) => {
    write("tokens/brands/penghu.tokens.json", readFileSync("tokens/brands/hualien.tokens.json"));
    write("tokens/brands/penghu.svg", readFileSync("tokens/brands/hualien.svg"));
  });
  assert.deepEqual(problems, []);
  assert.match(files.get("style/brands/penghu.css"), /:root\[data-brand=penghu\] \.c-mark/);
  assert.ok(JSON.parse(files.get("tokens/edupass.resolver.json")).modifiers.brand.contexts.penghu);
});

test("two modifiers that change one token at once are told of", () => {
  const { problems } = project(({ edit }) => edit("tokens/modes/contrast.tokens.json", (mode) => void (mode.leading = { $root: { $value: 2 } })));
  assert.deepEqual(problems, []);
  const other = project(({ edit }) => edit("tokens/scripts/latin.tokens.json", (script) => void (script.hairline = { $value: "{border}" })));
  assert.ok(other.problems.some((line) => line.includes("two modifiers change it at once")), other.problems.join("\n"));
});

test("style sheets have no colour of their own and use no palette", () => {
  const said = [];
  const complain = (place, name, what) => said.push(`${place}: ${name}: ${what}`);
  const css = "/* #fff */\n.a {\n  color: #fff;\n  background: var(--night-50);\n  border: 1px solid currentColor;\n  fill: var(--nothing);\n  outline: 1px solid red;\n  content: \"#fff;}\";\n}\n";
  checkSheet("a.css", css, new Set(["--ink"]), new Set(["--night-50"]), complain);
  assert.deepEqual(said.map((line) => line.split(": ").slice(0, 2).join(" ")), ["a.css:3 color", "a.css:4 --night-50", "a.css:6 --nothing", "a.css:7 outline"]);
  assert.deepEqual(declarations("a{b:c;d:url(x;y)}").map(({ name }) => name), ["b", "d"]);
});

test("writing and ground that a style sheet lays on each other have to be measured", () => {
  const { problems } = project(({ write }) => write("style/components/icon.css", "@layer components { .a { color: var(--accent); background: var(--warn-soft) } }"));
  assert.ok(problems.some((line) => line.includes("--accent on --warn-soft: add this pair")), problems.join("\n"));
});

test("a resolver is told what it lacks", () => {
  const said = [];
  const complain = (file, place, what) => said.push(`${place}: ${what}`);
  readResolver({ version: "2024", resolutionOrder: [{ $ref: "#/sets/a" }, { $ref: "#/modifiers/m" }, 3], sets: { a: { sources: [{ $ref: "#/sets/a" }, { $ref: "../x.json" }] } }, modifiers: { m: { contexts: { a: [] }, default: "b" } } }, () => ({}), complain);
  assert.deepEqual(said, [
    'version: it has to be "2025.10"',
    "sets.a.sources: sets/a refers to itself",
    'sets.a.sources: "../x.json" is neither a set nor a file of tokens/',
    'modifiers.m: its default "b" is none of its contexts',
    "resolutionOrder: 3 refers to neither a set nor a modifier",
  ]);
});

test("later sources win, and every choice is counted", () => {
  const steps = readResolver({ version: "2025.10", sets: { a: { sources: [{ x: colour("#000000") }] } }, modifiers: { m: { contexts: { one: [], two: [{ x: { $value: fromHex("#ffffff") } }] }, default: "one" } }, resolutionOrder: [{ $ref: "#/sets/a" }, { $ref: "#/modifiers/m" }] }, () => undefined, assert.fail);
  assert.deepEqual(choices(steps), [{ m: "one" }, { m: "two" }]);
  assert.equal(colourCss(resolved(merged(sourcesOf(steps, { m: "two" })), assert.fail).get("x").value), "#fff");
});

/** A generator of numbers from 0 to 1 that starts where it is told (mulberry32). */
function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Some JSON, with the properties of tokens among its keys. */
function anything(roll, depth = 0) {
  const pick = (list) => list[Math.floor(roll() * list.length)];
  const keys = ["$value", "$type", "$root", "$extensions", "$description", "a", "b", "__proto__", "constructor", "color", "colorSpace", "components", "alpha", "hex", "value", "unit", "edupass", "vw", "from", "é", "a.b", ""];
  const leaves = ["{a}", "{b}", "{a.b}", "{constructor}", "color", "shadow", "dimension", "#ffffff", "px", "rem", "srgb", "toString", "", null, true, 0, -1, 1e308, 0.5, [], {}];
  if (depth > 4 || roll() < 0.25) return pick(leaves);
  if (roll() < 0.2) return Array.from({ length: Math.floor(roll() * 4) }, () => anything(roll, depth + 1));
  const text = Array.from({ length: Math.floor(roll() * 5) }, () => `${JSON.stringify(pick(keys))}:${JSON.stringify(anything(roll, depth + 1))}`);
  return JSON.parse(`{${text.join(",")}}`);
}

test("any JSON gets an answer, never a crash", () => {
  for (let seed = 0; seed < 2000; seed++) {
    const content = anything(dice(seed));
    const tell = () => `seed ${seed}: ${JSON.stringify(content)}`;
    assert.doesNotThrow(() => problems(content), tell());
    assert.doesNotThrow(() => colourProblem(content), tell());
    assert.doesNotThrow(() => readResolver(content, () => content, () => {}), tell());
  }
});

test("a damaged file of the project is named, whichever it is and however it is damaged", () => {
  const files = ["base.tokens.json", "semantic.tokens.json", "modes/dark.tokens.json", "brands/tainan.tokens.json", "edupass.resolver.json", "contrast.json"];
  const damages = ["{", "[]", "null", '{"a":{"$value":1}}'];
  for (const file of files) for (const damage of damages) {
    const { problems } = project(({ write }) => write(`tokens/${file}`, damage));
    assert.ok(problems.length > 0, `${file} as ${damage}`);
    assert.ok(problems.some((line) => /^(tokens|style)\//.test(line)), problems.join("\n"));
  }
});
