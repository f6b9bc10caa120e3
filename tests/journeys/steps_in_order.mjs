import { MING } from "../support/getting_back.mjs";
import { address, ready } from "../support/pages.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const PATH = "/forgot-password/personal-data";
const LATER = [
  "/find-account/found", `${PATH}/identity`, `${PATH}/not-found`, `${PATH}/new-password`, `${PATH}/done`,
  "/forgot-password/default-password/new-password", "/forgot-password/code/enter", "/forgot-password/code/not-received",
  "/activate/personal-data/done", "/activate/code/new-password",
];

test.use({ settings: {} });

inBothLanguages((words) => {
  const { back } = words;

  test("later step opened directly begins at the first", async ({ walk, page }) => {
    for (const path of LATER) {
      await walk.open(path);
      await expect(page.getByText(back.directly), path).toBeVisible();
      const first = address(words, path.slice(0, path.lastIndexOf("/")));
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(first);
    }
  });

  test("Back and Forward lose nothing", async ({ walk, page }) => {
    await walk.open(PATH);
    await walk.prove(MING);
    await walk.at("password", 3, 4);
    await page.goBack();
    await walk.at("identity", 2, 4);
    await expect(walk.heading).toBeFocused();
    await expect(walk.name).toHaveValue(MING.name);
    await expect(walk.birthday[0]).toHaveValue(MING.roc[0]);
    await page.goBack();
    await walk.at("school", 1, 4);
    await expect(walk.search).toHaveValue(MING.school);
    await page.goForward();
    await walk.at("identity", 2, 4);
    await expect(walk.name).toHaveValue(MING.name);
    await walk.next.click();
    await walk.at("password", 3, 4);
  });

  test("reload begins anew and keeps nothing", async ({ walk, page }) => {
    await walk.open(PATH);
    await walk.chooseSchool(MING);
    await walk.at("identity", 2, 4);
    await walk.name.fill(MING.name);
    await page.reload();
    await ready(page);
    await expect(page.getByText(back.directly)).toBeVisible();
    await walk.at("school", 1, 4);
    await walk.chooseSchool(MING);
    await expect(walk.name).toHaveValue("");
  });

  test("Back does not enter what is done", async ({ walk, page }) => {
    await walk.open(PATH);
    await walk.prove(MING);
    await walk.at("password", 3, 4);
    await walk.setPassword();
    await walk.at("done", 4, 4);
    await page.goBack();
    await expect(page.getByText(back.finished)).toBeVisible();
    await walk.at("school", 1, 4);
  });

  test("another person after Back is asked for again", async ({ walk, watch, page }) => {
    watch.allow(/4\d\d.*\/steps\/identity/);
    await walk.open(PATH);
    await walk.prove(MING);
    await walk.at("password", 3, 4);
    await page.goBack();
    await walk.name.fill("林小美");
    await walk.next.click();
    await expect(walk.digits).toBeFocused();
    await walk.typeDigits();
    await walk.next.click();
    await walk.at("notFound", 2, 4);
  });
});

test("flow that is over is opened again, typing kept", async ({ walk, server, watch }) => {
  watch.allow(/4\d\d.*\/steps\/identity/);
  await walk.open(PATH);
  await walk.chooseSchool(MING);
  await walk.typeIdentity(MING);
  await walk.typeDigits();
  await server.letTimePass(3600);
  await walk.next.click();
  await expect(walk.digits).toBeFocused();
  await expect(walk.name).toHaveValue(MING.name);
  await walk.typeDigits();
  await walk.next.click();
  await walk.at("password", 3, 4);
});

test("time that is up at the new password is told", async ({ walk, server, watch, page, words }) => {
  watch.allow(/4\d\d.*\/steps\/new-password/);
  await walk.open(PATH);
  await walk.prove(MING);
  await walk.at("password", 3, 4);
  await server.letTimePass(3600);
  await walk.setPassword();
  await walk.at("school", 1, 4);
  await expect(page.getByText(words.back.timeUp)).toBeVisible();
});

test("language switch keeps what is typed", async ({ walk, page, words }) => {
  await walk.open(PATH);
  await walk.chooseSchool(MING);
  await walk.typeIdentity(MING);
  await page.getByRole("navigation").getByRole("link", { name: words.otherLanguage }).click();
  await expect(walk.heading).toHaveText("Enter your personal data");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(MING.name);
  await expect(page.getByRole("textbox", { name: "Year", exact: true })).toHaveValue(MING.roc[0]);
  await expect(page.getByRole("definition").getByText(MING.school)).toBeVisible();
});
