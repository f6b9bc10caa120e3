// What a person does, through the page's own events (tests/scenarios/README.md, "A step").
const WAIT_MS = 8000;
const LOOK_EVERY_MS = 16;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The steps, one after the other. */
export async function carryOut(steps, stage) {
  for (const [at, step] of steps.entries()) {
    try {
      await once(step, stage);
      await pause(0);
    } catch (error) {
      throw new Error(`step ${at + 1}, ${JSON.stringify(step)}: ${error.message}`);
    }
  }
}

async function once(step, stage) {
  if ("type" in step) return type(await control(step.type), step.text);
  if ("compose" in step) return compose(await control(step.compose), step.text);
  if ("press" in step) return press(await control(step.press, isEnabled));
  if ("check" in step) return tick(await control(step.check), true);
  if ("uncheck" in step) return tick(await control(step.uncheck), false);
  if ("choose" in step) return choose(await control(step.choose, ({ disabled }) => !disabled), step);
  if ("key" in step) return key(await control(step.in), step.key);
  if ("focus" in step) return (await control(step.focus)).focus();
  if ("wait" in step) return seen(step.wait);
  if ("jump" in step) return stage.jump(step.jump);
  return stage.act(`expire ${step.expire}`);
}

function selectorOf(target) {
  if (target === "submit") return "#app button[type=submit]";
  if (/[#.[ >:]/.test(target)) return target;
  return `#app [name="${target}"], #app [id="${target}"]`;
}

const isEnabled = (element) => element.getAttribute("aria-disabled") !== "true" && !element.disabled;

const control = (target, isFit) => seen(selectorOf(target), { isFit });

/** The first element of a selector that can be seen, as soon as there is one. */
export async function seen(selector, { isVisible = true, isFit = () => true } = {}) {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const found = [...document.querySelectorAll(selector)];
    const fit = found.find((element) => (!isVisible || element.checkVisibility()) && isFit(element));
    if (fit) return fit;
    if (performance.now() > deadline) throw new Error(`${selector} is ${found.length > 0 ? "not to be seen, or not to be used" : "not there"}`);
    await pause(LOOK_EVERY_MS);
  }
}

function type(field, text) {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function compose(field, text) {
  field.focus();
  field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  field.value += text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertCompositionText", data: text, isComposing: true }));
}

function press(button) {
  button.focus();
  button.click();
}

function tick(box, isWanted) {
  if (box.checked !== isWanted) box.click();
}

function choose(list, { value, at }) {
  list.focus();
  if (at === undefined) list.value = value;
  else list.selectedIndex = at;
  if (list.selectedIndex < 0) throw new Error(`${value ?? at} is not in the list`);
  list.dispatchEvent(new Event("input", { bubbles: true }));
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function key(element, name) {
  element.focus();
  const how = { key: name, bubbles: true, cancelable: true };
  element.dispatchEvent(new KeyboardEvent("keydown", how));
  element.dispatchEvent(new KeyboardEvent("keyup", how));
}

/** Until pictures and letters are there and what was set in motion has come to rest. */
export async function settled() {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  // Where a page scrolls smoothly, it is still on its way.
  for (let last = -1; last !== scrollY;) {
    last = scrollY;
    await pause(LOOK_EVERY_MS * 3);
  }
}
