/** The cores of a manifest, from a placement. */
import { NONE, groupMembers, raw } from '@nmap/kernels';
import { axesOf, type Network, type Placed, type Population } from '@nmap/ir';
import type { ManifestCore, ManifestNeurons } from '@nmap/manifest';
import { lazyArray } from './lazy-array.ts';
import { mergeBoxes } from './merge-boxes.ts';

/** More cores than this are made while they are written, where they hold boxes. */
const MOST_HELD = 100_000;

/** Used cores, ascending, each with its neurons by population. */
export function coreEntries(placed: Placed): ManifestCore[] {
  const { target } = placed.problem;
  const coreOf = raw(placed.coreOf);
  const isLazy = placed.problem.network.units !== null && coreOf.length > MOST_HELD;
  const neuronsOf = placed.problem.network.units === null ? rangesOf(placed) : boxesOf(placed);
  const { columns } = target.topology;
  const order = Uint32Array.from(coreOf.keys()).sort((a, b) => coreOf[a] - coreOf[b]);
  const entry = (index: number): ManifestCore => {
    const cluster = order[index];
    const core = coreOf[cluster];
    const tile = raw(target.tileOf)[core];
    return {
      core,
      chip: target.chipOf[tile],
      tile,
      x: tile % columns,
      y: Math.floor(tile / columns),
      ...(target.classes.length === 1 ? {} : { class: target.classes[raw(target.classOf)[core]].name }),
      neurons: neuronsOf(cluster),
    };
  };
  return isLazy
    ? lazyArray(order.length, entry)
    : Array.from({ length: order.length }, (_, index) => entry(index));
}

type NeuronsOf = (cluster: number) => ManifestCore['neurons'];

/** Of a network of neurons, as ranges. */
function rangesOf({ clustered, problem }: Placed): NeuronsOf {
  const clusterOf = raw(clustered.clusterOf);
  const held: Record<string, [number, number][]>[] = Array.from(
    { length: clustered.clusterCount },
    // A population may be called like a member of Object.
    () => Object.create(null) as Record<string, [number, number][]>,
  );
  for (const { id, first, size, external } of problem.network.populations) {
    if (external) continue;
    for (let local = 0; local < size; local++) {
      const ranges = (held[clusterOf[first + local]][id] ??= []);
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === local - 1) last[1] = local;
      else ranges.push([local, local]);
    }
  }
  return (cluster) => held[cluster];
}

/** Of a network of units: boxes, and ranges where a population is one row of neurons. */
function boxesOf({ clustered, problem: { network } }: Placed): NeuronsOf {
  const { boxes } = network.units!;
  const { clusterCount } = clustered;
  // External units are one more group.
  const homes = raw(clustered.clusterOf).map((cluster) => (cluster === NONE ? clusterCount : cluster));
  const { start, members } = groupMembers(homes, clusterCount + 1);
  return (cluster) => {
    // A population may be called like a member of Object.
    const neurons = Object.create(null) as Record<string, ManifestNeurons>;
    const held = members.subarray(start[cluster], start[cluster + 1]);
    for (let at = 0; at < held.length;) {
      const { id, first, vertexCount, shape } = populationAt(network, held[at]);
      const list: [number, number, number, number, number, number][] = [];
      for (; at < held.length && held[at] < first + vertexCount; at++) {
        const box = boxes.subarray(6 * held[at], 6 * held[at] + 6);
        list.push([box[0], box[1], box[2], box[3], box[4], box[5]]);
      }
      const [channels, rows] = axesOf(shape);
      const merged = mergeBoxes(list);
      neurons[id] =
        channels === 1 && rows === 1
          ? merged.map(([, , [from, to]]): [number, number] => [from, to - 1])
          : { boxes: merged };
    }
    return neurons;
  };
}

/** The population of a vertex. O(log populations). */
function populationAt({ populations }: Network, vertex: number): Population {
  let low = 0;
  let high = populations.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (populations[middle].first <= vertex) low = middle;
    else high = middle - 1;
  }
  return populations[low];
}
