import { Rng } from '@nmap/kernels';
import type { NetworkSpec } from '@nmap/ir';
import { activityLognormal, durationMs, meanSpikes, seed } from '../common-options.ts';
import { DistinctDrawer, drawSpikes } from '../draw.ts';
import { defineGenerator, optionError, type OptionValues } from '../generator.ts';
import { EdgeList } from './edge-list.ts';

const MOST_NEURONS = 4_194_304;

const options = {
  columns: { kind: 'integer', default: 8, minimum: 1, maximum: 1024, describe: 'Communities along x' },
  rows: { kind: 'integer', default: 8, minimum: 1, maximum: 1024, describe: 'Communities along y' },
  communitySize: {
    kind: 'integer',
    default: 250,
    minimum: 2,
    maximum: 65_536,
    unit: 'neurons',
    describe: 'Neurons of a community',
  },
  fanOut: {
    kind: 'integer',
    default: 40,
    minimum: 1,
    maximum: 65_535,
    unit: 'synapses',
    describe: 'Targets of every neuron inside its community',
  },
  crossingShare: {
    kind: 'number',
    default: 0.2,
    minimum: 0,
    maximum: 1,
    describe: 'Share of the neurons that also send into one neighbouring community',
  },
  crossingFanOut: {
    kind: 'integer',
    default: 5,
    minimum: 1,
    maximum: 65_536,
    unit: 'synapses',
    describe: 'Their targets there',
  },
  meanSpikes: meanSpikes(10),
  activity: activityLognormal,
  durationMs,
  seed,
} as const;

export interface Planted {
  readonly spec: NetworkSpec;
  /** communityOf[neuron] = y * columns + x: the part, and the tile of a mesh of columns x rows. */
  readonly communityOf: Uint32Array;
  /** Connectivity, inter-core packets and spike-hops of that answer, all the same number. */
  readonly plantedCost: number;
}

/**
 * A network with a known answer: communities that stand on a mesh, dense inside, some neurons
 * sending into one neighbour; then the ids are shuffled. With one community to a core and the
 * cores placed as planted every remote packet makes exactly one hop: connectivity, packets and
 * spike-hops are all the spikes of the crossing neurons. No better answer is known: at the
 * defaults a neuron has 8 targets inside for one outside, so parts that cut a community pay
 * more than they save.
 */
export function plantCommunities(given: OptionValues<typeof options>): Planted {
  const { columns, rows, communitySize, fanOut, crossingFanOut } = given;
  const count = columns * rows * communitySize;
  check(given, count);
  const rng = Rng.fork(given.seed, 'planted/connections');
  // neuron[slot] = id; community c owns slots c * size .. (c + 1) * size - 1.
  const neuron = Rng.fork(given.seed, 'planted/shuffle').shuffle(
    Uint32Array.from({ length: count }, (_, slot) => slot),
  );
  const communityOf = new Uint32Array(count);
  for (let slot = 0; slot < count; slot++) communityOf[neuron[slot]] = Math.floor(slot / communitySize);

  const spikes = drawSpikes(given.activity, count, given.meanSpikes, Rng.fork(given.seed, 'planted/spikes'));
  const edges = new EdgeList();
  const drawer = new DistinctDrawer(communitySize);
  const fromOutside = new DistinctDrawer(communitySize + 1);
  const drawn = new Uint32Array(Math.max(fanOut, crossingFanOut));
  const neighbours = new Uint32Array(4);
  let plantedCost = 0;
  for (let slot = 0; slot < count; slot++) {
    const community = Math.floor(slot / communitySize);
    const source = neuron[slot];
    const first = community * communitySize;
    drawer.draw(rng, fanOut, slot - first, drawn, 0);
    for (let k = 0; k < fanOut; k++) edges.push(source, neuron[first + drawn[k]]);
    const neighbourCount = listNeighbours(community, columns, rows, neighbours);
    if (neighbourCount === 0 || rng.unit() >= given.crossingShare) continue;
    const there = neighbours[rng.below(neighbourCount)] * communitySize;
    fromOutside.draw(rng, crossingFanOut, communitySize, drawn, 0);
    for (let k = 0; k < crossingFanOut; k++) edges.push(source, neuron[there + drawn[k]]);
    plantedCost += typeof spikes === 'number' ? spikes : spikes[source];
  }
  const spec: NetworkSpec = {
    name: `planted-${columns}x${rows}`,
    timestepMs: 1,
    durationMs: given.durationMs,
    populations: [{ id: 'cells', size: count, model: 'lif', spikes }],
    projections: [
      { from: 'cells', to: 'cells', connector: 'list', ...edges.columns(), weight: 1 / fanOut, delayMs: 1 },
    ],
  };
  return { spec, communityOf, plantedCost };
}

export const planted = defineGenerator({
  summary: 'Communities planted on a mesh, ids shuffled: the best placement is known',
  source:
    'planted partition model: Condon & Karp, Random Structures & Algorithms 18(2), 2001; the mesh is ours',
  options,
  make: (given) => plantCommunities(given).spec,
});

function check({ communitySize, fanOut, crossingFanOut }: OptionValues<typeof options>, count: number): void {
  if (count > MOST_NEURONS) {
    throw optionError(
      'communitySize',
      `makes ${count} neurons, at most ${MOST_NEURONS} are made.`,
      'Give a smaller mesh.',
    );
  }
  if (fanOut >= communitySize) {
    throw optionError(
      'fanOut',
      `is ${fanOut} in communities of ${communitySize}.`,
      `Give at most ${communitySize - 1}.`,
    );
  }
  if (crossingFanOut > communitySize) {
    throw optionError(
      'crossingFanOut',
      `is ${crossingFanOut} into communities of ${communitySize}.`,
      'Give less.',
    );
  }
}

/** West, east, north, south as far as they exist; returns how many. */
function listNeighbours(community: number, columns: number, rows: number, out: Uint32Array): number {
  const x = community % columns;
  const y = Math.floor(community / columns);
  let count = 0;
  if (x > 0) out[count++] = community - 1;
  if (x < columns - 1) out[count++] = community + 1;
  if (y > 0) out[count++] = community - columns;
  if (y < rows - 1) out[count++] = community + columns;
  return count;
}
