// An answer along time: a mark a row, bars where there are too many, and the rows of the days that are seen as a list.

import { choosable, count, h, put, renew, s } from "./dom.js";
import { CLOSED, go } from "./state.js";
import { rowList } from "./table.js";

const DAY = 86_400_000;
/** Rows that have a mark of their own at most. */
const MARKS = 400;
const LANES = 48;
/** Pixels of a lane, at most and at least. */
const LANE = [15, 8];
/** Pixels that all lanes may take before they become lower. */
const TALL = 380;

const ms = (day) => Date.parse(`${day}T00:00:00Z`);
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** Shows it in `root`. */
export function showTimeline(root, answer) {
  const rows = answer.rows.filter((row) => row.when?.begin || row.when?.end).map((row) => {
    const begin = ms(row.when.begin ?? row.when.end);
    return { row, begin, end: ms(row.when.end ?? row.when.begin) + DAY };
  }).sort((a, b) => a.begin - b.begin || a.end - b.end);
  const undated = answer.rows.filter((row) => !row.when?.begin && !row.when?.end);
  const apart = undated.length ? h("details", { class: "under", open: rows.length === 0 }, h("summary", {}, `${count(undated.length, "row")} without a date`), rowList(undated)) : null;
  if (!rows.length) {
    put(root, h("p", {}, "None of these rows has a date that is known."), apart);
    return;
  }
  const all = { begin: Math.min(...rows.map((row) => row.begin)) - DAY, end: Math.max(...rows.map((row) => row.end)) + DAY };
  let seen = usual(rows, all);
  const width = Math.max(root.clientWidth || 800, 260);
  const chart = h("div", { class: "picture" });
  const list = h("div", {});
  const x = (time) => ((time - seen.begin) / (seen.end - seen.begin)) * (width - 32) + 16;

  function draw() {
    const within = rows.filter((row) => row.end > seen.begin && row.begin < seen.end);
    const [marks, height] = within.length > MARKS ? bars(within) : lanes(within);
    const svg = s("svg", { viewBox: `0 0 ${width} ${height + 28}`, height: height + 28, role: "group", tabindex: "0", "data-keep": "timeline", "aria-label": `${count(within.length, "row")} from ${iso(seen.begin)} to ${iso(seen.end - DAY)}. Arrow keys move it, plus and minus zoom.` }, axis(height), marks);
    svg.addEventListener("keydown", keys);
    svg.addEventListener("wheel", (event) => {
      // Without a modifier the wheel scrolls the page.
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(event.deltaY + event.deltaX < 0 ? 0.8 : 1.25, (event.clientX - box.left) / box.width);
    }, { passive: false });
    svg.addEventListener("pointerdown", drag);
    renew(chart, svg);
    put(list, h("h2", { class: "sub under" }, within.length === rows.length ? "All dated rows" : `${count(within.length, "row")} from ${iso(seen.begin)} to ${iso(seen.end - DAY)}`), rowList(within.map(({ row }) => row)));
  }

  function axis(height) {
    const ticks = [];
    // Where the last label ends: the next one is left out if it would lie on it.
    let taken = 0;
    const days = (seen.end - seen.begin) / DAY;
    const step = [1, 2, 7, 14, 31, 92, 183, 366, 366 * 2, 366 * 5, 366 * 10, 366 * 25, 366 * 100].find((length) => (days / length) * 78 < width) ?? 366 * 200;
    const date = new Date(seen.begin);
    if (step >= 31) date.setUTCDate(1);
    if (step >= 366) date.setUTCMonth(0);
    for (let guard = 0; date.getTime() < seen.end && guard < 400; guard += 1) {
      const time = date.getTime();
      if (time >= seen.begin) {
        const label = step >= 366 ? iso(time).slice(0, 4) : step >= 31 ? iso(time).slice(0, 7) : iso(time);
        const anchor = x(time) > width - 70 ? "end" : "middle";
        const [at, wide] = [Math.max(x(time), 34), label.length * 6.4];
        const begin = at - (anchor === "end" ? wide : wide / 2);
        ticks.push(s("line", { class: "tick", x1: x(time), x2: x(time), y1: 8, y2: height }));
        if (begin >= taken) {
          ticks.push(s("text", { class: "soft", x: at, y: height + 18, "text-anchor": anchor, "font-size": 11 }, label));
          taken = begin + wide;
        }
      }
      if (step >= 366) date.setUTCFullYear(date.getUTCFullYear() + step / 366);
      else if (step >= 31) date.setUTCMonth(date.getUTCMonth() + Math.round(step / 30.5));
      else date.setUTCDate(date.getUTCDate() + step);
    }
    return ticks;
  }

  // Each row in the first lane that is free there.
  function lanes(within) {
    const ends = [];
    const placed = within.map((it) => {
      const from = Math.max(x(it.begin), 8);
      const to = Math.max(Math.min(x(it.end), width - 8), from + 12);
      let lane = ends.findIndex((end) => end <= from);
      if (lane < 0) lane = ends.length < LANES ? ends.length : ends.indexOf(Math.min(...ends));
      ends[lane] = to + 3;
      return { ...it, from, to, lane };
    });
    const tall = Math.max(LANE[1], Math.min(LANE[0], TALL / ends.length));
    const height = Math.max(70, ends.length * tall + 22);
    const marks = placed.map(({ row, begin, end, from, to, lane }) => {
      const y = height - 12 - lane * tall;
      const exact = end - begin <= DAY;
      const shape = exact ? s("circle", { class: "day ring", cx: (x(begin) + x(end)) / 2, cy: y, r: Math.min(5, tall / 2) }) : s("rect", { class: "span ring", x: from, y: y - tall / 4, width: to - from, height: tall / 2, rx: tall / 4 });
      const words = row.cells.map((cell) => cell.text).filter((text) => text && text !== row.when.text).join(" · ");
      const label = `${row.when.text}: ${row.kind ?? ""} ${words}`.slice(0, 220);
      return row.told ? choosable(s("g", {}, shape), label, () => go({ ...CLOSED, why: row.id })) : s("g", {}, shape, s("title", {}, label));
    });
    return [marks, height];
  }

  // A row counts on the first day that it may be.
  function bars(within) {
    const height = 190;
    const days = (seen.end - seen.begin) / DAY;
    const step = ([1, 7, 30, 91, 365].find((length) => days / length <= (width - 32) / 5) ?? 365) * DAY;
    const counts = new Map();
    for (const { begin } of within) {
      const at = Math.floor((Math.max(begin, seen.begin) - seen.begin) / step);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const most = Math.max(...counts.values());
    const marks = [...counts].map(([at, number]) => {
      const [from, to] = [seen.begin + at * step, seen.begin + (at + 1) * step];
      const tall = (number / most) * (height - 30);
      const bar = s("g", {}, s("rect", { class: "bars ring", x: x(from), y: height - tall, width: Math.max(x(to) - x(from) - 1, 1), height: tall }));
      return choosable(bar, `${iso(from)} to ${iso(to - DAY)}: ${count(number, "row")}`, () => show(from, Math.max(to, from + 2 * DAY)));
    });
    return [marks, height];
  }

  function show(begin, end) {
    const length = Math.max(end - begin, 2 * DAY);
    const middle = Math.max(all.begin, Math.min(all.end, (begin + end) / 2));
    seen = length >= all.end - all.begin ? { ...all } : { begin: middle - length / 2, end: middle + length / 2 };
    draw();
  }

  function zoom(factor, at = 0.5) {
    const length = (seen.end - seen.begin) * factor;
    const fixed = seen.begin + (seen.end - seen.begin) * at;
    show(fixed - length * at, fixed + length * (1 - at));
  }

  const move = (share) => show(seen.begin + (seen.end - seen.begin) * share, seen.end + (seen.end - seen.begin) * share);

  function keys(event) {
    const act = { ArrowLeft: () => move(-0.25), ArrowRight: () => move(0.25), "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1.6) }[event.key];
    if (!act || event.target !== event.currentTarget) return;
    event.preventDefault();
    act();
  }

  function drag(down) {
    if (down.button || down.target.closest("[role=button]")) return;
    const from = { ...seen };
    const moved = (event) => {
      const by = ((down.clientX - event.clientX) / width) * (from.end - from.begin);
      if (Math.abs(down.clientX - event.clientX) > 2) show(from.begin + by, from.end + by);
    };
    addEventListener("pointermove", moved);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => removeEventListener("pointermove", moved), { once: true });
  }

  const button = (sign, name, act) => h("button", { type: "button", "aria-label": name, title: name, onclick: act }, sign);
  const buttons = h("div", { class: "zoom flat" }, button("+", "Closer", () => zoom(0.6)), button("−", "Farther", () => zoom(1.6)), button("All", "All days", () => show(all.begin, all.end)));
  put(root, buttons, chart, list, apart);
  draw();
}

/** Days that hold most rows: a few of other years would press all others into one mark. */
function usual(rows, all) {
  if (rows.length < 8) return { ...all };
  const [low, high] = [rows[Math.floor(rows.length * 0.1)].begin, rows[Math.ceil(rows.length * 0.9) - 1].end];
  const length = Math.max(high - low, 7 * DAY);
  if (all.end - all.begin < length * 6) return { ...all };
  return { begin: low - length * 0.15, end: high + length * 0.15 };
}
