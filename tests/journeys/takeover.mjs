import { Composer } from "../support/composer.mjs";
import { address, ready } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

/** Keeps the module back at the network's edge until it is released. */
async function holdModule(page) {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route("**/portal_bg.wasm", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Lets the page know when the module has started and had time to take over. */
async function noteStart(page) {
  let note;
  const started = new Promise((done) => (note = done));
  await page.exposeFunction("moduleStarted", () => note());
  await page.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...from) => {
      const module = await instantiateStreaming(...from);
      // A frame later the module has had its turn.
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.moduleStarted()));
      return module;
    };
  });
  return { started };
}

const caret = (field) => field.evaluate(({ selectionStart, selectionEnd }) => [selectionStart, selectionEnd]);

inBothLanguages((words) => {
  test("what the shell was told is kept", async ({ signIn, account, page }) => {
    const release = await holdModule(page);
    await page.goto(address(words, "/sign-in"), { waitUntil: "commit" });
    await signIn.personal.check();
    await signIn.password.fill(PUPIL.password);
    await signIn.account.pressSequentially(PUPIL.account);
    for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press("ArrowLeft");
    release();
    await ready(page);
    const at = PUPIL.account.length - 3;
    await expect(signIn.account).toBeFocused();
    expect(await caret(signIn.account)).toEqual([at, at]);
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await expect(signIn.password).toHaveValue(PUPIL.password);
    await expect(signIn.personal).toBeChecked();
    await signIn.typeDigits();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
    await expect(account.facts.getByText(words.account.own)).toBeVisible();
  });

  test("shell on its own sends nothing", async ({ signIn, page }) => {
    const posts = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
    const release = await holdModule(page);
    await page.goto(address(words, "/sign-in"), { waitUntil: "commit" });
    await signIn.typeAccount(PUPIL);
    await page.keyboard.press("Enter");
    await signIn.submit.click();
    expect(posts).toEqual([]);
    await expect(page).toHaveURL(/\/sign-in(\?lang=en)?$/);
    release();
    await ready(page);
    await expect(signIn.password).toHaveValue(PUPIL.password);
  });

  test("takeover waits for a composition's end", async ({ signIn, page }) => {
    const release = await holdModule(page);
    const { started } = await noteStart(page);
    await page.goto(address(words, "/sign-in"), { waitUntil: "commit" });
    const composer = await Composer.in(page, signIn.account);
    await composer.compose("ㄒ");
    release();
    await started;
    await composer.compose("ㄒㄧㄠ");
    await expect(signIn.account).toHaveValue("ㄒㄧㄠ");
    await expect(page.locator("html[data-app-ready]")).toHaveCount(0);
    await composer.commit("小");
    await ready(page);
    await expect(signIn.account).toHaveValue("小");
    await expect(signIn.account).toBeFocused();
    expect(await composer.starts()).toBe(1);
  });
});
