// How much of what is alike is tested. `cargo xtask test` walks every state in one language and leaves every
// flow in one way, taking turns; `EDUPASS_WHOLE=1 npx playwright test tests/a11y tests/kiosk` does everything.
export const IS_WHOLE = process.env.EDUPASS_WHOLE === "1";

/** Whether a thing is tested in English where it is tested once: by its name, so that it stays so. */
export function isEnglish(name) {
  return [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 2 === 1;
}
