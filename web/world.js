// The outlines of countries (Natural Earth, as TopoJSON) and the projection they are drawn in.

import { h } from "./dom.js";

/** Mercator: degrees → a square of side 1, north up. */
export function project(long, lat) {
  const bounded = Math.max(-85, Math.min(85, lat)) * (Math.PI / 180);
  return [(long + 180) / 360, (1 - Math.log(Math.tan(Math.PI / 4 + bounded / 2)) / Math.PI) / 2];
}

/** How many units of that square a kilometre is at a latitude. */
export const kilometre = (lat) => 1 / (40_075 * Math.cos((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180));

/** Units of the paths; a browser rounds coordinates that are too small. */
export const UNIT = 10_000;

let outlines = null;

/** The outline of every country as a path, with its name, its bounds, and the middle and width of its largest part. */
export function countries() {
  outlines ??= fetch("/countries.json").then((response) => response.json()).then(decode).catch(() => []);
  return outlines;
}

function decode(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      [x, y] = [x + dx, y + dy];
      return project(x * scale[0] + translate[0], y * scale[1] + translate[1]);
    });
  });
  // An arc that is shared with a neighbour runs backwards in one of the two.
  const ring = (numbers) => numbers.flatMap((number, at) => {
    const points = number < 0 ? [...arcs[~number]].reverse() : arcs[number];
    return at ? points.slice(1) : points;
  });
  return topology.objects.countries.geometries.map((geometry) => {
    const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];
    const rings = polygons.map((polygon) => polygon.map(ring));
    const path = rings.flat().map((points) => `M${points.map(([x, y]) => `${(x * UNIT).toFixed(2)},${(y * UNIT).toFixed(2)}`).join("L")}Z`).join("");
    const boxes = rings.map(([outer]) => {
      const [xs, ys] = [outer.map((point) => point[0]), outer.map((point) => point[1])];
      const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
      return { ...box, size: (box.right - box.left) * (box.bottom - box.top), middle: centroid(outer) };
    }).sort((a, b) => b.size - a.size);
    const bounds = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
    return { name: geometry.properties.name, path, bounds, middle: boxes[0]?.middle ?? [0, 0], width: boxes[0] ? boxes[0].right - boxes[0].left : 0 };
  });
}

function centroid(points) {
  let [area, x, y] = [0, 0, 0];
  for (let at = 0; at < points.length - 1; at += 1) {
    const [[ax, ay], [bx, by]] = [points[at], points[at + 1]];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area ? [x / (3 * area), y / (3 * area)] : points[0];
}

/** Where the outlines come from. */
export const credit = () => h("p", { class: "soft small" }, "Outlines: Natural Earth 1:50m. They are there to find one’s way by and take no side on borders. Where no point is told, the area is drawn.");
