// The studio as a folder of files, for reviewers without Rust or Node: any web server shows it at its root.
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderPage } from "./page.mjs";
import { readScenarios } from "./scenarios.mjs";

const SCRIPTS = ["stage.js", "clock.js", "live.js", "overlays.js", "steps.js"];

/** Writes the folder. */
export function exportTo(folder, { root, build, scripts }) {
  const put = (name, content) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const scenarios = readScenarios(root);
  const page = renderPage(root, randomBytes(16).toString("base64url"), { isExport: true });
  const pages = new Set(["/", "/controls", ...scenarios.states.flatMap(({ page, at }) => [page, at])]);
  for (const name of pages) put(join("studio", name, "index.html"), page);
  put("studio/scenarios.json", JSON.stringify(scenarios));
  for (const script of SCRIPTS) cpSync(join(scripts, script), join(folder, "studio-files", script));
  cpSync(build, join(folder, "studio-files/build"), { recursive: true });
  cpSync(join(root, "src/device/proof_worker.js"), join(folder, "studio-files/build/proof_worker.js"));
  cpSync(join(root, "style"), join(folder, "style"), { recursive: true });
  console.log(`studio: ${scenarios.states.length} states in ${folder}; open studio/ there on any web server`);
}
