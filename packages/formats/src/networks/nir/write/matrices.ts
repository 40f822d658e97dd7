import { visitWeightedSynapses, type NetworkSpec } from '@nmap/ir';
import { SynapseColumns } from '../../common/synapse-columns.ts';

/** Synapses of a projection as a matrix, with what delays them. */
export interface SynapseMatrix {
  /** weight[target * sources + source], 0 where there is no synapse. */
  readonly weight: Float64Array;
  /** 1 where there is a synapse; null where there is one everywhere. */
  readonly synapses: Uint8Array | null;
  /** In front of the weights or behind them, for all or for each neuron there; null = one step, as without any. */
  readonly delay: { readonly where: 'source' | 'target'; readonly ms: number | Float64Array } | null;
}

/** As many matrices as a projection needs, were there room for them. */
export interface TooMany {
  readonly matrices: number;
  readonly delays: number;
  readonly multapses: number;
}

/**
 * The synapses of a projection as matrices. Several are needed where delays differ otherwise than by source or by target,
 * and where a pair of neurons has several synapses of one delay: a matrix sums them.
 * @param most matrices that there is room for.
 */
export function matricesOf(
  spec: NetworkSpec,
  index: number,
  most: number,
): readonly SynapseMatrix[] | TooMany {
  const { from, to, delayMs: stated } = spec.projections[index];
  const sizeOf = (id: string): number => spec.populations.find((population) => population.id === id)!.size;
  const [sources, targets] = [sizeOf(from), sizeOf(to)];
  const columns = new SynapseColumns();
  visitWeightedSynapses(spec, index, (pre, post, weight, delayMs) =>
    columns.push(pre, post, weight, delayMs),
  );
  const { pre, post, weight, delayMs } = columns.take();
  if (weight === null || delayMs === null) return [];
  const delay = stated === undefined ? null : commonDelay(pre, post, delayMs, sources, targets);
  const groups = delay === undefined ? byDelay(delayMs) : new Map([[0, null]]);
  const matrices: SynapseMatrix[] = [];
  let needed = 0;
  let multapses = 1;
  for (const [ms, members] of groups) {
    const layers = layersOf(pre, post, members, sources);
    const deepest = layers.reduce((deepest, layer) => Math.max(deepest, layer), 0) + 1;
    multapses = Math.max(multapses, deepest);
    needed += deepest;
    if (needed > most) continue;
    for (let layer = 0; layer < deepest; layer++) {
      const made = new Float64Array(sources * targets);
      const synapses = new Uint8Array(sources * targets);
      let count = 0;
      for (let k = 0; k < layers.length; k++) {
        if (layers[k] !== layer) continue;
        const synapse = members === null ? k : members[k];
        const at = post[synapse] * sources + pre[synapse];
        made[at] = weight[synapse];
        synapses[at] = 1;
        count++;
      }
      matrices.push({
        weight: made,
        synapses: count === synapses.length ? null : synapses,
        delay: delay === undefined ? { where: 'target', ms } : delay,
      });
    }
  }
  return needed > most ? { matrices: needed, delays: groups.size, multapses } : matrices;
}

/** The delay that all synapses have, or all of each target, or of each source; undefined where they differ otherwise. */
function commonDelay(
  pre: Uint32Array,
  post: Uint32Array,
  delayMs: Float64Array,
  sources: number,
  targets: number,
): SynapseMatrix['delay'] | undefined {
  if (delayMs.every((ms) => ms === delayMs[0])) return { where: 'target', ms: delayMs[0] };
  for (const [where, ends, size] of [
    ['target', post, targets],
    ['source', pre, sources],
  ] as const) {
    // Of neurons without a synapse any delay will do.
    const ms = new Float64Array(size).fill(NaN);
    const fits = ends.every((end, k) => {
      if (Number.isNaN(ms[end])) ms[end] = delayMs[k];
      return ms[end] === delayMs[k];
    });
    if (fits) return { where, ms: ms.map((value) => (Number.isNaN(value) ? delayMs[0] : value)) };
  }
  return undefined;
}

/** Synapses of each delay, ascending. */
function byDelay(delayMs: Float64Array): ReadonlyMap<number, Uint32Array> {
  const order = Uint32Array.from(delayMs, (_, k) => k).sort((a, b) => delayMs[a] - delayMs[b] || a - b);
  const groups = new Map<number, Uint32Array>();
  for (let first = 0; first < order.length;) {
    const ms = delayMs[order[first]];
    let end = first + 1;
    while (end < order.length && delayMs[order[end]] === ms) end++;
    groups.set(ms, order.subarray(first, end));
    first = end;
  }
  return groups;
}

/** layer[k] = how many synapses of the same pair come before member k. */
function layersOf(
  pre: Uint32Array,
  post: Uint32Array,
  members: Uint32Array | null,
  sources: number,
): Uint32Array {
  const count = members === null ? pre.length : members.length;
  const pair = (k: number): number => {
    const synapse = members === null ? k : members[k];
    return post[synapse] * sources + pre[synapse];
  };
  const order = Uint32Array.from({ length: count }, (_, k) => k).sort((a, b) => pair(a) - pair(b) || a - b);
  const layers = new Uint32Array(count);
  for (let at = 1; at < count; at++)
    if (pair(order[at]) === pair(order[at - 1])) layers[order[at]] = layers[order[at - 1]] + 1;
  return layers;
}
