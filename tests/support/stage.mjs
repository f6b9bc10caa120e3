// One page that goes from state to state: what the studio shows, in the font of the tests, with nothing
// that moves, and everything that the page said and asked for.
import { openState, startStudio } from "./studio.mjs";
import { photograph } from "./picture.mjs";

/** Where the studio's server has the font (crates/xtask/js/studio/server.mjs). */
const SHEETS = ["400", "700"].map((weight) => `/studio-files/font/${weight}.css`);
/** Pages that are longer are looked at as far as this, in CSS pixels. */
const HEIGHT_MAX = 2600;

/** How a state is looked at: each is a part of the contact sheet. The pictures are smaller by `scale`. */
export const VARIANTS = {
  phone: { viewport: { width: 390, height: 844 }, scale: 0.4 },
  desktop: { viewport: { width: 1280, height: 900 }, scale: 0.4 },
  kiosk: { viewport: { width: 1080, height: 1920 }, scale: 0.4, density: "kiosk" },
  zoomed: { viewport: { width: 320, height: 256 }, scale: 0.5 },
  forced: { viewport: { width: 1280, height: 900 }, scale: 0.4, forcedColors: "active" },
};

/**
 * Runs in every page before anything else: the font, stillness, the bar at the foot of the page instead of
 * somewhere across a long picture, and a list of what is asked of the server.
 */
function prepare(sheets) {
  addEventListener("DOMContentLoaded", () => {
    for (const href of sheets) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    const still = new CSSStyleSheet();
    still.replaceSync(`* { font-family: "Noto Sans TC" !important; caret-color: transparent !important;
      animation: none !important; transition: none !important; scroll-behavior: auto !important; }
      .l-beside { position: static !important; }`);
    document.adoptedStyleSheets = [still];
  });
  // The studio's clock begins where the state says, and stays there: a countdown is the same in every picture.
  const Real = Date;
  const began = Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [began] : given));
    }

    static now() {
      return began;
    }
  };
  window.askedFor = [];
  let stage;
  Object.defineProperty(window, "edupassStudio", {
    get: () => stage,
    set(given) {
      const answer = (method, path, body) => {
        window.askedFor.push({ method, path, body });
        return given.answer(method, path, body);
      };
      stage = { ...given, answer };
    },
  });
}

export class Stage {
  #said = [];

  static async open(browser) {
    const studio = await startStudio();
    const context = await browser.newContext({ locale: "zh-TW", timezoneId: "Asia/Taipei", reducedMotion: "reduce" });
    await context.addInitScript(prepare, SHEETS);
    const page = await context.newPage();
    const stage = new Stage();
    Object.assign(stage, { studio, context, page, cdp: await context.newCDPSession(page) });
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && stage.#said.push(message.text()));
    page.on("pageerror", (error) => stage.#said.push(error.message));
    return stage;
  }

  async close() {
    await this.context.close();
    await this.studio.stop();
  }

  /** Goes to a state, seen on a desktop. */
  async show(state, language, colorScheme) {
    this.#said = [];
    await this.page.emulateMedia({ colorScheme, forcedColors: "none" });
    await this.page.setViewportSize(VARIANTS.desktop.viewport);
    await openState(this.page, this.studio, state, language === "en" ? { lang: language } : {});
    await this.page.evaluate(() => document.fonts.ready);
  }

  /** What the page said that it should not have. */
  said() {
    return [...this.#said];
  }

  /** What was asked of the server. */
  askedFor() {
    return this.page.evaluate(() => window.askedFor);
  }

  /** Looks at the present state in another way, and back again. */
  async as({ viewport, density = "", forcedColors = "none" }, look) {
    await this.page.emulateMedia({ forcedColors });
    await this.page.setViewportSize(viewport);
    if (density) await this.page.evaluate((value) => document.documentElement.setAttribute("data-density", value), density);
    const seen = await look();
    if (density) await this.page.evaluate(() => document.documentElement.removeAttribute("data-density"));
    return seen;
  }

  /** The page from top to bottom. */
  async photograph(options) {
    const size = await this.page.evaluate(async () => {
      await document.fonts.ready;
      scrollTo(0, 0);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const { clientWidth, scrollHeight } = document.documentElement;
      return { width: clientWidth, height: scrollHeight };
    });
    return photograph(this.cdp, { width: size.width, height: Math.min(size.height, HEIGHT_MAX) }, options);
  }
}
