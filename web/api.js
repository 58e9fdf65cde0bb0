// Asks the server.

/** What went wrong, each with a message and perhaps its place in the question. */
export class Wrong extends Error {
  constructor(errors) {
    super(errors[0]?.message ?? "no answer");
    this.errors = errors;
  }
}

/** The address of a request. */
export function address(path, given) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value !== null && value !== undefined && value !== "") params.set(name, value);
  }
  return `${path}?${params}`;
}

/** What the server says to a request. */
export async function get(path, given, signal) {
  let response;
  try {
    response = await fetch(address(path, given), { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Wrong([{ message: "The server does not answer. Is dateline serve still running?" }]);
  }
  const told = await response.json().catch(() => null);
  if (!response.ok || !told) throw new Wrong(told?.errors ?? [{ message: `The server answered ${response.status}.` }]);
  return told;
}

/** Sends something that is to be done. */
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Wrong([{ message: "The server does not answer. Is dateline serve still running?" }]);
  }
  const told = await response.json().catch(() => null);
  if (!response.ok || !told) throw new Wrong(told?.errors ?? [{ message: `The server answered ${response.status}.` }]);
  return told;
}

const kept = new Map();
let graphs = 0;

/** Nothing that was asked before holds any more: the graph was corrected. */
export function forget() {
  kept.clear();
  graphs += 1;
}

/** Which graph is asked: another number after each correction. */
export const graph = () => graphs;

/** The same, asked once; the graph does not change while it is served, but by corrections. */
export function once(path, given) {
  const key = address(path, given);
  if (!kept.has(key)) {
    const asked = get(path, given);
    asked.catch(() => kept.delete(key));
    kept.set(key, asked);
    if (kept.size > 40) kept.delete(kept.keys().next().value);
  }
  return kept.get(key);
}
