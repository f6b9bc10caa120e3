{
  let laterStyle;
  // The style of the pages that come after the first; asked for again after a failure.
  window.edupassLaterStyle = () => laterStyle ??= new Promise((done, fail) => {
    const link = document.querySelector("link[rel=later]");
    if (!link) return done();
    link.onload = done;
    link.onerror = () => {
      link.rel = "later";
      laterStyle = undefined;
      fail(new Error("the style did not arrive"));
    };
    link.rel = "stylesheet";
  });

  // What the first paint had to do without.
  const dress = () => {
    const icon = document.querySelector("link[data-later]");
    icon.href = icon.dataset.later;
    window.edupassLaterStyle().catch(() => {});
  };

  let module;
  const ask = () => module ??= fetch("{{assets}}/portal_bg.wasm");

  let started = false;
  const start = () => {
    if (started) return;
    started = true;
    /* {{script}} */
    import("{{assets}}/portal.js")
      .then((glue) => glue.default({ module_or_path: ask() }))
      .then(dress)
      .catch((error) => window.edupassFailed?.(error));
  };
  // After the first paint: running a script first would delay it, and so would a preload in the head;
  // to ask for the module as the frame begins costs nothing that can be measured. A page in a tab
  // behind others is not painted, and starts all the same.
  requestAnimationFrame(() => {
    ask();
    setTimeout(start);
  });
  setTimeout(start, 1000);
}
