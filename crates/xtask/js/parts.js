/* A part that does not arrive is asked for again: the portal is told by "edupass:part-failed",
   and the next attempt starts at its "edupass:part-retry" or when the browser is back online.
   The module's own promise stays pending until the part is there, so no route ever breaks. */
function wrapAsyncCb(callee) {
  return async (callbackIndex, callbackData) => {
    for (;;) {
      try {
        await Promise.all([callee(), window.edupassLaterStyle?.()]);
        break;
      } catch (error) {
        console.warn("part failed to load", error);
        const again = new Promise((resolve) => {
          addEventListener("edupass:part-retry", resolve, { once: true });
          addEventListener("online", resolve, { once: true });
        });
        dispatchEvent(new CustomEvent("edupass:part-failed"));
        await again;
      }
    }
    dispatchEvent(new CustomEvent("edupass:part-loaded"));
    getSharedImports().__wasm_split.__indirect_function_table.get(callbackIndex)(callbackData, true);
  };
}
function fetchPart(url) {
  return fetch(url, { signal: AbortSignal.timeout(30_000) });
}
