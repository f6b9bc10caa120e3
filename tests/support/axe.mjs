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
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
  expect(findings, what).toEqual([]);
}
