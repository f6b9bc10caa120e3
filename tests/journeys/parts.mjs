import { holdPart, visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const REQUESTS_MAX = 6;

/** The names of the files that come over the network, as they come. */
function list(page) {
  const paths = [];
  page.on("request", (request) => {
    if (request.url().startsWith("http")) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

const isPart = (path) => /\/(split_|chunk_)/.test(path);

test("sign-in needs few requests", async ({ signIn, page }) => {
  const paths = list(page);
  await signIn.open();
  await signIn.picture.waitFor();
  expect(paths.filter(isPart)).toEqual([]);
  expect(paths.length).toBeLessThanOrEqual(REQUESTS_MAX);
});

test("home needs no other part", async ({ page, words }) => {
  const paths = list(page);
  await visit(page, words, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.home.heading);
  await expect(page.getByRole("main").getByRole("listitem").getByRole("link").first()).toBeVisible();
  expect(paths.filter(isPart)).toEqual([]);
});

test("part is fetched when opened", async ({ page, words }) => {
  const paths = list(page);
  await visit(page, words, "/");
  await page.getByRole("link", { name: words.contact.title }).click();
  await expect(page.getByRole("heading", { level: 1, name: words.contact.title })).toBeFocused();
  expect(paths.filter((path) => path.includes("contact"))).toHaveLength(1);
  expect(paths.filter((path) => path.includes("account"))).toHaveLength(0);
});

inBothLanguages((words) => {
  test("part that fails can be retried", async ({ page, watch }) => {
    watch.allow(/ERR_FAILED.*contact/);
    watch.allow(/part failed to load/);
    await visit(page, words, "/");
    await page.route("**/split_*contact*", (route) => route.abort());
    await page.getByRole("link", { name: words.contact.title }).click();
    const failed = page.getByRole("alert").filter({ hasText: words.partFailed });
    await expect(failed).toBeVisible();
    await page.unroute("**/split_*contact*");
    await failed.getByRole("button", { name: words.again }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.contact.title })).toBeFocused();
    await expect(failed).toHaveCount(0);
  });

  test("slow part shows that it comes", async ({ page }) => {
    await visit(page, words, "/");
    const release = await holdPart(page, "contact");
    await page.getByRole("link", { name: words.contact.title }).click();
    await expect(page.getByRole("status").filter({ hasText: words.opening })).toBeVisible();
    release();
    await expect(page.getByRole("heading", { level: 1, name: words.contact.title })).toBeFocused();
    await expect(page.getByText(words.opening)).toHaveCount(0);
  });
});

test("account's part that fails is retried", async ({ signIn, account, page, watch, words }) => {
  watch.allow(/ERR_FAILED.*account/);
  watch.allow(/part failed to load/);
  await signIn.open();
  await page.route("**/split_*account*", (route) => route.abort());
  await signIn.signIn(PUPIL);
  const failed = page.getByRole("alert").filter({ hasText: words.partFailed });
  await expect(failed).toBeVisible();
  await page.unroute("**/split_*account*");
  await failed.getByRole("button", { name: words.again }).click();
  await expect(account.greeting(PUPIL)).toBeVisible();
});
