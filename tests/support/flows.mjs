// Every flow in which a person types or sees something of their own, walked as far as it shows most of
// it, and what of it nobody may find afterwards.
import { LIN, MING, NEW_PASSWORD } from "./getting_back.mjs";
import { PUPIL, SCHOOL } from "./roster.mjs";
import { WORDS } from "./words.mjs";

export const words = WORDS["zh-TW"];
const { back, signIn } = words;

export const COUNTY = "66000000";
/** Nobody's: what is typed where nothing is looked up. */
const CODE = "271828";
const DEFAULT_PASSWORD = "pebble-4-lagoon";
const MESSAGE = "座號十二號的王小明轉學了";

/** The schools, the names and the numbers of a person who says who they are. */
const identity = [MING.name, MING.id_number, MING.school];

async function chooseSchool(hand) {
  await hand.type(back.search, MING.school);
  await hand.pickFirst();
  await hand.press(back.next);
  await hand.see(back.headings.identity);
}

async function sayWhoOneIs(hand) {
  await chooseSchool(hand);
  await hand.type(back.name, MING.name);
  await hand.type(back.idNumber, MING.id_number);
  for (const [at, label] of [back.year, back.month, back.day].entries()) await hand.type(label, MING.roc[at]);
}

async function askForCode(hand, path) {
  await hand.open(path);
  await hand.type(signIn.account, LIN.account);
  await hand.press(back.sendCode);
  await hand.see(back.headings.code);
  await hand.type(back.code, CODE);
}

async function signInAs(hand, { account, password, name }, page = "/sign-in") {
  await hand.open(page);
  await hand.type(signIn.account, account);
  await hand.type(signIn.password, password);
  await hand.press(signIn.submit);
  await hand.see(words.account.hello(name));
}

/**
 * `secrets` are what is typed or shown; `typed` of it are the passwords and ID numbers, which must not even
 * be in memory. A plain page has no script that could end it by itself.
 */
export const FLOWS = [
  {
    name: "signing in",
    typed: [PUPIL.password],
    secrets: [PUPIL.account, PUPIL.password],
    async walk(hand) {
      await hand.open("/sign-in");
      await hand.type(signIn.account, PUPIL.account);
      await hand.type(signIn.password, PUPIL.password);
    },
  },
  {
    name: "one's own account",
    isSignedIn: true,
    typed: [PUPIL.password],
    secrets: [PUPIL.account, PUPIL.password, PUPIL.name, SCHOOL.name],
    walk: (hand) => signInAs(hand, PUPIL),
  },
  {
    name: "finding the account",
    typed: [MING.id_number],
    secrets: [MING.id_number],
    async walk(hand) {
      await hand.open("/find-account");
      await hand.type(back.idNumber, MING.id_number);
    },
  },
  {
    name: "the account that was found",
    typed: [MING.id_number],
    secrets: [MING.id_number, MING.masked],
    async walk(hand) {
      await hand.open("/find-account");
      await hand.type(back.idNumber, MING.id_number);
      await hand.press(back.lookUp);
      await hand.see(back.hasOne);
    },
  },
  {
    name: "a new password by personal data: who one is",
    typed: [MING.id_number],
    secrets: identity,
    async walk(hand) {
      await hand.open("/forgot-password/personal-data");
      await sayWhoOneIs(hand);
    },
  },
  {
    name: "a new password by personal data: the password",
    typed: [MING.id_number, NEW_PASSWORD],
    secrets: [...identity, NEW_PASSWORD],
    async walk(hand) {
      await hand.open("/forgot-password/personal-data");
      await sayWhoOneIs(hand);
      await hand.press(back.next);
      await hand.type(back.password, NEW_PASSWORD);
      await hand.type(back.again, NEW_PASSWORD);
    },
  },
  {
    name: "a new password by the default one",
    typed: [DEFAULT_PASSWORD],
    secrets: [MING.account, DEFAULT_PASSWORD],
    async walk(hand) {
      await hand.open("/forgot-password/default-password");
      await hand.type(signIn.account, MING.account);
      await hand.type(back.defaultPassword, DEFAULT_PASSWORD);
    },
  },
  { name: "a new password by a code", secrets: [LIN.account, CODE], walk: (hand) => askForCode(hand, "/forgot-password/code") },
  {
    name: "activating by personal data",
    typed: [MING.id_number],
    secrets: identity,
    async walk(hand) {
      await hand.open("/activate/personal-data");
      await sayWhoOneIs(hand);
    },
  },
  { name: "activating by a code", secrets: [LIN.account, CODE], walk: (hand) => askForCode(hand, "/activate/code") },
  {
    name: "a report",
    secrets: [MESSAGE],
    async walk(hand) {
      await hand.open("/report");
      await hand.type(back.message, MESSAGE);
    },
  },
  {
    name: "a county account that is linked by a password",
    typed: [LIN.password],
    secrets: [LIN.account, LIN.password],
    async walk(hand) {
      await hand.open("/sign-in/county");
      await hand.press(words.county.taichung);
      await hand.follow(LIN.name);
      await hand.type(signIn.account, LIN.account);
      await hand.type(signIn.password, LIN.password);
    },
  },
  {
    name: "an account that a county's sign-in found",
    secrets: [MING.account],
    async walk(hand) {
      await hand.open("/find-account/county");
      await hand.press(words.county.taichung);
      await hand.follow(MING.name);
      await hand.see(MING.account);
    },
  },
  {
    name: "a new password by a county's sign-in",
    typed: [NEW_PASSWORD],
    secrets: [MING.account, NEW_PASSWORD],
    async walk(hand) {
      await hand.open("/forgot-password/county");
      await hand.press(words.county.taichung);
      await hand.follow(MING.name);
      await hand.see(back.headings.password);
      await hand.type(back.password, NEW_PASSWORD);
      await hand.type(back.again, NEW_PASSWORD);
    },
  },
  {
    name: "what a service asks for",
    isSignedIn: true,
    secrets: [PUPIL.account, PUPIL.name],
    async walk(hand, { service }) {
      await signInAs(hand, PUPIL);
      await hand.open(service.path);
      await hand.see(words.consent.agree);
      await hand.see(PUPIL.name);
    },
  },
  {
    name: "which account a service gets",
    isSignedIn: true,
    secrets: [PUPIL.account, PUPIL.name],
    async walk(hand, { service }) {
      await signInAs(hand, PUPIL);
      await hand.open(`${service.path}?prompt=select_account`);
      await hand.see(words.choose.heading);
      await hand.see(PUPIL.name);
    },
  },
  {
    name: "the data check",
    isSignedIn: true,
    secrets: [PUPIL.account, PUPIL.name, SCHOOL.name, SCHOOL.code, MESSAGE],
    async walk(hand) {
      await signInAs(hand, PUPIL);
      await hand.open("/data-check");
      await hand.see(SCHOOL.code);
      await hand.type(words.check.message, MESSAGE);
    },
  },
  {
    name: "signing in without WebAssembly",
    isPlain: true,
    typed: [PUPIL.password],
    secrets: [PUPIL.account, PUPIL.password],
    async walk(hand) {
      await hand.open("/plain/sign-in");
      await hand.type(signIn.account, PUPIL.account);
      await hand.type(signIn.password, PUPIL.password);
    },
  },
  {
    name: "one's own account without WebAssembly",
    isPlain: true,
    isSignedIn: true,
    typed: [PUPIL.password],
    secrets: [PUPIL.account, PUPIL.password, PUPIL.name],
    walk: (hand) => signInAs(hand, PUPIL, "/plain/sign-in"),
  },
];

/** Runs in the page: where something of a person is left, in what is shown and in what is kept. */
export async function leftovers(secrets) {
  const found = [];
  const look = (where, text) => found.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${where}: ${secret}`));
  look("page", document.documentElement.outerHTML);
  look("address", decodeURIComponent(location.href));
  look("title", document.title);
  look("history's state", JSON.stringify(history.state) ?? "");
  look("window's name", window.name);
  for (const field of document.querySelectorAll("input, textarea")) {
    const isText = !["checkbox", "radio", "hidden", "submit", "button"].includes(field.type);
    if (isText && field.value !== "") found.push(`field ${field.name || field.id}: ${field.value}`);
  }
  for (const select of document.querySelectorAll("select")) {
    if (select.selectedIndex > 0) found.push(`choice: ${select.value}`);
  }
  // Before the first page there is none, and nothing is kept for it.
  if (location.protocol !== "https:") return found;
  const kept = {
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases?.()) ?? [],
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  };
  const nothing = JSON.stringify({ local: {}, session: {}, databases: [], caches: [], workers: 0 });
  if (JSON.stringify(kept) !== nothing) found.push(`kept: ${JSON.stringify(kept)}`);
  return found;
}
