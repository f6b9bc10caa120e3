// The studio's server: pages and module as built, style sheets and scenarios as they stand in the source
// tree, and news of every change. `cargo xtask studio` builds and starts it:
//
//   node crates/xtask/js/studio/server.mjs --build target/studio/page [--port 8700] [--rebuild PROGRAM] [--watch]
//
// or writes it all into a folder that any web server can show at its root:
//
//   node crates/xtask/js/studio/server.mjs --build target/studio/page --export DIR
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { parseArgs } from "node:util";
import { exportTo } from "./export.mjs";
import { policy, renderPage } from "./page.mjs";
import { readScenarios } from "./scenarios.mjs";
import { spoken } from "./sound.mjs";
import { follow } from "./watch.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".woff2": "font/woff2",
};
const { values: options } = parseArgs({
  options: { build: { type: "string" }, port: { type: "string" }, rebuild: { type: "string" }, watch: { type: "boolean" }, export: { type: "string" } },
});
const ROOT = process.cwd();
const BUILD = resolve(options.build ?? "target/studio/page");
/** Noto Sans TC, for pictures whose glyphs are the same on every machine. */
const FONT = "/studio-files/font/";
const listeners = new Set();

/** Where a file of an address stands; the scripts of the page stand beside this one. */
function fileOf(pathname) {
  const inside = normalize(pathname).replace(/^(\.\.[/\\])+/, "");
  if (inside.startsWith("/style/") || inside.startsWith("/tokens/")) return join(ROOT, inside);
  if (inside.startsWith(FONT)) return join(ROOT, "node_modules/@fontsource/noto-sans-tc", inside.slice(FONT.length));
  if (inside === "/studio-files/build/proof_worker.js") return join(ROOT, "src/device/proof_worker.js");
  if (inside.startsWith("/studio-files/build/")) return join(BUILD, inside.slice("/studio-files/build/".length));
  if (inside.startsWith("/studio-files/")) return join(import.meta.dirname, inside.slice("/studio-files/".length));
  return join(ROOT, "public", inside);
}

function tell(news) {
  for (const listener of listeners) listener.write(`data: ${JSON.stringify(news)}\n\n`);
}

function send(response, status, type, body, headers = {}) {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers });
  response.end(body);
}

function page(response) {
  const nonce = randomBytes(16).toString("base64url");
  send(response, 200, TYPES[".html"], renderPage(ROOT, nonce), { "content-security-policy": policy(nonce) });
}

/** A scenario that cannot be read is told to whoever asks, and stops nothing. */
function scenarios(response) {
  try {
    send(response, 200, TYPES[".json"], JSON.stringify(readScenarios(ROOT)));
  } catch (error) {
    console.error(error.message);
    send(response, 500, "text/plain; charset=utf-8", error.message);
  }
}

function events(response) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": here\n\n");
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

/** A browser that has the module keeps it until it is built anew. */
function file(request, response, pathname) {
  const path = fileOf(pathname);
  if (!existsSync(path) || !statSync(path).isFile()) return send(response, 404, "text/plain", "not here");
  const { mtimeMs, size } = statSync(path);
  const etag = `"${Math.round(mtimeMs)}-${size}"`;
  const headers = { etag, "cache-control": pathname.startsWith(FONT) ? "max-age=86400" : "no-cache" };
  if (request.headers["if-none-match"] === etag) return send(response, 304, "text/plain", undefined, headers);
  return send(response, 200, TYPES[extname(path)] ?? "application/octet-stream", readFileSync(path), headers);
}

let building = null;

/** Builds the module anew; the pages load it when it is there. */
function rebuild() {
  if (building !== null || !options.rebuild) return;
  tell({ kind: "say", text: "building…" });
  building = spawn(options.rebuild, ["studio", "--build-only"], { stdio: "inherit" });
  building.on("close", (code) => {
    building = null;
    tell(code === 0 ? { kind: "page" } : { kind: "say", text: "the build failed; see the terminal" });
  });
}

function respond(request, response) {
  const { pathname, search } = new URL(request.url, "http://studio");
  if (pathname === "/studio/scenarios.json") return scenarios(response);
  if (pathname === "/studio/events") return events(response);
  if (pathname === "/studio/rebuild" && request.method === "POST") {
    rebuild();
    return send(response, 204, "text/plain");
  }
  if (pathname === "/studio" || pathname.startsWith("/studio/")) return page(response);
  if (pathname.endsWith("/challenge/audio")) return send(response, 200, "audio/wav", spoken());
  if (pathname.startsWith("/api/")) return send(response, 501, "text/plain", `no scenario answers ${request.method} ${pathname}`);
  if (existsSync(fileOf(pathname)) && extname(pathname) !== "") return file(request, response, pathname);
  if (extname(pathname) !== "") return send(response, 404, "text/plain", "not here");
  return send(response, 302, "text/plain", "", { location: `/studio${pathname}${search}` });
}

if (options.export) {
  exportTo(options.export, { root: ROOT, build: BUILD, scripts: import.meta.dirname });
} else {
  const server = createServer(respond);
  server.listen(Number(options.port ?? 8700), "127.0.0.1", () => {
    console.log(`studio: http://localhost:${server.address().port}/studio/`);
  });
  follow(ROOT, { tell, rebuild: options.watch ? rebuild : null });
}
