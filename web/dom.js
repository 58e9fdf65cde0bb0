// Elements without HTML: what an article says is text, whatever it looks like.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled" || name === "open") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An element of the page. */
export const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

/** An element of a picture. */
export const s = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

/** Puts other children in place of those there are. */
export function put(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Puts other children in place, and the focus on the one that stands for the one that had it (`data-keep`). */
export function renew(node, ...children) {
  const kept = node.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
  put(node, ...children);
  if (kept) [...node.querySelectorAll("[data-keep]")].find((other) => other.dataset.keep === kept && other.tabIndex >= 0)?.focus();
  return node;
}

/** Something in a picture that can be chosen with the mouse and with keys. */
export function choosable(node, label, choose) {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("aria-label", label);
  // What is drawn anew is the same one where it is called the same.
  node.dataset.keep = label;
  node.append(s("title", {}, label));
  node.addEventListener("click", choose);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(event);
    }
  });
  return node;
}

/** Text whose words between backticks are words of the language. */
export const ticks = (text) => text.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part));

/** Tells a screen reader. */
export function say(text) {
  document.getElementById("said").textContent = text;
}

/** `1 row`, `2 rows`. */
export const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
