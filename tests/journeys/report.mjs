import { MING } from "../support/getting_back.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  const { back } = words;

  test("problem is reported without personal data", async ({ walk, page, watch }) => {
    watch.allow(/4\d\d.*\/steps\/identity/);
    watch.allow(/422.*\/reports/);
    await walk.open("/forgot-password/personal-data");
    await walk.prove({ ...MING, name: "王大明" });
    await walk.at("notFound", 2, 4);
    await page.getByRole("link", { name: back.titles.report }).click();
    await expect(page.getByRole("main").getByText(MING.school).last()).toBeVisible();
    const message = page.getByRole("textbox", { name: back.message });
    await message.fill(`我的證號是 ${MING.id_number}`);
    await walk.button(back.send).click();
    await expect(walk.alert.getByRole("link", { name: back.personalData })).toBeVisible();
    await message.fill("轉學以後就查不到了。");
    await walk.button(back.send).click();
    await expect(walk.heading).toHaveText(back.sent);
    await expect(page.getByRole("definition")).toHaveText(/^[0-9A-Z-]{8,9}$/);
    await page.goBack();
    await expect(walk.heading).not.toHaveText(back.sent);
  });
});
