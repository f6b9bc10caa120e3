// What changes in the source tree is on show at once: a style sheet takes the place of the one before, and
// nothing that is typed is lost.

/** Follows what the studio's server tells. */
export function followChanges({ root, say, isShown }) {
  const events = new EventSource(`${root}/events`);
  let hasBeenAway = false;
  events.onmessage = ({ data }) => {
    const news = JSON.parse(data);
    if (news.kind === "style") swap(news.path, news.version);
    // Only the state on show is begun anew; the others are read when they are gone to.
    if (news.kind === "scenarios" && isShown(news.files)) location.reload();
    if (news.kind === "page") location.reload();
    if (news.kind === "say") say(news.text);
  };
  events.onerror = () => (hasBeenAway = true);
  // A server that was started anew may have another build.
  events.onopen = () => hasBeenAway && location.reload();
}

/** Loads the new sheet beside the old one, then takes the old one away: nothing flashes. */
function swap(path, version) {
  const links = [...document.querySelectorAll("link[rel=stylesheet]")];
  const old = links.filter((link) => new URL(link.href).pathname === path);
  if (old.length === 0) return;
  const began = performance.now();
  const fresh = old[0].cloneNode();
  fresh.href = `${path}?${version}`;
  fresh.onerror = () => fresh.remove();
  fresh.onload = () => {
    old.forEach((link) => link.remove());
    const ms = Math.round(performance.now() - began);
    document.documentElement.setAttribute("data-studio-style", version);
    console.info(`studio: ${path} in ${ms} ms`);
  };
  old.at(-1).after(fresh);
}
