(() => {
  // The module is asked for before anything else, and its glue beside it.
  const module = fetch("{{assets}}/portal_bg.wasm");
  module.catch(() => {});
  const parsed = new Promise((done) => {
    document.readyState === "loading" ? addEventListener("DOMContentLoaded", done) : done();
  });
  Promise.all([import("{{assets}}/portal.js"), parsed])
    .then(([glue]) => glue.default({ module_or_path: module }))
    .catch((error) => window.edupassFailed?.(error));
})();
