/**
 * How many cores nodes of several neurons take if cores are filled one after the other, each with the largest nodes that
 * still fit: as many as have room for all neurons where every node is one neuron, and more where nodes do not add up to
 * a core. Only sizes count. O(nodes + bins * sizes).
 *
 * @param bins neurons that each core holds, in the order they are filled.
 * @returns 0 for nodes of one neuron each: there the sum decides; all bins where they do not suffice.
 */
export function fewestBins(nodeWeight: Uint32Array, bins: Iterable<number>): number {
  const left = new Map<number, number>();
  for (const weight of nodeWeight) left.set(weight, (left.get(weight) ?? 0) + 1);
  if (left.size === 0 || (left.size === 1 && left.has(1))) return 0;
  const sizes = [...left.keys()].sort((a, b) => b - a);
  let nodes = nodeWeight.length;
  let used = 0;
  for (const bin of bins) {
    if (nodes === 0) break;
    used++;
    let room = bin;
    for (const size of sizes) {
      if (size > room) continue;
      const count = left.get(size)!;
      const taken = Math.min(count, size === 0 ? count : Math.floor(room / size));
      left.set(size, count - taken);
      nodes -= taken;
      room -= taken * size;
    }
  }
  return used;
}
