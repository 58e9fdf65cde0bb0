// An answer as a table.

import { count, h, put } from "./dom.js";
import { CLOSED, go, link } from "./state.js";

/** The values of a cell; what leads to a page is a link. */
export function content(cell) {
  // A stretch of days may be broken at its slash.
  if (/^\d{4}-\d\d-\d\d\/\d/.test(cell.text)) return [cell.text.slice(0, 11), h("wbr"), cell.text.slice(11)];
  if (!cell.values) return cell.text;
  return cell.values.map((value, at) => {
    const text = value.id ? h("a", { href: link({ ...CLOSED, node: value.id }) }, value.text) : value.rows ? nested(value) : value.text;
    return at ? ["; ", text] : text;
  });
}

function nested(table) {
  if (!table.rows.length) return "";
  return h("table", {}, h("tbody", {}, table.rows.map((row) => h("tr", {}, row.cells.map((cell) => h("td", {}, content(cell)))))));
}

/** Shows it in `root`. */
export function showTable(root, answer, state) {
  const rows = answer.rows.map((row) => tableRow(row, answer, state));
  const columns = answer.columns.map((column) => header(column, state));
  put(root,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of the answer" },
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { class: "row", scope: "col" }, h("span", { class: "quiet" }, "Evidence")), columns)), h("tbody", {}, rows))),
    pager(answer));
}

function header(column, state) {
  const sorted = state.sort === column.name;
  // The first click sorts numbers down, words up; the third takes the order of the question again.
  const next = !sorted ? { sort: column.name, desc: column.numeric ? "1" : "" }
    : Boolean(state.desc) === column.numeric ? { sort: column.name, desc: column.numeric ? "" : "1" } : { sort: "", desc: "" };
  return h("th", { scope: "col", class: column.numeric ? "num" : null, "aria-sort": sorted ? (state.desc ? "descending" : "ascending") : null },
    h("button", { type: "button", title: "Sort", "data-keep": `sort ${column.name}`, onclick: () => go({ ...next, offset: "" }) }, column.name, sorted ? (state.desc ? " ↓" : " ↑") : ""));
}

/** What opens a row: the sentences that tell it, an article, the page of an actor or a place, or what was counted. */
function opened(row, answer) {
  if (row.told) return { ...CLOSED, why: row.id };
  if (row.opens) return { ...CLOSED, [row.opens]: row.id };
  return answer?.counted ? { ...CLOSED, counted: String(row.number) } : null;
}

function tableRow(row, answer, state) {
  const to = opened(row, answer);
  const open = () => go(to);
  // What a row of people, places or articles is called leads to its page.
  const named = row.opens ? row.cells.findIndex((cell, at) => cell.text && !cell.values && ["name", "title"].includes(answer.columns[at].name)) : -1;
  const cells = row.cells.map((cell, at) => {
    const column = answer.columns[at];
    const text = cell.text === "" ? h("span", { class: "none", title: "nobody tells" }, "–") : at === named ? h("a", { href: link(to) }, content(cell)) : content(cell);
    const long = cell.text.length > 240 && !cell.values;
    const differ = cell.disputed && row.told ? h("button", {
      type: "button", class: "differ", title: "Sources differ: show who says what",
      onclick: (event) => { event.stopPropagation(); go({ ...CLOSED, why: row.id, differ: column.role ?? column.name }); },
    }, "*", h("span", { class: "quiet" }, `sources differ on ${column.name}`)) : cell.disputed ? " *" : null;
    const date = /^\d{4}-\d\d/.test(cell.text);
    return h("td", { class: column.numeric ? (cell.text.length < 20 ? "num short" : "num") : date ? "date" : cell.text.length > 45 ? "wide" : null }, long ? h("div", { class: "clamp", title: cell.text }, text) : text, differ);
  });
  const name = row.opens ? `Row ${row.number}: open it` : `What row ${row.number} rests on`;
  const id = to ? row.id ?? String(row.number) : row.id;
  const number = to ? h("button", { type: "button", "aria-label": name, "data-row": id, onclick: (event) => { event.stopPropagation(); open(); } }, row.number) : row.number;
  return h("tr", {
    class: [to ? "told" : "", id && [state.why, state.counted, state.article, state.node].includes(id) ? "chosen" : ""].join(" ").trim() || null, "data-id": id,
    onclick: to ? (event) => { if (!event.target.closest("a, button") && !String(getSelection())) open(); } : null,
  }, h("td", { class: "row" }, number), cells);
}

function pager(answer) {
  if (answer.total <= answer.limit && !answer.offset) return null;
  const last = Math.min(answer.offset + answer.limit, answer.total);
  const to = (offset) => () => { go({ offset: offset ? String(offset) : "" }); scrollTo(0, 0); };
  return h("div", { class: "pager" },
    h("button", { type: "button", "data-keep": "back", disabled: answer.offset === 0, onclick: to(Math.max(answer.offset - answer.limit, 0)) }, "Back"),
    h("span", {}, `${(answer.offset + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${count(answer.total, "row")}`),
    h("button", { type: "button", "data-keep": "on", disabled: last >= answer.total, onclick: to(last) }, "On"));
}

/** Rows as a list, for what stands under a picture. */
export function rowList(rows, most = 200) {
  const words = (row) => row.cells.map((cell) => cell.text).filter((text) => text && text !== row.when?.text).join(" · ");
  return [h("ul", { class: "list" }, rows.slice(0, most).map((row) => h("li", {},
    h("span", { class: "when" }, row.when?.text ?? "undated"),
    opened(row) ? h("button", { type: "button", "data-row": row.id, onclick: () => go(opened(row)) }, words(row) || row.kind || row.id) : h("span", {}, words(row))))),
    rows.length > most ? h("p", { class: "soft small" }, `and ${count(rows.length - most, "row")} more; narrow it down, or look at the table`) : null];
}
