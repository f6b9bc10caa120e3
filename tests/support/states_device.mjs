// The states of shared computers and kiosks.
import { Attendant, calm, enter, KIOSK, KIOSK_IDLE_MS, SHARED_IDLE_MS } from "./attendant.mjs";
import { MING } from "./getting_back.mjs";
import { visit } from "./pages.mjs";
import { expect } from "./test.mjs";

const KEYS = { device: { ...KIOSK.device, keypad: true } };

export const DEVICE_STATES = [
  {
    name: "shared computer with something typed",
    async reach({ page, signIn, words }) {
      await signIn.open();
      await signIn.account.fill("amy");
      await new Attendant(page, words).finish.waitFor();
    },
  },
  {
    name: "warning before the time is up",
    settings: calm({}),
    async reach({ page, signIn, words }) {
      const attendant = new Attendant(page, words);
      await page.clock.install();
      await signIn.open();
      await signIn.account.fill("amy");
      await attendant.finish.waitFor();
      await attendant.pass(SHARED_IDLE_MS + 1000);
      await expect(attendant.warning).toBeVisible();
    },
  },
  {
    name: "start page after the time was up",
    settings: calm({}),
    async reach({ page, signIn, words }) {
      const attendant = new Attendant(page, words);
      await page.clock.install();
      await signIn.open();
      await signIn.account.fill("amy");
      await attendant.finish.waitFor();
      await attendant.pass(2 * SHARED_IDLE_MS);
      await expect(page.getByText(attendant.say.idle)).toBeVisible();
    },
  },
  {
    name: "start page after everything was cleared",
    async reach({ page, signIn, words }) {
      const attendant = new Attendant(page, words);
      await signIn.open();
      await signIn.account.fill("amy");
      await attendant.finish.click();
      await expect(page.getByText(attendant.say.cleared)).toBeVisible();
    },
  },
  {
    name: "kiosk's sign-in",
    settings: KIOSK,
    async reach({ page, signIn, words }) {
      await signIn.open();
      await signIn.picture.waitFor();
      await new Attendant(page, words).finish.waitFor();
    },
  },
  {
    name: "kiosk's account page",
    settings: calm(KIOSK),
    async reach({ page, signIn, account, words }) {
      await enter({ signIn, account });
      await new Attendant(page, words).finish.waitFor();
    },
  },
  {
    name: "kiosk's keys for digits",
    settings: KEYS,
    async reach({ page, signIn, words }) {
      const attendant = new Attendant(page, words);
      await signIn.open();
      await signIn.picture.waitFor();
      await attendant.finish.waitFor();
      await signIn.digits.focus();
      await expect(attendant.keypad).toBeVisible();
    },
  },
  {
    name: "kiosk's address of a service",
    settings: KIOSK,
    async reach({ page, words }) {
      const attendant = new Attendant(page, words);
      await visit(page, words, "/services");
      await page.getByRole("main").getByRole("listitem").getByRole("button").first().click();
      await expect(attendant.outward.locator("svg path")).toHaveCount(1);
    },
  },
  {
    name: "kiosk's contact page",
    settings: KIOSK,
    async reach({ page, words }) {
      await visit(page, words, "/contact");
      await new Attendant(page, words).finish.waitFor();
    },
  },
  {
    name: "kiosk's question before leaving",
    settings: KIOSK,
    async reach({ page, walk, words }) {
      await visit(page, words, "/contact");
      await walk.open("/forgot-password/personal-data");
      await walk.chooseSchool(MING);
      await walk.typeIdentity(MING);
      await page.evaluate(() => history.back());
      await expect(new Attendant(page, words).leaving).toBeVisible();
    },
  },
  {
    name: "kiosk's warning",
    settings: calm(KIOSK),
    async reach({ page, signIn, words }) {
      const attendant = new Attendant(page, words);
      await page.clock.install();
      await signIn.open();
      await attendant.finish.waitFor();
      await signIn.account.fill("amy");
      await attendant.pass(KIOSK_IDLE_MS + 1000);
      await expect(attendant.warning).toBeVisible();
    },
  },
  {
    name: "network that is gone",
    troubles: [/DISCONNECTED/],
    async reach({ page, context, signIn, words }) {
      const attendant = new Attendant(page, words);
      await signIn.open();
      await signIn.account.fill("amy");
      await attendant.finish.waitFor();
      await context.setOffline(true);
      await expect(page.getByText(attendant.say.lost)).toBeVisible();
    },
  },
];
