// The files that docs/kiosk.md hands to schools: they can be read, say the same for Windows as elsewhere,
// and have one thing to replace.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const DOCUMENT = fileURLToPath(new URL("../../docs/kiosk.md", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../docs/kiosk/", import.meta.url));
const HOST = "edupass.example";
/** Names of formats, which nobody asks for. */
const SCHEMAS = /^http:\/\/schemas\.microsoft\.com\/AssignedAccess\//;

const read = (name) => readFileSync(`${FOLDER}${name}`, "utf8");
const files = readdirSync(FOLDER);
const policies = (name) => JSON.parse(read(name));

/** A registry file's values: `{ NAME: value }`, numbered values as a list. */
function registry(text) {
  const values = {};
  let list;
  for (const line of text.split("\r\n").slice(1).filter(Boolean)) {
    const key = line.match(/^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\(?:Google\\Chrome|Microsoft\\Edge)(?:\\(\w+))?\]$/);
    const value = line.match(/^"(\w+)"=(?:dword:([0-9a-f]{8})|"([^"\\]*)")$/);
    if (key) list = key[1] && (values[key[1]] = []);
    else if (list) expect(list.push(value[3])).toBe(Number(value[1]));
    else values[value[1]] = value[2] === undefined ? value[3] : Number.parseInt(value[2], 16);
  }
  return values;
}

/** What a policy becomes in the registry, which has no booleans. */
const asRegistry = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "boolean" ? Number(value) : value]));

for (const name of ["chrome", "edge"]) {
  test(`${name}'s policies are the same for Windows as elsewhere`, () => {
    const text = read(`${name}.reg`);
    expect(text.startsWith("Windows Registry Editor Version 5.00\r\n")).toBe(true);
    expect(registry(text)).toEqual(asRegistry(policies(`${name}.json`)));
  });
}

test("every set closes what lets the next person see the one before", () => {
  for (const name of files.filter((name) => name.endsWith(".json"))) {
    expect(policies(name), name).toMatchObject({
      PasswordManagerEnabled: false,
      AutofillAddressEnabled: false,
      AutofillCreditCardEnabled: false,
      AllowBackForwardCacheForCacheControlNoStorePageEnabled: false,
      PrintingEnabled: false,
      DeveloperToolsAvailability: 2,
      URLBlocklist: ["*"],
      URLAllowlist: [HOST],
    });
  }
  const ends = ["chrome.json", "edge.json"].map((name) => policies(name).IdleTimeoutActions);
  for (const actions of ends) expect(actions).toContain("clear_cookies_and_other_site_data");
});

test("Windows' own configuration is well-formed and names one profile", async ({ page }) => {
  const found = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    const ids = (name) => [...document.getElementsByTagName(name)].map((element) => element.getAttribute("Id"));
    return { wrong: document.querySelector("parsererror")?.textContent, profiles: ids("Profile"), used: ids("DefaultProfile") };
  }, read("assigned-access.xml"));
  expect(found).toEqual({ wrong: undefined, profiles: found.used, used: [expect.stringMatching(/^\{[0-9A-F-]{36}\}$/)] });
});

test("host is the one thing to replace", () => {
  for (const name of files) {
    const addresses = read(name).match(/https?:\/\/[^\s"']+/g).filter((address) => !SCHEMAS.test(address));
    for (const address of addresses) expect(new URL(address).host, `${name}: ${address}`).toBe(HOST);
    expect(read(name)).toContain(HOST);
  }
});

test("document names every file, and says why of every policy", () => {
  const text = readFileSync(DOCUMENT, "utf8");
  for (const name of files) expect(text).toContain(`(kiosk/${name})`);
  const names = files.filter((name) => name.endsWith(".json")).flatMap((name) => Object.keys(policies(name)));
  const explained = text.split("\n").filter((line) => line.startsWith("| `")).join("\n");
  expect(names.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
});
