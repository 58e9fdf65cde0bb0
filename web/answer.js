// An answer: what it says of itself, its views, its files; or what is wrong with the question.

import { Wrong, address, get, once } from "./api.js";
import { count, h, put, renew, say, ticks } from "./dom.js";
import { showMap } from "./map.js";
import { showNetwork } from "./network.js";
import { saveAs } from "./picture.js";
import { asking, go, link } from "./state.js";
import { showTable } from "./table.js";
import { showTimeline } from "./timeline.js";

const VIEWS = { table: "Table", timeline: "Timeline", map: "Map", network: "Network" };
const DRAWN = { timeline: showTimeline, map: showMap, network: showNetwork };
const ROWS = 100;
/** Rows that a picture shows at most. */
const MANY = 5000;

/** Asks and shows; `still` tells whether it is still wanted. True when it is shown. */
export async function showAnswer(root, state, still) {
  const busy = setTimeout(() => root.setAttribute("aria-busy", "true"), 300);
  try {
    const { q, sort, desc, offset } = state;
    const answer = await once("/api/query", { q, sort, desc, offset, limit: ROWS });
    if (!still()) return false;
    const view = VIEWS[state.view] ? state.view : answer.view;
    const whole = view === "timeline" || view === "map" ? await once("/api/query", { q, limit: MANY }) : answer;
    if (!still()) return false;
    const body = h("div", { id: "view", role: "tabpanel", "aria-labelledby": `tab-${view}` });
    const drawn = () => body.querySelector("svg");
    const drawable = view === "timeline" || view === "map";
    const cut = drawable && whole.rows.length < answer.total
      ? h("p", { class: "soft small cut" }, `The first ${whole.rows.length.toLocaleString("en")} rows are drawn, ${(answer.total - whole.rows.length).toLocaleString("en")} are left out; narrow it down to see them.`) : null;
    const parts = [head(answer), narrowed(answer), h("div", { class: "bar" }, tabs(view), tools(state, view, drawn)), cut, body];
    if (answer.total === 0) put(body, emptied(answer));
    // A table is there before it is shown, so that the focus finds its place again; a picture has to know its room.
    else if (view === "table") showTable(body, answer, state);
    renew(root, parts);
    if (answer.total && view !== "table") await draw(body, () => DRAWN[view](body, whole, state));
    say(rows(answer));
    return true;
  } catch (wrong) {
    if (wrong.name === "AbortError" || !still()) return false;
    if (!(wrong instanceof Wrong)) console.error(wrong);
    showWrong(root, state.q, wrong);
    return false;
  } finally {
    clearTimeout(busy);
    root.removeAttribute("aria-busy");
  }
}

/** Draws, and draws a picture again when there is more or less room for it. */
async function draw(body, act) {
  let [width, timer] = [body.clientWidth, 0];
  await act();
  new ResizeObserver(() => {
    if (Math.abs(body.clientWidth - width) < 8 || !body.isConnected) return;
    width = body.clientWidth;
    clearTimeout(timer);
    timer = setTimeout(act, 120);
  }).observe(body);
}

const rows = (answer) => `${answer.cut ? "At least " : ""}${count(answer.total, "row")}`;

function head(answer) {
  return [
    h("div", { class: "head" }, h("h1", {}, rows(answer)), h("span", { class: "soft small" }, `${answer.milliseconds < 10 ? answer.milliseconds.toFixed(1) : Math.round(answer.milliseconds)} ms`)),
    answer.notes.length ? h("ul", { class: "notes" }, answer.notes.map((note) => h("li", {}, note))) : null,
  ];
}

function narrowed(answer) {
  if (!answer.narrowed.length) return null;
  return h("ul", { class: "chips", "aria-label": "What narrows the answer down" }, answer.narrowed.map(({ part, question }) =>
    h("li", {}, h("a", { href: link(asking(question)), "aria-label": `Leave out: ${part}` }, part, h("span", { class: "x", "aria-hidden": "true" }, "×")))));
}

function tabs(view) {
  const names = Object.keys(VIEWS);
  const choose = (name) => go({ view: name });
  const keys = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(names[(names.indexOf(view) + step + names.length) % names.length]);
  };
  return h("div", { class: "tabs", role: "tablist", "aria-label": "Views", onkeydown: keys }, names.map((name) =>
    h("button", {
      id: `tab-${name}`, role: "tab", type: "button", "data-keep": "tab", "aria-selected": String(name === view), "aria-controls": "view",
      tabindex: name === view ? "0" : "-1", onclick: () => choose(name),
    }, VIEWS[name])));
}

function tools(state, view, drawn) {
  const file = (format, name) => h("a", { href: address("/api/export", { q: state.q, format }), download: `answer.${format}` }, name);
  const picture = (kind) => h("button", { class: "plain", type: "button", onclick: () => saveAs(drawn(), kind, document.querySelector("#answer .cut")?.textContent) }, kind.toUpperCase());
  const copy = h("button", { class: "plain", type: "button", onclick: async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = "Link copied";
    } catch {
      copy.textContent = "Copy it from the address bar";
    }
  } }, "Copy link");
  return h("div", { class: "tools" }, view === "table" ? columns(state) : null,
    menu("Save", () => [file("html", "Report (HTML)"), file("docx", "Report (Word)"), file("xlsx", "Excel (XLSX)"), file("csv", "CSV"), file("json", "JSON"), file("geojson", "GeoJSON"),
      file("graphml", "GraphML"), file("markdown", "Markdown"),
      view === "table" ? null : [h("div", {}, picture("svg")), h("div", {}, picture("png"))]]), copy);
}

/** Opens on a click, and closes on the next one elsewhere. */
function menu(name, content) {
  const body = h("div", {});
  const details = h("details", { class: "menu", ontoggle: async () => {
    if (!details.open) return;
    put(body, await content(details));
    const close = (event) => {
      if (event.type === "keydown" ? event.key !== "Escape" : details.contains(event.target)) return;
      details.open = false;
      if (event.type === "keydown") details.firstChild.focus();
      ["click", "keydown"].forEach((type) => document.removeEventListener(type, close));
    };
    ["click", "keydown"].forEach((type) => document.addEventListener(type, close));
  } }, h("summary", {}, name), body);
  return details;
}

function columns(state) {
  return menu("Columns", async () => {
    const [{ fields }, answer] = await Promise.all([once("/api/columns", { q: state.q }), once("/api/query", { q: state.q, limit: 1 })]);
    if (!fields.length) return h("p", { class: "soft small" }, "Counts have the columns that the question names.");
    const now = answer.columns.map((column) => column.name);
    const all = [...now, ...fields.filter((field) => !now.includes(field))];
    const boxes = all.map((name) => h("input", { type: "checkbox", checked: now.includes(name), value: name }));
    const apply = async () => {
      const show = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
      const { question } = await get("/api/columns", { q: state.q, show });
      if (question) go(asking(question));
    };
    return [boxes.map((box, at) => h("label", {}, box, all[at])), h("button", { type: "button", onclick: apply }, "Show these")];
  });
}

function emptied(answer) {
  const why = answer.emptied;
  return h("div", { class: "start" }, h("h2", {}, "Nothing in the graph fits."),
    why?.changes.length ? h("ul", {}, why.changes.map((change) => h("li", { class: "small" }, ticks(change.change), `: ${count(change.answers, "answer")}`))) : null,
    why?.nearest ? h("p", {}, "Nearest with answers: ", h("a", { href: link(asking(why.nearest)) }, why.nearest)) : null);
}

/** Shows what is wrong, with the place marked and the cures to choose. */
export function showWrong(root, q, wrong) {
  const letters = [...q];
  const errors = wrong.errors ?? [{ message: "The page has a fault; reload it." }];
  put(root, errors.map((error, at) => {
    const placed = error.begin !== undefined;
    const end = Math.max(error.end ?? 0, error.begin + 1);
    const cured = (candidate) => [...letters.slice(0, error.begin), candidate, ...letters.slice(error.end)].join("");
    return h("div", { class: "wrong", role: "alert" }, h(at ? "h2" : "h1", { class: "sub" }, ticks(error.message)),
      placed ? h("pre", {}, letters.slice(0, error.begin).join(""), h("mark", {}, letters.slice(error.begin, end).join("") || "\u2038"), letters.slice(end).join("")) : null,
      error.candidates?.length ? h("p", { class: "cures" }, "Did you mean ", error.candidates.map((candidate, n) =>
        [n ? (n === error.candidates.length - 1 ? " or " : ", ") : "", h("a", { href: link(asking(cured(candidate))) }, candidate)]), "?") : null,
      (error.hints ?? []).map((hint) => h("p", { class: "soft" }, ticks(hint))));
  }));
  say(errors[0].message);
}
