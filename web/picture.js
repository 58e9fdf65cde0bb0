// A picture as a file of its own: what the style sheet says is written into it.

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font-size", "font-family", "font-weight", "letter-spacing", "text-anchor", "paint-order", "stroke-linejoin", "vector-effect"];

function alone(svg, cut) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, at) => {
    const style = getComputedStyle(original);
    for (const name of KEPT) copies[at].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "role", "tabindex", "aria-label"]) copies[at].removeAttribute(name);
  });
  for (const unseen of copy.querySelectorAll("[display=none]")) unseen.remove();
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const box = svg.viewBox.baseVal;
  for (const [name, value] of Object.entries({ x: box.x, y: box.y, width: box.width, height: box.height, fill: getComputedStyle(svg.parentNode).backgroundColor })) ground.setAttribute(name, value);
  copy.prepend(ground);
  // What is not in the picture is said in it, where it goes without the page.
  if (cut) {
    const k = box.width / width;
    const words = document.createElementNS("http://www.w3.org/2000/svg", "text");
    const look = { x: box.x + 8 * k, y: box.y + box.height - 8 * k, "font-size": 11 * k, "font-family": "sans-serif", fill: getComputedStyle(svg.parentNode).color };
    for (const [name, value] of Object.entries(look)) words.setAttribute(name, value);
    words.textContent = cut;
    copy.append(words);
  }
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function download(blob, name) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}

/** Saves what is drawn as `svg` or `png`; `cut` says what is left out of it. */
export async function saveAs(svg, kind, cut) {
  if (!svg) return;
  const { text, width, height } = alone(svg, cut);
  const file = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return download(file, "answer.svg");
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((png) => png && download(png, "answer.png"), "image/png");
}
