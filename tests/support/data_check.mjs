// The data check as a person meets it, and the demo's people with whose data something is the matter.
import { visit } from "./pages.mjs";

/** Has no seat number (demo/people.csv). */
export const SEATLESS = { name: "簡小空", account: "pupil.kong", password: "button4feather", id_number: "B199900733" };

/** Changed schools, and has no class yet. */
export const CLASSLESS = { name: "范小新", account: "pupil.xin", password: "candle7bridge" };

/** Is in a class with a letter. */
export const LETTERED = { name: "唐小月", account: "pupil.yue", password: "moonlit8stairs" };

/** Teaches nothing, as far as the school has said. */
export const IDLE = { name: "江大合", account: "teacher.jiang", password: "Kettle=Window63" };

export class DataCheckPage {
  constructor(page, words) {
    Object.assign(this, { page, words });
    this.heading = page.getByRole("heading", { level: 1, name: words.check.title });
    this.found = page.locator("#found");
    this.told = page.getByRole("region", { name: words.check.told });
    this.unusual = page.getByRole("region", { name: words.check.unusual });
    this.again = page.getByRole("button", { name: words.check.again });
    this.message = page.getByRole("textbox", { name: words.check.message });
    this.report = page.getByRole("button", { name: words.check.act, exact: true });
    this.sent = page.locator("#sent");
  }

  open() {
    return visit(this.page, this.words, "/data-check");
  }

  /** Something that was found, by what it says. */
  finding(text) {
    return this.page.getByRole("listitem").filter({ hasText: text });
  }
}
