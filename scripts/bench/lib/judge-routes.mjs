/**
 * Routed cost of a placement on a mesh with one core on each tile, counted here and by nothing that a mapper uses.
 * @param {import('./networks.mjs').BenchNet} net @param {ArrayLike<number>} coreOf core of every neuron, row by row
 * @param {number} columns of the mesh @param {number} coreCount
 * @returns {{ readonly unicast: number, readonly tree: number, readonly largest: number, readonly used: number }}
 *   spikes times hops of a packet to each core; spikes times links of the XY tree; neurons on the fullest core; cores used
 */
export function judgeRoutes(net, coreOf, columns, coreCount) {
  const sizes = new Uint32Array(coreCount);
  for (let id = 0; id < net.neuronCount; id++) sizes[coreOf[id]]++;
  let unicast = 0;
  let tree = 0;
  for (let id = 0; id < net.neuronCount; id++) {
    const x = coreOf[id] % columns;
    const y = Math.floor(coreOf[id] / columns);
    const reached = new Set();
    for (let k = net.start[id]; k < net.start[id + 1]; k++) reached.add(coreOf[net.target[k]]);
    const links = new Set();
    let hops = 0;
    for (const core of reached) {
      const toX = core % columns;
      const toY = Math.floor(core / columns);
      hops += Math.abs(toX - x) + Math.abs(toY - y);
      // Along x first, then along y: a link is named by the cell in which it ends.
      for (let at = x; at !== toX;) links.add(`x${(at += Math.sign(toX - at))}`);
      for (let at = y; at !== toY;) links.add(`y${toX},${(at += Math.sign(toY - at))}`);
    }
    unicast += net.spikes[id] * hops;
    tree += net.spikes[id] * links.size;
  }
  return {
    unicast,
    tree,
    largest: sizes.reduce((a, b) => Math.max(a, b), 0),
    used: sizes.filter((size) => size > 0).length,
  };
}
