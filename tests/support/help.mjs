// The words that need no app: whom to call when the page does not come (index.html).
import { expect } from "@playwright/test";

const HOTLINE = "04-2222-0507";
const MAIL = "oidcservice@mail.edu.tw";

/** The box that the page's own first script shows. */
export const helpBox = (page) => page.getByRole("alert").filter({ hasText: "這一頁還沒有準備好" });

export async function expectHelp(help) {
  await expect(help).toBeVisible();
  await expect(help.getByRole("link", { name: HOTLINE })).toHaveAttribute("href", `tel:${HOTLINE}`);
  await expect(help.getByRole("link", { name: MAIL })).toHaveAttribute("href", `mailto:${MAIL}`);
}
