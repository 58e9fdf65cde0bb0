// What is shown stands in the address, so that it can be shared, kept, and gone back to.

const NAMES = ["q", "view", "sort", "desc", "offset", "why", "counted", "node", "article", "differ", "hand"];
const listeners = [];

/** What the address says. */
export function read() {
  const params = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ""]));
}

/** The address of what is shown with some of it changed. */
export function link(changes) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...read(), ...changes })) {
    if (value && NAMES.includes(name)) params.set(name, value);
  }
  const query = params.toString();
  return query ? `/?${query}` : "/";
}

/** Another question: what belonged to the old one goes. */
export const asking = (q) => ({ q, sort: "", desc: "", offset: "", ...CLOSED });

/** No details beside the answer. */
export const CLOSED = { why: "", counted: "", node: "", article: "", differ: "", hand: "" };

/** Shows something else. */
export function go(changes, replace) {
  const to = typeof changes === "string" ? changes : link(changes);
  if (to !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", to);
  for (const listener of listeners) listener(read());
}

/** Calls `listener` whenever something else is to be shown. */
export function changed(listener) {
  listeners.push(listener);
}

addEventListener("popstate", () => go(location.pathname + location.search));

// Links within the page need no new page.
document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.("a[href]");
  if (!anchor || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (anchor.target || anchor.hasAttribute("download") || anchor.origin !== location.origin || anchor.pathname !== "/" || anchor.hash) return;
  event.preventDefault();
  go(anchor.pathname + anchor.search);
});
