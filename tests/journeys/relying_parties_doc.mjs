// docs/relying-parties.md against a server: no page is opened.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { edupass } from "../support/programs.mjs";
import { DOCUMENT, examples, filled } from "../tools/relying_parties.mjs";

const text = readFileSync(DOCUMENT, "utf8");

test("document for services shows what the server answers now", async () => {
  const now = filled(text, await examples());
  expect(text, "write it anew: node tests/tools/relying_parties.mjs").toBe(now);
});

test("document for services explains every option of edupass service add", async () => {
  const { stdout } = await edupass({}, "service", "add", "--help");
  const offered = [...stdout.matchAll(/^ +(?:-\w, )?(--[a-z0-9-]+)/gm)].map(([, option]) => option);
  const explained = [...text.matchAll(/^\| `(--[a-z0-9-]+)/gm)].map(([, option]) => option);
  expect(explained.sort()).toEqual(offered.filter((option) => option !== "--help").sort());
});
