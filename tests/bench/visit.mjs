// One visit to a sign-in page with a cold cache on a slow line: loads it, types into it as soon as
// its field can be seen, and says what it cost and what became of what was typed.
import { fileURLToPath } from "node:url";

// Slow 4G and a processor a quarter as fast.
export const CONDITIONS = { downBitsPerSecond: 1_600_000, upBitsPerSecond: 750_000, latencyMs: 150, cpuRate: 4 };

const PROBE = fileURLToPath(new URL("probe.js", import.meta.url));
const LETTERS = "wang";
const KEY_EVERY_MS = 40;
const QUIET_MS = 800;
const PATIENCE_MS = 30_000;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Visits `url` in a browser context of its own; `hasApp` is false for a page without any script.
export async function visit(browser, url, hasApp) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.addInitScript({ path: PROBE });
    const session = await context.newCDPSession(page);
    const line = await slowDown(session);
    const heard = await listen(session, complaints);
    const { errorText } = await session.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await heard.within("field");
    await heard.within("paint");
    await type(session, heard);
    if (hasApp) await heard.within("ready");
    await line.quiet();
    const kept = await whatWasKept(page, session);
    return { ...kept, ...(await times(page)), ...line.sum(), heapBytes: await heap(session) };
  } finally {
    await context.close();
  }
}

// Emulates the line and the processor, and counts what comes over the line.
async function slowDown(session) {
  const requests = new Map();
  let lastAt = Date.now();
  const note = (requestId, more) => {
    lastAt = Date.now();
    requests.set(requestId, { ...requests.get(requestId), ...more });
  };
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.startsWith("http")) note(requestId, { url: request.url, bytes: 0, pending: true });
  });
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (!requests.has(requestId)) return;
    const encoding = response.headers["content-encoding"] ?? response.headers["Content-Encoding"] ?? "none";
    note(requestId, { type: kind(response), encoding, status: response.status, headers: response.encodedDataLength });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { headers = 0 } = requests.get(requestId) ?? {};
    if (requests.has(requestId)) note(requestId, { bytes: Math.max(0, encodedDataLength - headers), pending: false });
  });
  session.on("Network.loadingFailed", ({ requestId, errorText }) => {
    if (requests.has(requestId)) note(requestId, { failed: errorText, pending: false });
  });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: CONDITIONS.latencyMs,
    downloadThroughput: CONDITIONS.downBitsPerSecond / 8,
    uploadThroughput: CONDITIONS.upBitsPerSecond / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: CONDITIONS.cpuRate });
  const isPending = () => [...requests.values()].some(({ pending }) => pending);
  return {
    async quiet() {
      while (isPending() || Date.now() - lastAt < QUIET_MS) await sleep(50);
    },
    sum: () => sum([...requests.values()]),
  };
}

function kind({ mimeType }) {
  const kinds = { "text/html": "html", "text/javascript": "script", "text/css": "style", "application/json": "api" };
  return kinds[mimeType] ?? (mimeType === "application/wasm" ? "wasm" : "other");
}

function sum(requests) {
  const bytesByType = {};
  for (const { type = "failed", bytes } of requests) bytesByType[type] = (bytesByType[type] ?? 0) + bytes;
  const bytes = requests.reduce((total, request) => total + request.bytes, 0);
  const trouble = requests.filter(({ status, failed }) => failed || status >= 400);
  const list = requests.map(({ url, bytes, encoding }) => ({ path: new URL(url).pathname, bytes, encoding }));
  return { bytes, requests: requests.length, bytesByType, list, trouble: trouble.map(({ url }) => url) };
}

// Hears what the probe tells; what does not come is explained by what the page complained of.
async function listen(session, complaints) {
  const hearers = {};
  const heard = {};
  const promises = {};
  for (const what of ["field", "paint", "typed", "ready"]) {
    promises[what] = new Promise((done) => (hearers[what] = done));
  }
  session.on("Runtime.bindingCalled", ({ payload }) => {
    heard[payload] = true;
    hearers[payload]?.();
  });
  await session.send("Runtime.enable");
  await session.send("Runtime.addBinding", { name: "edupassBenchTell" });
  return {
    has: (what) => heard[what] === true,
    async within(what) {
      const late = new Promise((_, refuse) => {
        const say = () => refuse(new Error([`no "${what}" within ${PATIENCE_MS} ms`, ...complaints].join("\n  ")));
        setTimeout(say, PATIENCE_MS).unref();
      });
      await Promise.race([promises[what], late]);
    },
  };
}

async function press(session, key, text) {
  await session.send("Input.dispatchKeyEvent", { type: "keyDown", key, text, code: text ? "" : key, windowsVirtualKeyCode: text ? 0 : 37 });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: text ? "" : key });
}

// Presses a key until the page takes it, then writes on, and moves the caret back by one so that its
// place can be lost. A browser drops keys before its first paint: nobody could have meant them.
async function type(session, heard) {
  while (!heard.has("typed")) {
    await press(session, LETTERS[0], LETTERS[0]);
    await sleep(KEY_EVERY_MS);
  }
  for (const letter of LETTERS.slice(1)) {
    await press(session, letter, letter);
    await sleep(KEY_EVERY_MS);
  }
  await press(session, "ArrowLeft");
}

// Whether all that was accepted is still there, with focus and caret, and the field takes more.
async function whatWasKept(page, session) {
  const read = () => page.evaluate(() => {
    const field = document.querySelector('input[autocomplete~="username"]');
    const { accepted, caret } = globalThis.edupassBench;
    const hasFocus = document.activeElement === field;
    return { value: field?.value, at: field?.selectionStart, accepted, caret, hasFocus };
  });
  const before = await read();
  const textKept = before.value === before.accepted;
  const caretKept = before.at === before.caret && before.caret === before.accepted.length - 1;
  await press(session, "x", "x");
  const expected = `${before.value.slice(0, -1)}x${before.value.slice(-1)}`;
  const after = await read();
  return { textKept, caretKept, focusKept: before.hasFocus, goesOn: after.value === expected };
}

function times(page) {
  return page.evaluate(() => {
    const paint = (name) => performance.getEntriesByName(name)[0]?.startTime ?? null;
    const { fieldAt, typedAt, readyAt, shift } = globalThis.edupassBench;
    return {
      firstPaintMs: paint("first-paint"),
      contentPaintMs: paint("first-contentful-paint"),
      fieldMs: fieldAt,
      typedMs: typedAt,
      readyMs: readyAt,
      layoutShift: shift,
    };
  });
}

async function heap(session) {
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}
