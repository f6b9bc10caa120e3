import { visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, test } from "../support/test.mjs";

const OWNER = { "zh-TW": "臺南市教育帳號", en: "Tainan City education account" };
/** tokens/brands/tainan.tokens.json: tone, and glow in the dark. */
const TONE = "rgb(143, 47, 31)";
const GLOW = "rgb(255, 181, 159)";

const buttonColour = (signIn) => signIn.submit.evaluate((button) => getComputedStyle(button).backgroundColor);
const markPicture = (page) => page.locator(".l-header .c-mark").evaluate((mark) => getComputedStyle(mark).backgroundImage);

test.describe("a county's portal", () => {
  test.use({ settings: { site: { brand: "tainan" } } });

  test("has its colours, its mark and its name", async ({ page, signIn }) => {
    await signIn.open();
    await expect(page.getByRole("banner")).toContainText(OWNER["zh-TW"]);
    expect(await buttonColour(signIn)).toBe(TONE);
    expect(await markPicture(page)).toContain("data:image/svg+xml");
    await expect(page.locator(".l-header .c-mark path").first()).toBeHidden();
  });

  test("has them before the app has arrived, without a further request", async ({ page, signIn }) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.route("**/*.wasm", () => {});
    await page.goto("/sign-in?lang=en");
    await expect(page.getByRole("banner")).toContainText(OWNER.en);
    expect(await signIn.page.locator("button[type=submit]").evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(TONE);
    expect(asked.filter((path) => path.includes("brand"))).toEqual([]);
  });

  test("keeps them on the next page and in the other language", async ({ page, words }) => {
    await visit(page, words, "/contact");
    await page.getByRole("banner").getByRole("link", { name: "English" }).click();
    await expect(page.getByRole("banner")).toContainText(OWNER.en);
  });

  test.describe("in the dark", () => {
    test.use({ colorScheme: "dark" });

    test("has its light tint", async ({ signIn }) => {
      await signIn.open();
      expect(await buttonColour(signIn)).toBe(GLOW);
    });
  });
});

test("a service's brand is worn where people sign in to it, and nowhere else", async ({ page, signIn, services, words }) => {
  const study = await services({ id: "study", name: { zh: "自學中心", en: "Study Centre" }, consent: "always", brand: "tainan" });
  await page.goto(`${study.address}/sign-in`);
  await expect(page.getByRole("banner")).toContainText(OWNER["zh-TW"]);
  expect(await buttonColour(signIn)).toBe(TONE);
  await signIn.signIn(PUPIL);
  await expect(page.getByRole("button", { name: words.consent.agree })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText(OWNER["zh-TW"]);
  await visit(page, words, "/contact");
  await expect(page.getByRole("banner")).not.toContainText(OWNER["zh-TW"]);
});
