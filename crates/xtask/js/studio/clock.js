// The page's clock: it begins at a time of the scenario, runs on, and can be jumped.
const Real = Date;
let offset = 0;

/** From now on, the page's time is `start` and what has passed since. */
export function startClock(start) {
  if (start) offset = Real.parse(start) - Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + offset);
      else super(...given);
    }

    static now() {
      return Real.now() + offset;
    }
  };
}

/** Jumps the clock by seconds; the page looks at it as when somebody comes back to it. */
export function jump(seconds) {
  offset += seconds * 1000;
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("focus"));
}
