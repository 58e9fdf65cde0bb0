// Beside the answer: what a row rests on, an article, an actor, a place.

import { graph, once } from "./api.js";
import { h, put, say } from "./dom.js";
import { decisionsOf, editable } from "./edit.js";
import { articleOf, countedOf, evidenceOf, nodeOf } from "./evidence.js";
import { CLOSED, go, link, read } from "./state.js";

const root = document.getElementById("panel");
const page = document.querySelector(".page");
let shown = "";
let origin = "";

function close() {
  go(CLOSED);
}

root.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !root.hidden && !event.target.closest?.(".ask, .menu")) close();
});

/** Shows what the address asks for; nothing where it asks for nothing. */
export async function showPanel({ q, why, counted, node, article, differ, hand }) {
  const wanted = [why, counted, node, article, differ, hand].some(Boolean) ? JSON.stringify([graph(), counted && q, why, counted, node, article, differ, hand]) : "";
  document.querySelectorAll("tr[data-id]").forEach((row) => row.classList.toggle("chosen", [why, counted, article, node].filter(Boolean).includes(row.dataset.id)));
  if (wanted === shown) return;
  shown = wanted;
  root.hidden = !wanted;
  page.classList.toggle("open", Boolean(wanted));
  if (!wanted) {
    put(root);
    // Back to where it was opened from.
    [...document.querySelectorAll("[data-row]")].find((button) => button.dataset.row === origin)?.focus();
    return;
  }
  if (why || counted || article || node) origin = why || counted || article || node;
  let title = "";
  let body = [];
  try {
    const edit = await editable();
    if (hand) [title, body] = await decisionsOf();
    else if (article) [title, body] = articleOf(await once("/api/article", { id: article }), why);
    else if (counted) [title, body] = countedOf(await once("/api/counted", { q, row: counted }), counted);
    else if (why) [title, body] = evidenceOf(await once("/api/why", { id: why }), differ, edit);
    else [title, body] = nodeOf(await once("/api/node", { id: node }), edit);
  } catch (wrong) {
    [title, body] = ["Nothing to show", [h("p", {}, wrong.message)]];
  }
  if (shown !== wanted) return;
  const heading = h("h2", { tabindex: "-1" }, title);
  const back = article && why ? h("p", { class: "small" }, h("a", { href: link({ article: "" }) }, "Back to all tellings")) : null;
  put(root, h("header", {}, heading, h("button", { type: "button", onclick: close, "aria-label": "Close" }, "×")), back, body);
  root.scrollTop = 0;
  // A page that is opened by its address keeps its focus where browsers put it.
  if (read().q || document.activeElement !== document.body) heading.focus({ preventScroll: true });
  root.querySelector("[data-first]")?.scrollIntoView({ block: "center" });
  say(title);
}
