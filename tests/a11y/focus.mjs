import { visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const SCREENS = ["/", "/sign-in", "/services", "/contact"];
const STOPS_MAX = 80;

// A page that scrolls by and by would be looked at before it is there.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Runs in the page: where the focus is, and whether a person can see it there. */
function stop() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
  const isAbove = ([x, y]) => {
    const found = document.elementFromPoint(left + width * x, top + height * y);
    return found !== null && (element.contains(found) || found.contains(element));
  };
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    name: element.getAttribute("aria-label") ?? (element.innerText.trim() || element.name),
    isSeen: points.some(isAbove),
    outline: outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth),
  };
}

/** Presses Tab through the whole page. */
async function walk(page) {
  const stops = [];
  while (stops.length < STOPS_MAX) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(stop);
    if (here === null) return stops;
    stops.push(here);
  }
  throw new Error(`more than ${STOPS_MAX} stops: the focus is caught`);
}

function expectSeen(stops) {
  expect(stops.length).toBeGreaterThan(5);
  expect(stops.filter(({ isSeen }) => !isSeen), "covered").toEqual([]);
  expect(stops.filter(({ outline }) => outline < 3), "without a ring").toEqual([]);
}

for (const viewport of [{ width: 1280, height: 720 }, { width: 320, height: 256 }]) {
  test.describe(`at ${viewport.width} by ${viewport.height}`, () => {
    test.use({ viewport });

    for (const screen of SCREENS) {
      test(`focus is always seen on ${screen}`, async ({ page, signIn, words }) => {
        await visit(page, words, screen);
        if (screen === "/sign-in") await signIn.picture.waitFor();
        expectSeen(await walk(page));
      });
    }

    test("focus is always seen on account", async ({ page, signIn, account }) => {
      await signIn.open();
      await signIn.signIn(PUPIL);
      await expect(account.greeting(PUPIL)).toBeVisible();
      expectSeen(await walk(page));
    });
  });
}

inBothLanguages((words) => {
  test("every route has its own title", async ({ page, signIn, account }) => {
    const titles = [];
    for (const screen of SCREENS) {
      await visit(page, words, screen);
      titles.push(await page.title());
    }
    await signIn.open();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
    titles.push(await page.title());
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.every((title) => title.endsWith(` – ${words.portal}`))).toBe(true);
  });

  test("help stays at one place everywhere", async ({ page }) => {
    const places = [];
    for (const screen of SCREENS) {
      await visit(page, words, screen);
      const help = page.getByRole("contentinfo").getByRole("heading", { name: words.help });
      places.push(await help.evaluate((heading) => heading.closest("body > div > *").previousElementSibling.tagName));
    }
    expect(places).toEqual(SCREENS.map(() => "MAIN"));
  });
});
