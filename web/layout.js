// Places of the nodes of a network: they push each other away, edges pull. No chance is involved.

const ROUNDS = 260;

/** Moves the nodes (`x`, `y`, `fixed`) so that those with edges (`from`, `to`, numbers of nodes) come near each other. */
export function arrange(nodes, edges, width, height) {
  const length = Math.max(Math.sqrt((width * height) / Math.max(nodes.length, 1)) * 0.72, 60);
  nodes.forEach((node, at) => {
    if (node.x !== undefined) return;
    // On a spiral first: no two at one place.
    const angle = at * 2.399963;
    const radius = length * 0.55 * Math.sqrt(at + 0.5);
    node.x = width / 2 + radius * Math.cos(angle) * 1.25;
    node.y = height / 2 + radius * Math.sin(angle);
  });
  // Whoever is joined to many would draw all of them into one heap.
  const joined = nodes.map(() => 0);
  for (const { from, to } of edges) { joined[from] += 1; joined[to] += 1; }
  for (let round = 0; round < ROUNDS; round += 1) {
    const moves = nodes.map((node) => [(width / 2 - node.x) * 0.06, (height / 2 - node.y) * 0.1]);
    for (let a = 0; a < nodes.length; a += 1) {
      for (let b = a + 1; b < nodes.length; b += 1) {
        const [dx, dy] = [nodes[a].x - nodes[b].x, nodes[a].y - nodes[b].y];
        const distance = Math.max(Math.hypot(dx, dy), 1);
        // Who is far away is left in peace, or what is joined to nothing would flee.
        if (distance > length * 3.5) continue;
        // Names are wide and low.
        const push = (length * length) / distance / distance;
        moves[a][0] += dx * push * 1.3; moves[a][1] += dy * push;
        moves[b][0] -= dx * push * 1.3; moves[b][1] -= dy * push;
      }
    }
    for (const { from, to } of edges) {
      const [a, b] = [nodes[from], nodes[to]];
      const [dx, dy] = [a.x - b.x, a.y - b.y];
      const pull = Math.hypot(dx, dy) / length / Math.sqrt(Math.max(joined[from], joined[to]));
      moves[from][0] -= dx * pull; moves[from][1] -= dy * pull;
      moves[to][0] += dx * pull; moves[to][1] += dy * pull;
    }
    const most = length * (1 - round / ROUNDS);
    nodes.forEach((node, at) => {
      const [x, y] = moves[at];
      const far = Math.max(Math.hypot(x, y), 0.01);
      const step = Math.min(far, most) / far;
      node.x += x * step;
      node.y += y * step;
    });
  }
}
