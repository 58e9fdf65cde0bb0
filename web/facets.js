// What the answer could be narrowed to; each is a question of its own.

import { once } from "./api.js";
import { h, put } from "./dom.js";
import { asking, link, read } from "./state.js";

const NAMES = { kind: "Kind", country: "Country", outlet: "Outlet", month: "Month" };

/** Shows them beside the answer. */
export async function showFacets(root, q) {
  let facets = [];
  try {
    ({ facets } = await once("/api/facets", { q }));
  } catch {
    // What is wrong with the question is told with the answer.
  }
  if (read().q !== q) return;
  root.hidden = facets.length === 0;
  const wide = matchMedia("(min-width: 52.01rem)").matches;
  put(root, h("details", { open: wide }, h("summary", {}, "Narrow it down"), facets.map((facet) => [
    h("h2", { id: `facet-${facet.name}` }, NAMES[facet.name] ?? facet.name),
    h("ul", { "aria-labelledby": `facet-${facet.name}` }, facet.values.map((value) =>
      h("li", {}, h("a", { href: link(asking(value.question)), title: value.question },
        h("span", {}, value.label), h("span", { class: "n" }, value.count)))),
    facet.more ? h("li", { class: "soft small" }, `and ${facet.more} more`) : null),
  ])));
}
