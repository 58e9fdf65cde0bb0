// An answer on a map: points by how many were killed, areas for places that are not exact, clusters where they crowd.

import { choosable, count, h, put, renew, s, say } from "./dom.js";
import { rowList } from "./table.js";
import { UNIT, countries, credit, kilometre, project } from "./world.js";

/** Pixels within which places become one mark. */
const NEAR = 36;
/** Pixels of the radius of the smallest and the largest mark. */
const SIZES = [7, 24];
const LABELS = 24;
/** Most pixels that the world is wide. */
const CLOSEST = 256 * 2 ** 13;

/** Places with their rows. */
function placesOf(rows) {
  const places = new Map();
  for (const row of rows) {
    for (const spot of row.where ?? []) {
      const key = `${spot.id} ${spot.lat} ${spot.long}`;
      if (!places.has(key)) places.set(key, { ...spot, at: project(spot.long, spot.lat), rows: [], toll: 0 });
      const place = places.get(key);
      place.rows.push(row);
      place.toll += row.toll ?? 0;
    }
  }
  return [...places.values()].sort((a, b) => b.rows.length - a.rows.length || b.toll - a.toll);
}

/** Shows it in `root`. */
export async function showMap(root, answer) {
  const outlines = await countries();
  const places = placesOf(answer.rows);
  const nowhere = answer.rows.filter((row) => !row.where?.length);
  if (!places.length) {
    put(root, h("p", {}, "None of these rows has a place that is known."), rowList(answer.rows));
    return;
  }
  const width = Math.max(root.clientWidth || 800, 280);
  const height = Math.round(Math.max(320, Math.min(width * 0.62, innerHeight * 0.66)));
  // What is only known to be in a country is that country.
  const whole = new Map(places.filter((place) => place.radius > 0).map((place) => [place.name, outlines.find((country) => country.name === place.name)]));
  const wide = new Set([...whole.values()].filter(Boolean));
  const shapes = outlines.map((country) => [country, s("path", { class: wide.has(country) ? "land unsure" : "land", d: country.path })]);
  const land = s("g", {}, shapes.map(([, shape]) => shape));
  const marks = s("g", {});
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, height, tabindex: "0", role: "group", "aria-label": `Map of ${count(places.length, "place")}. Arrow keys move it, plus and minus zoom.` },
    s("rect", { class: "sea", width, height }), land, marks);
  const under = h("div", { "aria-live": "polite" });

  // The middle of what is seen, and how many pixels the world is wide.
  let view = fit(usual(places), width, height);
  let chosen = null;

  const screen = ([x, y]) => [(x - view.x) * view.k + width / 2, (y - view.y) * view.k + height / 2];

  function draw() {
    const k = view.k / UNIT;
    land.setAttribute("transform", `translate(${width / 2 - view.x * view.k} ${height / 2 - view.y * view.k}) scale(${k})`);
    const half = [width / 2 / view.k, height / 2 / view.k];
    for (const [{ bounds: [left, top, right, bottom] }, shape] of shapes) {
      const out = left > view.x + half[0] || right < view.x - half[0] || top > view.y + half[1] || bottom < view.y - half[1];
      if (out) shape.setAttribute("display", "none");
      else shape.removeAttribute("display");
    }
    const seen = places.map((place) => ({ ...place, place, xy: screen(place.at), reach: place.radius * kilometre(place.lat) * view.k }))
      .filter(({ xy: [x, y], reach }) => x > -reach - 40 && y > -reach - 40 && x < width + reach + 40 && y < height + reach + 40);
    const groups = [];
    for (const place of seen) {
      const near = groups.find((group) => Math.hypot(group.xy[0] - place.xy[0], group.xy[1] - place.xy[1]) < NEAR);
      if (near) near.places.push(place.place);
      else groups.push({ xy: place.xy, places: [place.place] });
    }
    // A row in two of its places is one.
    for (const group of groups) group.toll = rowsOf(group.places).reduce((sum, row) => sum + (row.toll ?? 0), 0);
    const most = Math.max(0, ...groups.map((group) => group.toll));
    // As large as the toll beside the largest one; a few killed never look like many.
    for (const group of groups) group.size = SIZES[0] + (SIZES[1] - SIZES[0]) * Math.sqrt(group.toll / Math.max(most, 60));
    // The small ones lie on the large ones.
    groups.sort((a, b) => b.toll - a.toll);
    const names = outlines.filter((country) => country.width * view.k > 70).map((country) => [screen(country.middle), country.name])
      .filter(([[x, y]]) => x > 0 && y > 0 && x < width && y < height);
    renew(marks,
      seen.filter((place) => place.reach > 6 && !whole.get(place.name)).map((place) => s("circle", { class: "unsure", cx: place.xy[0], cy: place.xy[1], r: place.reach })),
      names.map(([[x, y], name]) => s("text", { class: "country", x, y }, name)),
      groups.map(mark), labels(groups));
  }

  function mark(group) {
    const rows = rowsOf(group.places);
    const { toll, size } = group;
    const [x, y] = group.xy;
    const name = group.places.length > 1 ? `${group.places[0].name} and ${count(group.places.length - 1, "other place")}` : group.places[0].name;
    const label = `${name}: ${count(rows.length, "row")}${toll ? `, ${toll.toLocaleString("en")} killed` : ""}`;
    // What is only known to be somewhere in an area is no dot.
    const vague = group.places.every((place) => place.radius > 0);
    const node = s("g", { class: chosen === group.places[0] ? "chosen" : null }, s("circle", { class: vague ? "vague ring" : "point ring", cx: x, cy: y, r: size }),
      rows.length > 1 ? s("text", { class: vague ? "count outside" : "count", x, y: y + 4 }, rows.length) : null);
    return choosable(node, label, () => choose(group, name, rows));
  }

  const rowsOf = (some) => [...new Set(some.flatMap((place) => place.rows))].sort((a, b) => a.number - b.number);

  function labels(groups) {
    // A name beside another's mark would be read as that one's.
    const taken = groups.map(({ xy: [x, y], size }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size }));
    return groups.slice(0, LABELS).map((group) => {
      const [x, y] = [group.xy[0] + group.size + 3, group.xy[1] + 4];
      const box = { left: x, right: x + group.places[0].name.length * 6.5, top: y - 11, bottom: y + 3 };
      if (taken.some((other) => other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top)) return null;
      taken.push(box);
      return s("text", { class: "place halo", x, y }, group.places[0].name);
    });
  }

  function choose(group, name, rows) {
    [chosen] = group.places;
    put(under, h("h2", { class: "sub" }, `${name}: ${count(rows.length, "row")}`), rowList(rows));
    if (group.places.length > 1 && view.k < CLOSEST / 2) {
      const closer = fit(group.places, width, height);
      if (closer.k > view.k * 1.2) view = { ...closer, k: Math.min(closer.k, view.k * 8) };
    }
    draw();
    say(`${name}: ${count(rows.length, "row")}, listed under the map`);
  }

  function zoom(factor, [x, y] = [width / 2, height / 2]) {
    const k = Math.max(width / 1.2, Math.min(CLOSEST, view.k * factor));
    // What is under the pointer stays there.
    const at = [view.x + (x - width / 2) / view.k, view.y + (y - height / 2) / view.k];
    view = { k, x: at[0] - (x - width / 2) / k, y: at[1] - (y - height / 2) / k };
    draw();
  }

  function move(dx, dy) {
    view = { ...view, x: Math.max(0, Math.min(1, view.x - dx / view.k)), y: Math.max(0, Math.min(1, view.y - dy / view.k)) };
    draw();
  }

  const pixels = (event) => {
    const box = svg.getBoundingClientRect();
    return [(event.clientX - box.left) * (width / box.width), (event.clientY - box.top) * (height / box.height)];
  };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, pixels(event));
  }, { passive: false });
  svg.addEventListener("pointerdown", (down) => {
    if (down.button || down.target.closest("[role=button]")) return;
    let last = [down.clientX, down.clientY];
    svg.setPointerCapture(down.pointerId);
    const drag = (event) => {
      move(event.clientX - last[0], event.clientY - last[1]);
      last = [event.clientX, event.clientY];
    };
    svg.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => svg.removeEventListener("pointermove", drag), { once: true });
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const factor = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 }[event.key];
    if (!step && !factor) return;
    event.preventDefault();
    if (step) move(...step);
    else zoom(factor);
  });

  const button = (sign, name, act) => h("button", { type: "button", "aria-label": name, title: name, onclick: act }, sign);
  put(root, h("div", { class: "picture" }, svg, h("div", { class: "zoom" }, button("+", "Closer", () => zoom(1.6)), button("−", "Farther", () => zoom(1 / 1.6)),
    button("⤢", "All places", () => { view = fit(places, width, height); draw(); }))),
    credit(), under,
    nowhere.length ? h("details", { class: "under" }, h("summary", {}, `${count(nowhere.length, "row")} without a place that is known`), rowList(nowhere)) : null);
  draw();
}

/** The places without the few that lie far from all others, which would make the rest one heap. */
function usual(places) {
  if (places.length < 12) return places;
  const weighed = places.flatMap((place) => Array(Math.min(place.rows.length, 50)).fill(place));
  const inside = [0, 1].map((axis) => {
    const sorted = weighed.map((place) => place.at[axis]).sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * 0.03)], sorted[Math.ceil(sorted.length * 0.97) - 1]];
  });
  return places.filter((place) => inside.every(([low, high], axis) => place.at[axis] >= low && place.at[axis] <= high));
}

/** A view that holds all places with some room around them, and is not nearer than a few hundred kilometres. */
function fit(places, width, height) {
  const reach = places.map((place) => Math.min(place.radius, 250) * kilometre(place.lat));
  const edge = (axis, sign) => Math[sign < 0 ? "min" : "max"](...places.map((place, at) => place.at[axis] + sign * reach[at]));
  const [left, right, top, bottom] = [edge(0, -1), edge(0, 1), edge(1, -1), edge(1, 1)];
  const k = Math.min((width * 0.8) / Math.max(right - left, 0.009), (height * 0.75) / Math.max(bottom - top, 0.006), CLOSEST);
  return { x: (left + right) / 2, y: (top + bottom) / 2, k };
}
