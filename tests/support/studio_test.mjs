// What every test of the studio starts from: its server, and a page whose console stays silent.
import { test as base, expect } from "@playwright/test";
import { startStudio } from "./studio.mjs";

export { expect };

export const test = base.extend({
  /** Troubles that the test makes on purpose. */
  allowed: [[], { option: true }],

  studio: [
    async ({}, use) => {
      const studio = await startStudio();
      await use(studio);
      await studio.stop();
    },
    { scope: "worker" },
  ],

  page: async ({ page, allowed }, use) => {
    const troubles = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) troubles.push(message.text());
    });
    page.on("pageerror", (error) => troubles.push(error.message));
    await use(page);
    const isAllowed = (trouble) => allowed.some((pattern) => pattern.test(trouble));
    expect(troubles.filter((trouble) => !isAllowed(trouble)), "what the console says").toEqual([]);
  },
});
