// Corrections by hand, where the server takes them: it decides and says them as the shell does.

import { forget, once, post } from "./api.js";
import { count, h, put, say } from "./dom.js";
import { CLOSED, go, link, read } from "./state.js";

const notice = document.getElementById("notice");
const HELD = "dateline held";
const others = "BroadcastChannel" in window ? new BroadcastChannel("dateline corrections") : null;

// Another tab has corrected the graph.
others?.addEventListener("message", () => { forget(); go({}, true); });

/** Whether whoever looks may correct the graph. */
export async function editable() {
  try {
    return Boolean((await once("/api/about")).edit);
  } catch {
    return false;
  }
}

/** Corrects, says so, and shows what has become of it; what is wrong stands beside the buttons. */
async function correct(wanted, event) {
  const place = event?.currentTarget?.closest?.(".hand, .acts, .notice");
  const buttons = [...document.querySelectorAll(".hand button, .acts button, .notice button")];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const told = await post("/api/correct", wanted);
    hold(null);
    forget();
    others?.postMessage("");
    tell(told, wanted.do === "undo");
    const open = read();
    const kind = open.node ? "node" : "why";
    if (wanted.do === "undo") go({}, true);
    else go(told.id ? { ...CLOSED, [kind]: told.id } : CLOSED);
  } catch (wrong) {
    buttons.forEach((button) => { button.disabled = false; });
    place?.querySelector(".refused")?.remove();
    place?.append(h("p", { class: "refused small", role: "alert" }, wrong.message));
  }
}

const undo = (event) => correct({ do: "undo" }, event);

/** What was decided just now, and the way back. */
function tell(told, undone) {
  const said = undone ? `Taken back: ${told.said}` : told.new ? told.said : `${told.said}: that is decided already`;
  notice.hidden = false;
  put(notice, h("p", {}, said.replace(/^./u, (letter) => letter.toUpperCase()), told.notes.map((note) => [h("br"), note])), h("div", { class: "acts" },
    told.undo ? h("button", { type: "button", title: told.undo, onclick: undo }, undone ? "Undo the one before" : "Undo") : null,
    h("a", { href: link({ ...CLOSED, hand: "1" }) }, "All corrections"),
    h("button", { type: "button", "aria-label": "Hide this", onclick: () => { notice.hidden = true; } }, "×")));
  say(said);
}

/** What is to be made one with something else that is opened next. */
function held() {
  try {
    return JSON.parse(sessionStorage.getItem(HELD));
  } catch {
    return null;
  }
}

function hold(what) {
  if (what) sessionStorage.setItem(HELD, JSON.stringify(what));
  else sessionStorage.removeItem(HELD);
}

/** Buttons that join what is open with what was kept in mind before. */
function joining(id, title, event) {
  const root = h("div", { class: "acts" });
  const fill = () => {
    const other = held();
    if (other && other.id !== id && other.event === event) {
      put(root, h("button", { type: "button", onclick: (click) => correct({ do: "same", ids: [other.id, id] }, click) }, `Same as “${other.title}”`),
        h("button", { type: "button", class: "plain", onclick: () => { hold(null); fill(); root.querySelector("button").focus(); } }, "Forget that one"));
    } else if (other?.id === id) {
      put(root, h("p", { class: "small", tabindex: "-1" }, "Now open the other one: there a button makes them one. ",
        h("button", { type: "button", class: "plain", onclick: () => { hold(null); fill(); root.querySelector("button").focus(); } }, "Never mind")));
    } else {
      put(root, h("button", { type: "button", onclick: () => { hold({ id, title, event }); fill(); root.querySelector("p")?.focus(); } }, "Same as another one …"));
    }
  };
  fill();
  return root;
}

const act = (name, wanted, title) => h("button", { type: "button", title, onclick: (event) => correct(wanted, event) }, name);

/** A line to be filled in. */
function line(name, does, hint, wanted, long) {
  const input = long ? h("textarea", { rows: "2", maxlength: "2000" }) : h("input", { type: "text", placeholder: hint, autocomplete: "off" });
  return h("form", { onsubmit: (event) => { event.preventDefault(); correct(wanted(input.value), event); } },
    h("label", {}, h("span", {}, name), input), h("button", { type: "submit" }, does));
}

/** What can be corrected of an event. */
export function eventTools(why) {
  const { id } = why;
  return h("details", { class: "hand", open: held() !== null }, h("summary", {}, "Correct this"),
    h("div", { class: "acts" }, act("It is so", { do: "confirm", id }, "You vouch for it"), act("It is not so", { do: "strike", id }, "It is left out of answers"),
      why.accounts.length > 1 ? act(`The ${why.accounts.length} tellings are as many events`, { do: "apart", id }) : null),
    joining(id, why.title, true),
    line("When it happened", "Set the date", "2020-02-03, 2020-02 or 2020-02-03/2020-02-05", (date) => ({ do: "date", id, date })),
    line("Note", "Keep the note", "", (text) => ({ do: "note", id, text }), true));
}

/** What can be corrected of one telling of several. */
export function tellingTools(why, account, at) {
  if (why.accounts.length < 2) return null;
  const given = { id: why.id, which: account.account };
  const button = (name, label, does) => h("button", { type: "button", "aria-label": `${label}: telling ${at + 1}`, onclick: (event) => correct({ do: does, ...given }, event) }, name);
  return h("div", { class: "acts small" }, button("So", "It is so", "confirm"), button("Not so", "It is not so", "strike"), button("Another event", "It tells of another event", "apart"));
}

/** What can be corrected of an actor or a place. */
export function nodeTools(node) {
  if (node.told || node.article || !node.named) return null;
  return h("details", { class: "hand", open: held() !== null }, h("summary", {}, "Correct this"),
    joining(node.id, node.title, false),
    node.joined.length ? h("div", { class: "acts" }, node.joined.map((other) => act(`Not ${other.text}`, { do: "apart", id: node.id, which: other.id }))) : null);
}

/** All that was decided by hand. */
export async function decisionsOf() {
  const [{ decisions, undo: last }, edit] = await Promise.all([once("/api/decisions"), editable()]);
  return ["Corrected by hand", [
    h("p", { class: "soft small" }, decisions.length ? count(decisions.length, "decision") : "Nothing is decided by hand."),
    edit && last ? h("div", { class: "acts" }, h("button", { type: "button", onclick: undo }, "Undo the last one"), h("span", { class: "small soft" }, last)) : null,
    h("dl", { class: "decided" }, decisions.map((decision) => [h("dt", {}, decision.said), decision.of.map((of) => h("dd", {}, of))])),
  ]];
}
