// What is left in memory once everything is wiped: the script engine's heap, as a snapshot has it, and the
// module's own memory, which no snapshot shows.
import { FLOWS, words } from "../support/flows.mjs";
import { ChromiumHand } from "../support/hand.mjs";
import { expect, KEEPING, test } from "../support/kiosk.mjs";
import { waysOutOf } from "../support/leaving.mjs";

test.use(KEEPING);

/** Runs before the page: keeps hold of the module's memory, which its glue keeps to itself. */
function watchMemory() {
  globalThis.memories = [];
  const keep = ({ instance }) => {
    globalThis.memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
    return instance;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...words) => {
      const made = await original.apply(WebAssembly, words);
      keep(made instanceof WebAssembly.Instance ? { instance: made } : made);
      return made;
    };
  }
}

/** Runs in the page: how often each text is in the module's memory, as UTF-8. */
function inModule(texts) {
  const bytes = globalThis.memories.map((memory) => new Uint8Array(memory.buffer));
  const count = (text) => {
    const wanted = new TextEncoder().encode(text);
    let found = 0;
    for (const memory of bytes) {
      for (let at = memory.indexOf(wanted[0]); at !== -1; at = memory.indexOf(wanted[0], at + 1)) {
        if (wanted.every((byte, offset) => memory[at + offset] === byte)) found += 1;
      }
    }
    return found;
  };
  return Object.fromEntries(texts.map((text) => [text, count(text)]));
}

/** A snapshot of the script engine's heap, after everything that can be collected was. */
async function heap(page) {
  const session = await page.context().newCDPSession(page);
  const chunks = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return JSON.parse(chunks.join("")).strings;
}

const countIn = (strings, texts) =>
  Object.fromEntries(texts.map((text) => [text, strings.filter((string) => string.includes(text)).length]));
const none = (texts) => Object.fromEntries(texts.map((text) => [text, 0]));

/** Those in which a password or an ID number is typed. */
const typed = FLOWS.filter(({ typed }) => typed);

for (const [at, flow] of typed.entries()) {
  for (const end of waysOutOf(flow, at, ({ wipes }) => wipes)) {
    test(`${flow.name}: nothing typed is in memory after ${end.name}`, async ({ page, town }) => {
      await page.addInitScript(watchMemory);
      if (end.needsClock) await page.clock.install();
      const hand = new ChromiumHand(page, town.server.origin);
      await flow.walk(hand, town);
      await page.evaluate((texts) => (globalThis.probe = texts.map((text) => `${text} `)), flow.typed);
      const before = { heap: countIn(await heap(page), flow.typed), module: await page.evaluate(inModule, flow.typed) };
      for (const text of flow.typed) {
        expect(before.heap[text], `the heap is searched for ${text}`).toBeGreaterThan(0);
      }
      await page.evaluate(() => delete globalThis.probe);
      await end.leave(hand, town, flow);
      expect(countIn(await heap(page), flow.typed), "script engine").toEqual(none(flow.typed));
      expect(await page.evaluate(inModule, flow.typed), "module").toEqual(none(flow.typed));
    });
  }
}

test("module's memory is searched, and shows what it holds", async ({ page, town }) => {
  await page.addInitScript(watchMemory);
  const hand = new ChromiumHand(page, town.server.origin);
  const [signingIn] = FLOWS;
  await signingIn.walk(hand, town);
  // A sentence of its own: what is typed stays in the field until it is sent.
  const found = await page.evaluate(inModule, [words.account.signOut]);
  expect(found[words.account.signOut]).toBeGreaterThan(0);
});
