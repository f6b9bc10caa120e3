// On a computer that others use too, nothing that somebody typed or read comes back by Back (experience.md
// K7): a page that is left empties itself, and one that the browser kept is asked for anew.
const fields = document.querySelectorAll("input:not([type=hidden])");
const fill = (value, isChecked) => {
  for (const field of fields) [field.value, field.checked] = [value(field), isChecked(field)];
};
if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") {
  fill((field) => field.defaultValue, (field) => field.defaultChecked);
}
addEventListener("pagehide", () => {
  fill(() => "", () => false);
  document.documentElement.hidden = true;
});
addEventListener("pageshow", (event) => event.persisted && location.replace(location.href));
