// The question line: colours, completion, and the lines asked before.

import { get } from "./api.js";
import { h, put, say } from "./dom.js";

const KEY = "dateline-asked";
const WAIT = 70;

/** Lines asked before, the newest first. */
export function past() {
  try {
    const lines = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(lines) ? lines.filter((line) => typeof line === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps a line that was asked. */
export function remember(line) {
  try {
    localStorage.setItem(KEY, JSON.stringify([line, ...past().filter((known) => known !== line)].slice(0, 100)));
  } catch {
    // A browser that keeps nothing has no history.
  }
}

/** Builds the line in `root`; `ask` gets what is asked. Gives a function that puts a question into it. */
export function questionLine(root, ask) {
  const paint = h("pre", { class: "paint", "aria-hidden": "true" });
  const field = h("textarea", {
    id: "q", rows: 1, spellcheck: "false", autocapitalize: "off", autocomplete: "off", enterkeyhint: "search",
    "aria-autocomplete": "list", "aria-controls": "choices", "aria-describedby": "keys",
    placeholder: "attacks by Syria on Turkey | show date, place, killed",
  });
  const choices = h("ul", { id: "choices", class: "choices", role: "listbox", "aria-label": "What could stand here", hidden: true });
  const before = h("button", { type: "button", class: "past", onclick: () => showPast() }, "History");
  const form = h("form", { class: "ask", role: "search", onsubmit: (event) => { event.preventDefault(); submit(); } },
    h("label", { for: "q", class: "quiet" }, "Question"),
    h("div", { class: "line" }, paint, field, choices),
    h("button", { class: "do" }, "Ask"), before,
    h("span", { id: "keys", class: "quiet" }, "Enter asks. Arrow down goes to the suggestions, Tab takes one over, Escape closes them."));
  put(root, form);

  let offered = [];
  let chosen = -1;
  let timer = 0;
  let stop = null;
  let tokens = [];
  let painted = "";

  // Colours of what has not changed stay until the server has seen the rest.
  function draw() {
    const line = field.value;
    const letters = [...line];
    const known = [...painted];
    let same = 0;
    while (same < letters.length && letters[same] === known[same]) same += 1;
    const parts = [];
    let at = 0;
    for (const [begin, end, kind] of tokens) {
      if (end > same) break;
      parts.push(letters.slice(at, begin).join(""), kind === "plain" ? letters.slice(begin, end).join("") : h("span", { class: kind }, letters.slice(begin, end).join("")));
      at = end;
    }
    // A line end at the end takes no room of its own.
    put(paint, parts, letters.slice(at).join("") + "\u200b");
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  function look(open) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      stop?.abort();
      stop = new AbortController();
      const line = field.value;
      const at = [...line.slice(0, field.selectionStart)].length;
      try {
        const told = await get("/api/complete", { q: line, at }, stop.signal);
        if (line !== field.value) return;
        [tokens, painted] = [told.tokens, line];
        draw();
        const names = told.candidates.some((candidate) => candidate.note.includes(", "));
        if (open === "always" || (open && line && (told.begin < told.end || names))) offer(told);
        else close();
      } catch {
        close();
      }
    }, WAIT);
  }

  function offer(told) {
    offered = told.candidates.map((candidate) => ({ ...candidate, begin: told.begin, end: told.end }));
    show(offered.map((candidate) => [h("span", {}, candidate.text), h("span", { class: "note" }, candidate.note)]));
    if (offered.length) say(`${offered.length} suggestions, the first is ${offered[0].text}`);
  }

  function showPast() {
    offered = past().slice(0, 30).map((text) => ({ text, whole: true }));
    show(offered.map((line) => h("span", {}, line.text)));
    field.focus();
    say(offered.length ? `${offered.length} questions asked before` : "Nothing was asked before");
  }

  function show(rows) {
    chosen = -1;
    put(choices, rows.map((row, at) => h("li", {
      role: "option", id: `choice-${at}`, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); take(at); },
    }, row)));
    choices.hidden = rows.length === 0;
    choices.scrollTop = 0;
    field.removeAttribute("aria-activedescendant");
  }

  function close() {
    choices.hidden = true;
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
  }

  function move(by) {
    const items = choices.children;
    items[chosen]?.setAttribute("aria-selected", "false");
    chosen = (chosen + by + items.length) % items.length;
    items[chosen].setAttribute("aria-selected", "true");
    items[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function take(at) {
    const { text, begin, end, whole } = offered[at];
    const letters = [...field.value];
    const blank = letters[end] === " " ? "" : " ";
    const first = whole ? text : letters.slice(0, begin).join("") + text + blank;
    field.value = whole ? text : first + letters.slice(end).join("");
    field.setSelectionRange(first.length, first.length);
    close();
    draw();
    look(!whole);
  }

  function submit() {
    close();
    clearTimeout(timer);
    stop?.abort();
    const line = field.value.trim();
    if (!line) return;
    remember(line);
    ask(line);
    look(false);
  }

  field.addEventListener("input", () => { draw(); look(true); });
  field.addEventListener("blur", () => setTimeout(close, 120));
  field.addEventListener("keydown", (event) => {
    const open = !choices.hidden;
    if (event.key === "ArrowDown" && open) { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp" && open) { event.preventDefault(); move(chosen < 0 ? 0 : -1); }
    else if (event.key === "ArrowDown" && !field.value.includes("\n")) { event.preventDefault(); look("always"); }
    else if (event.key === "ArrowUp" && !field.value.includes("\n")) { event.preventDefault(); showPast(); }
    else if (event.key === "Tab" && open && !event.shiftKey) { event.preventDefault(); take(Math.max(chosen, 0)); }
    else if (event.key === "Escape" && open) { event.preventDefault(); event.stopPropagation(); close(); }
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (open && chosen >= 0) take(chosen);
      else submit();
    }
  });
  addEventListener("resize", draw);
  // “/” goes to the question from anywhere.
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, textarea, select")) {
      event.preventDefault();
      field.focus();
    }
  });

  return (line) => {
    if (field.value !== line) field.value = line;
    close();
    draw();
    if (line !== painted) look(false);
  };
}
