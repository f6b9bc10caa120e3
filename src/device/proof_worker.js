// Solves a proof of work beside the page (crates/server/src/challenge/proof.rs sets it).
//
// In:  {nonce, salt, cost, key_prefix, counter_max}; text in hexadecimal.
// Out: {progress} from 0 to 1 now and then, and in the end {counter} or {error}:
//      "unsupported" where the browser has no WebCrypto or the task makes no sense,
//      "exhausted" where no counter up to counter_max solves it.
"use strict";

// The browser derives the keys of a batch in parallel, off this thread.
const BATCH = 16;
const PROGRESS_EVERY_MS = 100;

const KEY_BITS = 256;
const COUNTER_BYTES = 4;

function bytesOf(hex) {
  if (typeof hex !== "string" || !/^([0-9a-f]{2})+$/i.test(hex)) throw new TypeError("hexadecimal");
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

// The key of one counter: PBKDF2-HMAC-SHA-256 over nonce and counter (four bytes, big-endian).
async function derive(task, counter) {
  const password = new Uint8Array(task.nonce.length + COUNTER_BYTES);
  password.set(task.nonce);
  new DataView(password.buffer).setUint32(task.nonce.length, counter);
  const base = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: task.salt, iterations: task.cost };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, KEY_BITS));
}

function startsWith(key, prefix) {
  return prefix.every((byte, place) => key[place] === byte);
}

// The counter among a batch that solves the task, or -1.
async function solveBatch(task, first) {
  const count = Math.min(BATCH, task.counterMax - first + 1);
  const counters = Array.from({ length: count }, (_, place) => first + place);
  const keys = await Promise.all(counters.map((counter) => derive(task, counter)));
  const place = keys.findIndex((key) => startsWith(key, task.prefix));
  return place < 0 ? -1 : counters[place];
}

async function solve(task) {
  let told = performance.now();
  for (let first = 0; first <= task.counterMax; first += BATCH) {
    const counter = await solveBatch(task, first);
    if (counter >= 0) return { counter };
    if (performance.now() - told >= PROGRESS_EVERY_MS) {
      told = performance.now();
      postMessage({ progress: Math.min(1, (first + BATCH) / (task.counterMax + 1)) });
    }
  }
  return { error: "exhausted" };
}

onmessage = async ({ data }) => {
  try {
    const task = {
      nonce: bytesOf(data.nonce),
      salt: bytesOf(data.salt),
      prefix: bytesOf(data.key_prefix),
      cost: data.cost,
      counterMax: data.counter_max,
    };
    postMessage(await solve(task));
  } catch {
    // No crypto.subtle (an insecure address, an old browser), or not a task of ours.
    postMessage({ error: "unsupported" });
  }
};
