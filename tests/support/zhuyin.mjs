// 注音 on the pages: which words have it, and what the browser reads out.
import { expect } from "@playwright/test";

/** Values and what the browser draws itself: they have no sounds. */
const VALUES = [
  "option", "dd", "address", ".c-combobox__label", ".c-combobox__detail", ".c-counties__county", ".u-unseen",
  ".l-header__readings", "[hidden]",
].join();

export class Zhuyin {
  constructor(page, words) {
    Object.assign(this, { page, words });
    const link = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true });
    this.add = link(words.zhuyin.add);
    this.remove = link(words.zhuyin.remove);
    this.characters = page.locator("ruby");
  }

  async switchOn() {
    await this.add.click();
    await expect(this.characters.first()).toBeVisible();
  }

  async switchOff() {
    await this.remove.click();
    await expect(this.characters).toHaveCount(0);
  }

  /** Chinese on show without its sounds, beside values and the texts of `values`. */
  bare(values = []) {
    return this.page.evaluate(([skipped, values]) => {
      const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        const isValue = parentElement.closest(skipped) !== null || values.includes(data.trim());
        const isRead = parentElement.closest("ruby") !== null;
        if (/\p{Script=Han}/u.test(data) && !isRead && !isValue && parentElement.checkVisibility()) found.push(data);
      }
      return found;
    }, [VALUES, values]);
  }

  /** Role and name of everything that has a name, as the browser tells a screen reader. */
  async names() {
    const session = await this.page.context().newCDPSession(this.page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    const ROLES = ["button", "link", "heading", "textbox", "checkbox", "radio", "radiogroup", "group", "combobox", "img", "form",
      "alert", "status", "complementary", "navigation", "list"];
    const told = nodes.filter(({ ignored, role }) => !ignored && ROLES.includes(role?.value));
    const { add, remove } = this.words.zhuyin;
    return told.map(({ role, name, description }) =>
      [role.value, name?.value ?? "", description?.value ?? ""].join(": ").replace(remove, add));
  }

  /** Every text that is read out on the page, in one piece. */
  async heard() {
    const session = await this.page.context().newCDPSession(this.page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    return nodes.filter(({ ignored, role }) => !ignored && role?.value === "StaticText").map(({ name }) => name.value).join("");
  }
}
