// What lies over the page to look at what cannot be seen: the order of the Tab key, names, targets,
// headings, what live regions say (experience.md D8). Everything is drawn beside the portal, in a layer
// that lets every press through.
const REACHED = "a[href], button, input, select, textarea, summary, [tabindex]";
const TARGET_MIN = 44;
const REGION = ":is([aria-live], [role=status], [role=alert], output)";
const shown = new Set();
const log = [];
let observer = null;
let drawing = 0;

/** Shows or hides an overlay. */
export function showOverlay(name, isShown) {
  if (isShown) shown.add(name);
  else shown.delete(name);
  if (name === "live") listen(isShown);
  follow();
}

/** Draws anew whenever the page changes, as long as anything is on show. */
function follow() {
  draw();
  if (shown.size > 0 && observer === null) {
    observer = new MutationObserver(plan);
    observer.observe(app(), { subtree: true, childList: true, attributes: true, characterData: true });
    for (const event of ["resize", "scroll"]) addEventListener(event, plan, { passive: true });
  }
  if (shown.size === 0 && observer !== null) {
    observer.disconnect();
    observer = null;
    for (const event of ["resize", "scroll"]) removeEventListener(event, plan);
  }
}

const app = () => document.getElementById("app");

function plan() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(draw);
}

function draw() {
  const layer = document.getElementById("studio-overlay") ?? newLayer();
  layer.replaceChildren();
  if (shown.has("tab-order")) tabOrder(layer);
  if (shown.has("names")) names(layer);
  if (shown.has("targets")) targets(layer);
  if (shown.has("headings")) panel(layer, "headings", outline());
  if (shown.has("live")) panel(layer, "live", log);
}

function newLayer() {
  const layer = element("div", "c-studio-overlay");
  layer.id = "studio-overlay";
  layer.setAttribute("aria-hidden", "true");
  document.body.append(layer);
  return layer;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

const inReach = () => [...app().querySelectorAll(REACHED)].filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility());

/** A positive tabindex comes first (HTML, sequential focus navigation). */
function tabOrder(layer) {
  const order = inReach().map((each, at) => [each, at]).sort(([one, at], [other, then]) =>
    (one.tabIndex || Infinity) - (other.tabIndex || Infinity) || at - then);
  order.forEach(([each], at) => mark(layer, each, "order", String(at + 1)));
}

function names(layer) {
  for (const each of inReach()) {
    const name = nameOf(each);
    mark(layer, each, name ? "name" : "nameless", name || "no name");
  }
}

/** About what a screen reader says (Accessible Name and Description Computation 1.2, the steps that occur here). */
function nameOf(each) {
  const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const labels = [...(each.labels ?? [])].map((label) => label.textContent).join(" ");
  const found = (each.hasAttribute("aria-labelledby") ? byIds(each.getAttribute("aria-labelledby")) : "")
    || each.getAttribute("aria-label") || labels || (each.matches("input, select, textarea") ? "" : each.textContent)
    || each.querySelector("img")?.alt || each.title;
  return (found ?? "").replace(/\s+/g, " ").trim();
}

/** A label enlarges its control's target; a link in a line of text needs no size of its own (WCAG 2.2 SC 2.5.8). */
function targets(layer) {
  for (const each of inReach()) {
    const boxes = [each, ...(each.labels ?? [])].map((part) => part.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
    const height = Math.max(...boxes.map((box) => box.height));
    const isInText = each.matches("p a, li span a, dd a");
    if (isInText || (width >= TARGET_MIN && height >= TARGET_MIN)) continue;
    mark(layer, each, "small", `${Math.round(width)} × ${Math.round(height)}`);
  }
}

function mark(layer, each, kind, text) {
  const { left, top, width, height } = each.getBoundingClientRect();
  if (width === 0) return;
  const made = element("span", `c-studio-overlay__mark c-studio-overlay__mark--${kind}`);
  Object.assign(made.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  made.append(element("b", "", text));
  layer.append(made);
}

function outline() {
  const headings = [...app().querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((each) => each.checkVisibility());
  return headings.map((each) => `${"  ".repeat(Number(each.tagName[1]) - 1)}${each.tagName} ${each.textContent.trim()}`);
}

function panel(layer, kind, lines) {
  layer.append(element("pre", `c-studio-overlay__panel c-studio-overlay__panel--${kind}`, lines.join("\n") || "–"));
}

let liveObserver = null;

/** Writes down what live regions come to say. */
function listen(isOn) {
  liveObserver?.disconnect();
  liveObserver = null;
  if (!isOn) return;
  log.length = 0;
  liveObserver = new MutationObserver((changes) => {
    const places = changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes])
      .map((node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement));
    const regions = new Set(places.flatMap((place) => [place?.closest(REGION), ...(place?.querySelectorAll(`:scope > ${REGION}`) ?? [])]));
    for (const region of regions) {
      const text = region?.textContent.replace(/\s+/g, " ").trim();
      if (text && log.at(-1) !== text) log.push(`${region.getAttribute("role") ?? region.getAttribute("aria-live")}: ${text}`);
    }
    plan();
  });
  liveObserver.observe(app(), { subtree: true, childList: true, characterData: true });
}
