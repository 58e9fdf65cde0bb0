// What the address says → what is shown.

import { graph, once } from "./api.js";
import { showAnswer, showWrong } from "./answer.js";
import { count, h, put } from "./dom.js";
import { showFacets } from "./facets.js";
import { showPanel } from "./panel.js";
import { questionLine } from "./question.js";
import { asking, changed, go, link, read } from "./state.js";

const main = document.getElementById("answer");
const facets = document.getElementById("facets");
const write = questionLine(document.getElementById("ask"), (line) => {
  // A question that says how it is to be drawn is drawn so.
  go({ ...asking(line), view: /\|\s*(timeline|graph)\s*$/.test(line) ? "" : read().view });
});

let shown = null;

async function show(state) {
  write(state.q);
  const answer = JSON.stringify([graph(), state.q, state.view, state.sort, state.desc, state.offset]);
  showPanel(state);
  if (answer === shown) return;
  shown = answer;
  document.title = state.q ? `${state.q} – dateline` : "dateline";
  if (!state.q) {
    facets.hidden = true;
    await start();
    return;
  }
  showFacets(facets, state.q);
  const good = await showAnswer(main, state, () => shown === answer);
  // What failed may be asked again.
  if (!good && shown === answer) shown = null;
}

/** Before anything is asked. */
async function start() {
  try {
    const about = await once("/api/about");
    if (read().q) return;
    const examples = h("div", {});
    const newest = about.newest ? [", the newest of ", h("span", { class: "date" }, about.newest)] : "";
    put(main, h("div", { class: "start" },
      h("h1", {}, count(about.documents, "article"), newest, `, with ${count(about.events, "event")} and ${count(about.actors, "actor")}`),
      about.decisions ? h("p", { class: "soft" }, h("a", { href: link({ hand: "1" }) }, `${count(about.decisions, "decision")} by hand`)) : null,
      h("p", { class: "soft" }, "Ask in the line above: a noun, what narrows it down, then stages behind a bar. Each answer leads to the sentences it rests on."),
      examples));
    const told = await once("/api/examples");
    if (told.examples.length) put(examples, h("h2", {}, "Questions to begin with"), h("ul", {}, told.examples.map((q) => h("li", {}, h("a", { href: link(asking(q)) }, q)))));
  } catch (wrong) {
    showWrong(main, "", wrong);
  }
}

changed(show);
show(read());
