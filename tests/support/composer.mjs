// An input method, played through the browser's debugging protocol: Playwright has none.

export class Composer {
  constructor(session, page, field) {
    Object.assign(this, { session, page, field });
  }

  /** An input method that writes into this field. */
  static async in(page, field) {
    await field.focus();
    await field.evaluate((input) => {
      globalThis.compositions = 0;
      input.addEventListener("compositionstart", () => (globalThis.compositions += 1));
    });
    return new Composer(await page.context().newCDPSession(page), page, field);
  }

  /** Shows `text` underlined, as not decided yet. */
  compose(text) {
    const end = text.length;
    return this.session.send("Input.imeSetComposition", { text, selectionStart: end, selectionEnd: end });
  }

  /** Decides for `text`. */
  commit(text) {
    return this.session.send("Input.insertText", { text });
  }

  /** A key that the input method keeps for itself: pages see it as 229, "Process". */
  async pressInComposition(code) {
    const key = { key: "Process", code, windowsVirtualKeyCode: 229 };
    await this.session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await this.session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }

  /** How often a composition began: more than once means that something broke it off. */
  starts() {
    return this.page.evaluate(() => globalThis.compositions);
  }
}
