/** A graph in CSR, both directions of every edge in it. */
export interface Adjacency {
  readonly start: Uint32Array;
  readonly neighbor: Uint32Array;
  /** degree[node]; edges may have weights. */
  readonly degree: Float64Array;
}

/**
 * Nodes so that neighbours come close to each other: component by component, from a node of the least degree layer by
 * layer, each layer by rising degree, and the whole component backwards. Ties go to the lower number, components come by
 * their lowest. O(n log n + edges).
 */
export function reverseCuthillMckee({ start, neighbor, degree }: Adjacency): Uint32Array {
  const n = degree.length;
  const order = new Uint32Array(n);
  const isTaken = new Uint8Array(n);
  const before = (a: number, b: number): number => degree[a] - degree[b] || a - b;
  let count = 0;
  for (let first = 0; first < n; first++) {
    if (isTaken[first] === 1) continue;
    const from = count;
    let layer = [componentOf(first, { start, neighbor, degree }).sort(before)[0]];
    isTaken[layer[0]] = 1;
    while (layer.length > 0) {
      for (const node of layer) order[count++] = node;
      const next: number[] = [];
      for (const node of layer) {
        for (let e = start[node]; e < start[node + 1]; e++) {
          const other = neighbor[e];
          if (other >= n || isTaken[other] === 1) continue;
          isTaken[other] = 1;
          next.push(other);
        }
      }
      layer = next.sort(before);
    }
    order.subarray(from, count).reverse();
  }
  return order;
}

function componentOf(first: number, { start, neighbor, degree }: Adjacency): number[] {
  const found = [first];
  const isFound = new Set(found);
  for (let k = 0; k < found.length; k++) {
    for (let e = start[found[k]]; e < start[found[k] + 1]; e++) {
      const other = neighbor[e];
      if (other >= degree.length || isFound.has(other)) continue;
      isFound.add(other);
      found.push(other);
    }
  }
  return found;
}
