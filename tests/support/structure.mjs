// What axe does not ask of a page: one heading, references that lead somewhere, nothing cut off.
import { expect } from "@playwright/test";

/** One first heading, unique ids, references to what is there, fields that say whether they are right. */
export async function expectSound(page, firstHeadings = 1) {
  expect(await page.evaluate(faults, firstHeadings)).toEqual([]);
}

/** Runs in the page. */
function faults(firstHeadings) {
  const REFERENCES = ["aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-activedescendant", "for"];
  const found = [];
  const all = [...document.querySelectorAll("*")];
  const headings = document.querySelectorAll("h1").length;
  if (headings !== firstHeadings) found.push(`${headings} first headings`);
  const ids = all.map(({ id }) => id).filter(Boolean);
  found.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id ${id} is there twice`));
  for (const element of all) {
    for (const name of REFERENCES.filter((name) => element.hasAttribute(name))) {
      const lost = element.getAttribute(name).split(/\s+/).filter((id) => id && !document.getElementById(id));
      found.push(...lost.map((id) => `${name}="${id}" leads nowhere`));
    }
  }
  for (const input of document.querySelectorAll("form input:not([type=checkbox], [type=radio], [type=hidden])")) {
    if (!input.hasAttribute("aria-invalid")) found.push(`${input.name} does not say whether it is right`);
  }
  for (const image of document.querySelectorAll("svg")) {
    if (image.getAttribute("aria-hidden") !== "true") found.push("a decoration is read out");
  }
  return found;
}

/** Nothing to the right of what can be seen, and no control cut off. */
export async function expectNoSideScroll(page, what) {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const isSeen = (element) => element.checkVisibility() && getComputedStyle(element).clip === "auto";
    const beyond = [...document.querySelectorAll("a, button, input, img, p, h1, h2, li")]
      .filter((element) => isSeen(element) && element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 100));
    return { tooWide: Math.max(0, scrollWidth - clientWidth), beyond };
  });
  expect(wide, what).toEqual({ tooWide: 0, beyond: [] });
}

/** The spacing of WCAG 2.2 SC 1.4.12, as a reader's own style sheet would set it. */
export async function spaceText(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Text that its box cuts off; what is typed into a field can be scrolled. */
export async function expectNothingCut(page, what) {
  const cut = await page.evaluate(() => {
    const hides = (style) => /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
    const isUnseen = (element) => element.closest(".u-unseen") !== null;
    return [...document.querySelectorAll("body *:not(input, textarea)")]
      .filter((element) => !isUnseen(element) && element.checkVisibility() && hides(getComputedStyle(element)))
      .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)
      .map((element) => element.outerHTML.slice(0, 100));
  });
  expect(cut, what).toEqual([]);
}
