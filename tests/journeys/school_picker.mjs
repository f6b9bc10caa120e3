import { Composer } from "../support/composer.mjs";
import { MING } from "../support/getting_back.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const PATH = "/forgot-password/personal-data";

inBothLanguages((words) => {
  const { back } = words;

  test("school is chosen from the county down", async ({ walk, page }) => {
    await walk.open(PATH);
    const [county] = words.language === "en" ? ["Taichung City"] : MING.place;
    await walk.county.selectOption({ label: county });
    await expect(walk.school).not.toHaveValue("");
    await expect(page.getByText(back.chosen(MING.school))).toBeVisible();
    await walk.next.click();
    await walk.at("identity", 2, 4);
    await expect(page.getByRole("definition").getByText(MING.school)).toBeVisible();
  });

  test("another county clears what is below", async ({ walk, page }) => {
    await walk.open(PATH);
    await walk.search.fill(MING.school);
    await walk.options.first().click();
    await expect(walk.school).not.toHaveValue("");
    await walk.county.selectOption({ index: 1 });
    await expect(walk.school.locator("option:checked")).not.toHaveText(MING.school);
    await expect(page.getByRole("status").filter({ hasText: new RegExp(`${back.cleared}|${back.chosen("")}`) })).toBeVisible();
    await walk.button(back.undo).press("Enter");
    await expect(walk.school.locator("option:checked")).toHaveText(MING.school);
    await expect(walk.county).toBeFocused();
    await expect(walk.button(back.undo)).toHaveCount(0);
  });

  test("nothing that fits says what was searched", async ({ walk, page }) => {
    await walk.open(PATH);
    await walk.search.fill("魔法學院");
    await expect(page.getByText(/魔法學院/)).toBeVisible();
    await expect(walk.options).toHaveCount(0);
    await walk.next.click();
    await expect(walk.alert.getByRole("link", { name: back.noSchool })).toBeVisible();
  });
});

test("list waits for the end of a composition", async ({ walk, page }) => {
  await walk.open(PATH);
  await walk.search.waitFor();
  const composer = await Composer.in(page, walk.search);
  await composer.compose("ㄒ");
  await composer.compose("ㄒㄧㄠ");
  await expect(walk.search).toHaveValue("ㄒㄧㄠ");
  await expect(walk.options).toHaveCount(0);
  await composer.pressInComposition("ArrowDown");
  await composer.pressInComposition("Enter");
  await expect(walk.options).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${PATH}$`));
  await composer.commit("曉");
  await expect(walk.options.first()).toContainText(MING.school);
  expect(await composer.starts()).toBe(1);
});

test("Zhuyin, codes and the other form of 臺 find a school", async ({ walk }) => {
  await walk.open(PATH);
  for (const typed of ["ㄒㄍㄕㄈ", "194898", "台中曉光", "曉光示範國民小學", "Taichung"]) {
    await walk.search.fill(typed);
    await expect(walk.options.first(), typed).toContainText(MING.school);
  }
});

test("list follows the keys of the APG", async ({ walk, page }) => {
  await walk.open(PATH);
  await walk.search.fill("市立");
  await expect(walk.options.first()).toBeVisible();
  const size = await walk.options.count();
  await expect(walk.options.first()).toHaveAttribute("aria-setsize", String(size));
  await expect(walk.search).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(walk.search).toHaveAttribute("aria-activedescendant", "school-search-0");
  await page.keyboard.press("ArrowUp");
  await expect(walk.search).toHaveAttribute("aria-activedescendant", `school-search-${size - 1}`);
  await page.keyboard.press("Escape");
  await expect(walk.search).toHaveAttribute("aria-expanded", "false");
  await expect(walk.search).toHaveValue("市立");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(walk.search).toHaveAttribute("aria-expanded", "true");
  await expect(walk.search).toBeFocused();
});

test("schools that do not come are retried", async ({ walk, page, watch, words }) => {
  watch.allow(/ERR_FAILED.*schools/);
  await page.route("**/api/v1/schools", (route) => route.abort());
  await walk.open(PATH);
  await expect(walk.alert).toBeVisible();
  await page.unroute("**/api/v1/schools");
  await walk.button(words.again).click();
  await expect(walk.search).toBeVisible();
});
