import { readFileSync } from "node:fs";
import { visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const { services: SERVICES } = JSON.parse(readFileSync(new URL("../../demo/services.json", import.meta.url), "utf8"));
const HOTLINES = ["04-2222-0507", "04-2222-0513", "070-101-00107", "070-101-00108"];

const named = (words, text) => (words.language === "en" ? text.en : text.zh);

inBothLanguages((words) => {
  test("home leads to every service", async ({ page, signIn }) => {
    await visit(page, words, "/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.home.heading);
    await expect(page).toHaveTitle(`${words.home.title} – ${words.portal}`);
    for (const { name, address } of SERVICES) {
      const tile = page.getByRole("main").getByRole("link", { name: named(words, name) }).first();
      await expect(tile).toHaveAttribute("href", address);
    }
    await page.getByRole("link", { name: words.home.enter }).click();
    await expect(signIn.heading).toBeFocused();
  });

  test("menu opens services and contact", async ({ page }) => {
    await visit(page, words, "/services");
    await expect(page).toHaveTitle(`${words.services.title} – ${words.portal}`);
    const menu = page.getByRole("navigation", { name: words.menu });
    await expect(menu.getByRole("link", { name: words.services.title })).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("main").getByText(named(words, SERVICES[0].owner)).first()).toBeVisible();
    await menu.getByRole("link", { name: words.contact.title }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.contact.title })).toBeFocused();
    for (const number of HOTLINES) {
      const links = page.getByRole("main").getByRole("link", { name: number });
      await expect(links).toHaveAttribute("href", `tel:${number}`);
    }
  });

  test("service that asks is named", async ({ signIn, account, page }) => {
    const [service] = SERVICES;
    await signIn.open({ service: service.id });
    await expect(page.getByText(words.signIn.leadTo(named(words, service.name)))).toBeVisible();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("services that do not come are retried", async ({ page, watch }) => {
    watch.allow(/ERR_FAILED.*\/services/);
    await page.route("**/api/v1/services", (route) => route.abort());
    await visit(page, words, "/services");
    const trouble = page.getByRole("alert").filter({ hasText: words.failure.unreachable });
    await expect(trouble).toBeVisible();
    await page.unroute("**/api/v1/services");
    await trouble.getByRole("button", { name: words.again }).click();
    await expect(page.getByRole("link", { name: named(words, SERVICES[0].name) }).first()).toBeVisible();
  });
});
