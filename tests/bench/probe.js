// Runs in the page before anything else and notes what happens to the account field.
// The bench reads `edupassBench` afterwards; of the field, the paint and the first key it hears at once.
(() => {
  const FIELD = 'input[autocomplete~="username"]';
  const noted = { fieldAt: null, typedAt: null, readyAt: null, accepted: "", caret: null, shift: 0 };
  globalThis.edupassBench = noted;

  // `edupassBenchTell` is a binding of the bench; a page it has not reached yet has none.
  const tell = (what) => globalThis.edupassBenchTell?.(what);
  const isField = (element) => element instanceof Element && element.matches(FIELD);

  const watch = new MutationObserver(() => {
    const field = document.querySelector(FIELD);
    if (field && noted.fieldAt === null) {
      noted.fieldAt = performance.now();
      field.focus();
      tell("field");
    }
    if (noted.readyAt === null && document.documentElement?.hasAttribute("data-app-ready")) {
      noted.readyAt = performance.now();
      tell("ready");
    }
  });
  watch.observe(document, { childList: true, subtree: true, attributeFilter: ["data-app-ready"] });

  addEventListener("input", ({ target, data }) => {
    if (!isField(target)) return;
    noted.accepted += data ?? "";
    noted.caret = target.selectionStart;
    if (noted.typedAt !== null) return;
    noted.typedAt = performance.now();
    tell("typed");
  }, true);
  addEventListener("keyup", ({ target }) => {
    if (isField(target)) noted.caret = target.selectionStart;
  }, true);

  new PerformanceObserver(() => tell("paint")).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
})();
