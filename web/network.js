// Actors of an answer, joined by what they did; a click brings in what else an actor did.

import { once } from "./api.js";
import { choosable, count, h, put, renew, s, say } from "./dom.js";
import { arrange } from "./layout.js";
import { CLOSED, go } from "./state.js";

/** Edges whose kinds are written beside them at most. */
const WORDS = 28;
/** Lines of the table under the picture. */
const LINES = 200;
/** Actors that a click brings in. */
const NEW = 12;

/** Shows it in `root`. */
export async function showNetwork(root, answer, state) {
  const told = await once("/api/network", { q: state.q });
  if (!told.nodes.length) {
    put(root, h("p", {}, "No actors stand in these rows; ask for events, or for actors."));
    return;
  }
  const nodes = new Map();
  const edges = new Map();
  take(told);

  function take({ nodes: more, edges: joined }, most = Infinity) {
    const fresh = more.filter((node) => !nodes.has(node.id)).slice(0, most);
    for (const node of fresh) nodes.set(node.id, { ...node });
    for (const edge of joined) {
      if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
      const key = `${edge.from} ${edge.to}`;
      if (!edges.has(key)) edges.set(key, { from: edge.from, to: edge.to, kinds: new Map(), directed: edge.directed });
      const known = edges.get(key).kinds.get(edge.kind);
      if (!known || known.count < edge.count) edges.get(key).kinds.set(edge.kind, edge);
    }
    return fresh.length;
  }

  const width = Math.max(root.clientWidth || 800, 280);
  const height = Math.round(Math.max(380, Math.min(width * 0.68, innerHeight * 0.72)));
  const picture = h("div", { class: "picture" });
  const under = h("div", { class: "under", "aria-live": "polite" });
  const apart = h("p", { class: "soft small under" });
  const list = h("div", { class: "scroll under", tabindex: "0", role: "region", "aria-label": "Table of the network" });
  let box = null;
  let chosen = "";

  const total = (edge) => [...edge.kinds.values()].reduce((sum, kind) => sum + kind.count, 0);
  const words = (edge, most) => {
    const kinds = [...edge.kinds.values()].sort((a, b) => b.count - a.count);
    const said = kinds.slice(0, most).map((kind) => (kind.count > 1 ? `${kind.kind} ${kind.count}` : kind.kind));
    return said.join(", ") + (kinds.length > most ? " …" : "");
  };
  const short = (text) => (text.length > 30 ? `${text.slice(0, 29)}…` : text);
  const name = (id) => nodes.get(id)?.name ?? id;
  // In proportion to whoever has most, so that many events are a matter of what is shown.
  const largest = (of, all) => Math.max(1, ...all.map(of));
  const radius = (node) => 5 + 11 * Math.sqrt(node.events / Math.max(largest((other) => other.events, [...nodes.values()]), 12));

  function draw(again) {
    // Who is joined to nobody is named under the picture.
    const joined = new Set([...edges.values()].flatMap((edge) => [edge.from, edge.to]));
    const all = [...nodes.values()].filter((node) => joined.has(node.id) || joined.size === 0);
    const numbers = new Map(all.map((node, at) => [node.id, at]));
    const drawn = [...edges.values()].sort((a, b) => total(b) - total(a));
    if (again) {
      arrange(all, drawn.map((edge) => ({ from: numbers.get(edge.from), to: numbers.get(edge.to) })), width, height);
      box = around(all);
    }
    const scale = box.width / width;
    const names = named(all, scale);
    const svg = s("svg", { viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, height, role: "group", "aria-label": `Network of ${count(all.length, "actor")}; the table below says the same` },
      s("defs", {}, s("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" }, s("path", { class: "tip", d: "M0 0L8 4L0 8z" }))),
      drawn.map((edge, at) => line(edge, at < WORDS && all.length < 45 && width > 500, scale)), all.map((node) => actor(node, scale, names.get(node))));
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.8 : 1.25);
    }, { passive: false });
    svg.addEventListener("pointerdown", drag);
    renew(picture, svg, buttons);
    const alone = [...nodes.values()].filter((node) => !all.includes(node));
    put(apart, alone.length ? ["Joined to nobody here: ", alone.map((node, at) => [at ? ", " : "", opens(node.id)])] : null);
    put(list, h("table", {}, h("thead", {}, h("tr", {}, ["From", "What", "To"].map((title) => h("th", { scope: "col" }, title)), h("th", { scope: "col", class: "num" }, "Events"))),
      h("tbody", {}, drawn.slice(0, LINES).map((edge) => h("tr", {}, h("td", {}, opens(edge.from)), h("td", {}, h("button", { type: "button", class: "plain", onclick: () => tell(edge) }, words(edge, 6))), h("td", {}, opens(edge.to)), h("td", { class: "num" }, total(edge)))))),
      drawn.length > LINES ? h("p", { class: "soft small" }, `and ${count(drawn.length - LINES, "line")} more with fewer events`) : null);
  }

  const opens = (id) => h("button", { type: "button", class: "plain", onclick: () => expand(id) }, name(id));

  function line(edge, worded, scale) {
    const [a, b] = [nodes.get(edge.from), nodes.get(edge.to)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const far = Math.max(Math.hypot(dx, dy), 1);
    const bend = edges.has(`${edge.to} ${edge.from}`) ? Math.min(far * 0.16, 26) : 0;
    const middle = [(a.x + b.x) / 2 - (dy / far) * bend, (a.y + b.y) / 2 + (dx / far) * bend];
    // From rim to rim, so that the tip is seen.
    const begin = [a.x + (dx / far) * radius(a), a.y + (dy / far) * radius(a)];
    const end = [b.x - (dx / far) * (radius(b) + 3), b.y - (dy / far) * (radius(b) + 3)];
    const crowded = edges.size > 120;
    const thick = 0.6 + (crowded ? 2 : 3.4) * Math.sqrt(total(edge) / Math.max(largest(total, [...edges.values()]), 8));
    const label = `${name(edge.from)} ${edge.directed ? "→" : "–"} ${name(edge.to)}: ${words(edge, 6)}`;
    const node = s("g", {}, s("path", { class: crowded ? "edge crowd ring" : "edge ring", d: `M${begin}Q${middle} ${end}`, "stroke-width": thick, "marker-end": edge.directed ? "url(#tip)" : null }),
      s("path", { d: `M${begin}Q${middle} ${end}`, stroke: "transparent", "stroke-width": 12, fill: "none" }),
      worded ? s("text", { class: "soft halo", x: (middle[0] + (a.x + b.x) / 2) / 2, y: (middle[1] + (a.y + b.y) / 2) / 2, "text-anchor": "middle", "font-size": 10 * Math.min(scale, 2) }, words(edge, 2)) : null);
    return choosable(node, label, () => tell(edge));
  }

  /** Where names stand, below or else above: those of the larger ones first, as long as they do not lie on each other. */
  function named(all, scale) {
    const letter = 6.2 * Math.min(scale, 2);
    const boxes = [];
    const places = new Map();
    const sorted = [...all].sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen) || b.events - a.events);
    for (const node of sorted) {
      const half = (short(node.name).length * letter) / 2;
      const sides = [node.y + radius(node) + 2 * letter, node.y - radius(node) - letter / 2];
      const place = sides.find((y) => !boxes.some((box) => box.left < node.x + half && box.right > node.x - half && Math.abs(box.y - y) < 1.9 * letter));
      if (place === undefined) continue;
      boxes.push({ left: node.x - half, right: node.x + half, y: place });
      places.set(node, place);
    }
    return places;
  }

  function actor(node, scale, place) {
    const shape = s("circle", { class: `actor ring ${node.kind === "person" ? "person" : ""}`, cx: node.x, cy: node.y, r: radius(node), "stroke-width": node.id === chosen ? 3 : 1.2 });
    const text = s("text", { class: "halo", x: node.x, y: place, "text-anchor": "middle", "font-size": 12 * Math.min(scale, 2), "font-weight": node.id === chosen ? 600 : null }, short(node.name));
    return choosable(s("g", {}, shape, place === undefined ? null : text), `${node.name}, ${node.kind ?? "actor"}: ${count(node.events, "event")}. Brings in what else it did.`, () => expand(node.id));
  }

  /** Brings in those whom an actor is joined to elsewhere in the graph. */
  async function expand(id) {
    chosen = id;
    const more = await once("/api/network", { id });
    const fresh = take(more, NEW);
    draw(fresh > 0);
    put(under, h("h2", { class: "sub" }, name(id)), h("p", { class: "small" }, fresh ? `${count(fresh, "actor")} brought in from the whole graph. ` : "All its neighbours are drawn. ",
      h("button", { type: "button", class: "plain", onclick: () => go({ ...CLOSED, node: id }) }, "What is known of it")));
    say(fresh ? `${fresh} actors brought in` : "All its neighbours are drawn");
  }

  function tell(edge) {
    put(under, h("h2", { class: "sub" }, `${name(edge.from)} ${edge.directed ? "→" : "–"} ${name(edge.to)}`), [...edge.kinds.values()].map((kind) => h("p", { class: "small" }, `${kind.kind}: `,
      kind.events.map((event, at) => [at ? ", " : "", h("button", { type: "button", class: "plain", "data-row": event, onclick: () => go({ ...CLOSED, why: event }) }, `event ${at + 1}`)]),
      kind.count > kind.events.length ? ` and ${kind.count - kind.events.length} more` : "")));
  }

  function around(all) {
    const room = 60;
    const [xs, ys] = [all.map((node) => node.x), all.map((node) => node.y)];
    const [left, right] = [Math.min(...xs) - room * 1.6, Math.max(...xs) + room * 1.6];
    const [top, bottom] = [Math.min(...ys) - room * 0.7, Math.max(...ys) + room];
    // The shape of the picture, with all of it inside; never larger than life.
    const k = Math.max((right - left) / width, (bottom - top) / height, 0.75);
    return { x: (left + right - width * k) / 2, y: (top + bottom - height * k) / 2, width: width * k, height: height * k };
  }

  function zoom(factor) {
    const k = Math.max(0.2, Math.min(8, (box.width / width) * factor)) / (box.width / width);
    box = { x: box.x + (box.width * (1 - k)) / 2, y: box.y + (box.height * (1 - k)) / 2, width: box.width * k, height: box.height * k };
    draw(false);
  }

  function drag(down) {
    if (down.button || down.target.closest("[role=button]")) return;
    const from = { ...box };
    const moved = (event) => {
      box = { ...from, x: from.x - (event.clientX - down.clientX) * (from.width / width), y: from.y - (event.clientY - down.clientY) * (from.width / width) };
      picture.querySelector("svg").setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    };
    addEventListener("pointermove", moved);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => removeEventListener("pointermove", moved), { once: true });
  }

  const button = (sign, title, act) => h("button", { type: "button", "aria-label": title, title, onclick: act }, sign);
  const buttons = h("div", { class: "zoom" }, button("+", "Closer", () => zoom(0.7)), button("−", "Farther", () => zoom(1.4)), button("⤢", "All of it", () => { box = around([...nodes.values()].filter((node) => node.x !== undefined)); draw(false); }));
  put(root, picture, told.more ? h("p", { class: "soft small cut" }, `The ${told.nodes.length} actors with most events; ${told.more} more are left out.`) : null, under, apart, list);
  draw(true);
}
