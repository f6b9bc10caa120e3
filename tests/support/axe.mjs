// axe, with every rule of WCAG 2.2 AA that a machine can check.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Beyond the tags: off by default in axe, or good practice that is never wrong here. */
const ALSO = ["target-size", "label-content-name-mismatch", "page-has-heading-one", "heading-order",
  "landmark-one-main", "landmark-unique", "skip-link", "empty-heading"];

/** Fails with each finding and the element it is about. */
export async function expectAccessible(page, what) {
  const rules = Object.fromEntries(ALSO.map((rule) => [rule, { enabled: true }]));
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    runOnly: { type: "tag", values: TAGS }, rules, resultTypes: ["violations"],
  });
  const { violations } = await axe.analyze();
  const findings = violations.flatMap(({ id, nodes }) => nodes.filter((node) => !scrollsOut(id, node))
    .map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
  expect(findings, what).toEqual([]);
}

/** Whether a target is only half behind the bar at the foot of the window: scrolling brings it out, and the
 * focus never stays behind it (tests/a11y/focus.mjs). axe looks at one scroll position. */
function scrollsOut(id, { any }) {
  const isBar = ({ target, html }) => /c-bar|l-beside/.test(`${target} ${html}`);
  return id === "target-size" && any.some(({ data, relatedNodes }) =>
    /obscured/i.test(data?.messageKey ?? "") && relatedNodes.length > 0 && relatedNodes.every(isBar));
}
