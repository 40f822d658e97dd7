/**
 * Graphs of 128 clusters with shuffled ids for a tree of 4:8:4 cores at prices 1:10:100, and what SharedMap strong reached on
 * them: sum over edges of weight times price. SharedMap 1.1 (7217b5f, KaHIP 3.25, one thread: KaFFPa strong at every level),
 * imbalance 0, so that every core holds one cluster; five seeds.
 */
export const ARITY = [4, 8, 4];
export const PRICES = [45, 4.5, 0.5];

/** [best, mean] by graph and seed of the graph. */
export const SHARED_MAP = {
  ba: [
    [70522, 70968],
    [65603, 66265],
  ],
  comm: [
    [72781, 72851],
    [78850, 78931],
  ],
  comm10: [
    [92959, 93089],
    [100185, 101285],
  ],
  conv: [
    [3780054, 3796474],
    [3975289, 3993773],
  ],
  convt: [
    [3734661, 3738392],
    [3762404, 3773643],
  ],
  grid: [
    [3328, 3328],
    [3328, 3328],
  ],
  rgg: [
    [46471, 47164],
    [36284, 37522],
  ],
  rnd: [
    [100442, 100728],
    [101451, 102317],
  ],
};

/** Price between two cores. */
export const priceOf = (a, b) => (a === b ? 0 : a >> 2 === b >> 2 ? 1 : a >> 5 === b >> 5 ? 10 : 100);

const N = 128;

/** Edges [a, b, weight]; `random` gives numbers in [0, 1). */
const KINDS = {
  grid() {
    const edges = [];
    for (let y = 0; y < N / 16; y++)
      for (let x = 0; x < 16; x++) {
        if (x + 1 < 16) edges.push([y * 16 + x, y * 16 + x + 1, 1]);
        if (y + 1 < N / 16) edges.push([y * 16 + x, y * 16 + 16 + x, 1]);
      }
    return edges;
  },
  rgg(random) {
    const at = Array.from({ length: N }, () => [random(), random()]);
    const radius = Math.sqrt(10 / (Math.PI * N));
    return pairs((a, b) => Math.hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]) < radius, random);
  },
  rnd(random) {
    const edges = [];
    for (let k = 0; k < 4 * N; k++) {
      const a = Math.floor(N * random());
      const b = Math.floor(N * random());
      if (a !== b) edges.push([a, b, 1 + Math.floor(9 * random())]);
    }
    return edges;
  },
  conv: (random) => layers(16, (j, t) => t >= j && t < j + 4, random),
  convt: (random) => layers(4, () => true, random),
  comm: (random) =>
    pairs((a, b) => random() < (a >> 2 === b >> 2 ? 0.8 : a >> 5 === b >> 5 ? 0.15 : 0.02), random),
  comm10(random) {
    const group = Array.from({ length: N }, () => Math.floor(10 * random()));
    return pairs((a, b) => random() < (group[a] === group[b] ? 0.5 : 0.03), random);
  },
  ba(random) {
    const edges = [[0, 1, 1]];
    const ends = [0, 1];
    for (let a = 2; a < N; a++)
      for (let k = 0; k < 3; k++) {
        const b = ends[Math.floor(random() * ends.length)];
        if (b === a) continue;
        edges.push([a, b, 1 + Math.floor(9 * random())]);
        ends.push(a, b);
      }
    return edges;
  },
};

function pairs(joins, random) {
  const edges = [];
  for (let a = 0; a < N; a++)
    for (let b = a + 1; b < N; b++) if (joins(a, b)) edges.push([a, b, 1 + Math.floor(9 * random())]);
  return edges;
}

function layers(width, joins, random) {
  const edges = [];
  for (let layer = 0; layer + 1 < N / width; layer++)
    for (let j = 0; j < width; j++)
      for (let t = 0; t < width; t++)
        if (joins(j, t))
          edges.push([layer * width + j, (layer + 1) * width + t, 1 + Math.floor(999 * random())]);
  return edges;
}

/** Mulberry32, by which the graphs were made that SharedMap mapped. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param {string} kind a key of SHARED_MAP @param {number} seed 1 or 2 @returns {import('@nmap/networks').ClusterEdges} */
export function treeGraph(kind, seed) {
  const random = generator(seed * 7919 + N);
  const name = Array.from({ length: N }, (_, k) => k);
  for (let k = N - 1; k > 0; k--) {
    const j = Math.floor((k + 1) * random());
    [name[k], name[j]] = [name[j], name[k]];
  }
  const edges = KINDS[kind](random);
  return {
    nodeCount: N,
    source: Uint32Array.from(edges, ([a]) => name[a]),
    target: Uint32Array.from(edges, ([, b]) => name[b]),
    weight: Float64Array.from(edges, ([, , weight]) => weight),
  };
}
