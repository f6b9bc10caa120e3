// How Firefox is found and started: the system's own, driven by Puppeteer over WebDriver BiDi.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { launch } from "puppeteer-core";

const NAMES = ["firefox-esr", "firefox"];
/** No talk with Mozilla: a test sees no network but its own server's. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "intl.accept_languages": "zh-TW",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
};

function system() {
  const folders = (process.env.PATH ?? "").split(":");
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** Firefox without a window, which believes every certificate. */
export async function startFirefox() {
  const executablePath = system();
  if (!executablePath) throw new Error("Firefox is not there: run `cargo xtask test`, or apt-get install firefox-esr");
  return launch({
    browser: "firefox", executablePath, headless: true, acceptInsecureCerts: true, extraPrefsFirefox: PREFERENCES,
    defaultViewport: { width: 1280, height: 900 }, timeout: 60_000,
  });
}
