import { MING, NEW_PASSWORD } from "../support/getting_back.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const PATH = "/forgot-password/personal-data";

// Passwords change: a server for each test.
test.use({ settings: {} });

inBothLanguages((words) => {
  const { back } = words;

  test("pupil resets the password by personal data", async ({ walk, signIn, account, page }) => {
    await walk.open("/forgot-password");
    await page.getByRole("link", { name: back.titles.personal }).click();
    await walk.at("school", 1, 4);
    await expect(walk.heading).toBeFocused();
    await walk.prove(MING);
    await walk.at("password", 3, 4);
    await expect(walk.heading).toBeFocused();
    await expect(page.getByText(`${MING.account}@mail.edu.tw`)).toBeVisible();
    await expect(page.getByRole("main").getByText(MING.name)).toBeVisible();
    await walk.setPassword();
    await walk.at("done", 4, 4);
    await expect(page.getByText(back.rule)).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: back.signIn, exact: true }).click();
    await expect(signIn.account).toHaveValue(MING.account);
    await signIn.signIn({ ...MING, password: NEW_PASSWORD });
    await expect(account.greeting(MING)).toBeVisible();
  });

  test("wrong birthday shows what was searched and why", async ({ walk, page, watch }) => {
    watch.allow(/4\d\d.*\/steps\/identity/);
    await walk.open(PATH);
    await walk.prove({ ...MING, roc: ["104", "10", "4"] });
    await walk.at("notFound", 2, 4);
    await expect(page.getByText(MING.masked)).toBeVisible();
    await expect(page.getByText(MING.id_number)).toHaveCount(0);
    await page.getByRole("link", { name: back.calendarCause, exact: true }).click();
    await expect(walk.birthday[0]).toBeFocused();
    await expect(walk.name).toHaveValue(MING.name);
    await walk.birthday[2].fill("3");
    await walk.typeDigits();
    await walk.next.click();
    await walk.at("password", 3, 4);
  });

  test("nobody at this school reads the same", async ({ walk, watch }) => {
    watch.allow(/4\d\d.*\/steps\/identity/);
    await walk.open(PATH);
    await walk.prove({ ...MING, school: "市立潮聲示範國中" });
    await walk.at("notFound", 2, 4);
  });

  test("year of the other calendar is one press away", async ({ walk }) => {
    await walk.open(PATH);
    await walk.chooseSchool(MING);
    await walk.typeIdentity(MING);
    await expect(walk.page.getByText(back.echo)).toBeVisible();
    await expect(walk.roc).toBeChecked();
    await walk.gregorian.check();
    await walk.typeDigits();
    await walk.next.click();
    await expect(walk.alert.getByRole("link", { name: back.otherCalendar })).toBeVisible();
    await walk.button(back.correct).click();
    await expect(walk.roc).toBeChecked();
    await expect(walk.page.getByText(back.echo)).toBeVisible();
    await walk.next.click();
    await walk.at("password", 3, 4);
  });

  test("whole date may be typed into the year", async ({ walk }) => {
    await walk.open(PATH);
    await walk.chooseSchool(MING);
    await walk.typeIdentity({ ...MING, roc: ["民國104年10月3日", "", ""] });
    await expect(walk.page.getByText(back.echo)).toBeVisible();
    await walk.birthday[0].fill("２０１５/10/3");
    await expect(walk.page.getByText(back.echo)).toBeVisible();
    await expect(walk.gregorian).toBeChecked();
  });

  test("bad dates name what is wrong", async ({ walk }) => {
    await walk.open(PATH);
    await walk.chooseSchool(MING);
    await walk.typeIdentity(MING);
    await walk.typeDigits();
    const dates = [
      [["104", "", "3"], back.monthMissing],
      [["104", "2", "29"], back.noSuchDay],
      [["115", "12", "31"], back.future],
    ];
    for (const [parts, text] of dates) {
      await walk.typeBirthday(parts);
      await walk.next.click();
      await expect(walk.alert.getByRole("link", { name: text })).toBeVisible();
      await walk.alert.getByRole("link", { name: text }).click();
      await expect(walk.birthday[0]).toBeFocused();
    }
    await expect(walk.name).toHaveValue(MING.name);
  });

  test("wrong check digit can be overruled", async ({ walk, watch }) => {
    watch.allow(/4\d\d.*\/steps\/identity/);
    await walk.open(PATH);
    await walk.chooseSchool(MING);
    await walk.typeIdentity({ ...MING, id_number: "b199900127" });
    await expect(walk.idNumber).toHaveValue("B19•••••127");
    await walk.idNumber.focus();
    await expect(walk.idNumber).toHaveValue("B199900127");
    await walk.page.keyboard.type("b199900128");
    await expect(walk.idNumber).toHaveValue("b199900128");
    await expect(walk.overrule).toBeHidden();
    await walk.typeDigits();
    await walk.next.click();
    await expect(walk.alert.getByRole("link", { name: back.checkDigit })).toBeVisible();
    await walk.overrule.check();
    await walk.next.click();
    await walk.at("notFound", 2, 4);
  });

  test("new password is judged before it is sent", async ({ walk }) => {
    await walk.open(PATH);
    await walk.prove(MING);
    await walk.at("password", 3, 4);
    await walk.set.click();
    await expect(walk.alert.getByRole("listitem")).toHaveCount(2);
    await walk.password.fill("short1");
    await walk.again.fill("short2");
    await walk.set.click();
    await expect(walk.alert.getByRole("link", { name: back.tooShort })).toBeVisible();
    await expect(walk.alert.getByRole("link", { name: back.differs })).toBeVisible();
    await walk.typePassword("ming-20151003");
    await walk.set.click();
    await expect(walk.alert.getByRole("link", { name: back.personalPassword })).toBeVisible();
    await walk.password.fill(NEW_PASSWORD);
    await expect(walk.page.getByText(back.open, { exact: true })).toHaveCount(0);
    await walk.again.fill(NEW_PASSWORD);
    await walk.set.click();
    await walk.at("done", 4, 4);
  });
});

test("empty form names every field", async ({ walk, words }) => {
  await walk.open(PATH);
  await walk.search.waitFor();
  await walk.next.click();
  await expect(walk.alert.getByRole("link", { name: words.back.noSchool })).toBeVisible();
  await walk.chooseSchool(MING);
  await walk.picture.waitFor();
  await walk.next.click();
  await expect(walk.alert.getByRole("listitem")).toHaveCount(4);
  for (const [at, field] of [walk.name, walk.idNumber, walk.birthday[0], walk.digits].entries()) {
    await walk.alert.getByRole("link").nth(at).click();
    await expect(field).toBeFocused();
  }
});

test("name with rare characters is kept as it is", async ({ walk, watch, page }) => {
  watch.allow(/4\d\d.*\/steps\/identity/);
  await walk.open(PATH);
  await walk.prove({ ...MING, name: "𠮷田‧娜高．Ａ" });
  await walk.at("notFound", 2, 4);
  await expect(page.getByText("𠮷田‧娜高．Ａ")).toBeVisible();
});

test("by keyboard alone", async ({ walk, page }) => {
  await walk.open(PATH);
  await walk.search.focus();
  await page.keyboard.type("曉光");
  await expect(walk.options.first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await walk.next.focus();
  await page.keyboard.press("Enter");
  await expect(walk.heading).toBeFocused();
  await walk.name.focus();
  await page.keyboard.type(MING.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(MING.id_number);
  await walk.birthday[0].focus();
  for (const part of MING.roc) {
    await page.keyboard.type(part);
    await page.keyboard.press("Tab");
  }
  await walk.typeDigits();
  await page.keyboard.press("Enter");
  await walk.at("password", 3, 4);
});

test("account of sign-in is not the only thing that stays out of addresses", async ({ walk, signIn, page, words }) => {
  await signIn.open();
  await signIn.account.fill(PUPIL.account);
  await page.getByRole("main").getByRole("link", { name: /忘記教育雲端密碼/ }).click();
  await page.getByRole("link", { name: words.back.titles.code }).click();
  await expect(walk.account).toHaveValue(PUPIL.account);
});
