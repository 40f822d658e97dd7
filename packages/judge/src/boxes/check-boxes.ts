/**
 * Holds the counts of a placement of units against those of its boxes: loads of every core, packets of every edge. Both are
 * of the same manifest and the same file; one is by the network as it was lowered, the other by `countBoxes`, which
 * shares nothing with it. A difference is a fault of ours, not of the manifest.
 */
import { coreLoads, type DiagnosticList, type NetworkSpec, type Placed, type Population } from '@nmap/ir';
import { raw, transpose } from '@nmap/kernels';
import type { Manifest } from '@nmap/manifest';
import { statedIn, type Sides } from '../manifest/stated-boxes.ts';
import type { BoxesOfCore } from './boxes-of-core.ts';
import { countBoxes, type BoxEdge } from './count-boxes.ts';

export function checkBoxes(
  { cores }: Pick<Manifest, 'cores'>,
  placed: Placed,
  spec: NetworkSpec,
  faults: DiagnosticList,
): void {
  const { clustered } = placed;
  const { network } = clustered.problem;
  const report = (where: string, what: string, byUnits: number, byBoxes: number): void => {
    if (byUnits === byBoxes) return;
    faults.error('E4143', () => ({
      where,
      message: `${byUnits} ${what} by the units of the network, ${byBoxes} by the boxes of the manifest.`,
      have: byUnits,
      need: byBoxes,
      unit: what,
      hint: 'This is a bug in nmap: please report it with the network and the manifest.',
    }));
  };
  const edges = new TrafficByTarget(placed);
  const populations = new Map(
    network.populations.map((population, index) => [population.id, [index, population] as const]),
  );
  const nameOf = (core: number): string =>
    core === cores.length ? 'the i/o port' : `core ${cores[core].core}`;
  const counts = countBoxes(
    spec,
    cores.map((core) => boxesOfCore(core, populations)),
    ({ from, to, packets }) => {
      report(`${nameOf(from)} -> ${nameOf(to)}`, 'packets', edges.take(from, to), packets);
    },
    { fanOut: limitsFanOut(placed) && network.neuronCount <= MOST_COUNTED_ONE_BY_ONE },
  );
  for (const { from, to, packets } of edges.left())
    report(`${nameOf(from)} -> ${nameOf(to)}`, 'packets', packets, 0);
  const loads = coreLoads(network, raw(clustered.clusterOf), clustered.clusterCount);
  for (let core = 0; core < cores.length; core++) {
    for (const key of [
      'neurons',
      'synapses',
      'storedWeights',
      'inputAxons',
      'outputAxons',
      'maxFanIn',
    ] as const)
      report(nameOf(core), LOADS[key], loads[key][core], counts[key][core]);
    if (counts.fanOut === null) continue;
    for (const key of ['maxFanOutCores', 'maxReachedCores'] as const)
      report(nameOf(core), FAN_OUT[key], loads[key][core], counts.fanOut[key][core]);
  }
}

const LOADS = {
  neurons: 'neurons',
  synapses: 'synapses',
  storedWeights: 'stored weights',
  inputAxons: 'input axons',
  outputAxons: 'output axons',
  maxFanIn: 'synapses onto one neuron at most',
} as const;

const FAN_OUT = {
  maxFanOutCores: 'other cores reached by one neuron at most',
  maxReachedCores: 'cores reached by one neuron at most, its own counted',
} as const;

/** Neurons for which five bytes each are at hand. */
const MOST_COUNTED_ONE_BY_ONE = 2 ** 29;

/** Whether a chip cares how many cores one neuron reaches: it alone is counted by neurons. */
function limitsFanOut({ problem }: Placed): boolean {
  return problem.target.classes.some(({ limits }) => limits.fanOutCoresPerNeuron !== null);
}

/** Of the populations that it names: a core names few of a thousand. */
function boxesOfCore(
  { neurons }: Manifest['cores'][number],
  populations: ReadonlyMap<string, readonly [index: number, population: Population]>,
): BoxesOfCore {
  const boxes = new Map<number, readonly Sides[]>();
  for (const [id, held] of Object.entries(neurons)) {
    const named = populations.get(id);
    if (named === undefined) continue;
    const [index, population] = named;
    boxes.set(
      index,
      statedIn(held, population).flatMap((stated) => stated.boxes),
    );
  }
  return boxes;
}

/**
 * The edges of a placement's traffic by target, the i/o port as the cluster after the last; each is taken out once. In
 * columns, because a million cores have ten million edges.
 */
class TrafficByTarget {
  readonly #clusterCount: number;
  readonly #start: Uint32Array;
  /** Ascending in each row. */
  readonly #source: Uint32Array;
  /** packets[e] from source[e] that have not been taken. */
  readonly #packets: Float64Array;
  readonly #toPort: Float64Array;
  readonly #fromPort: Float64Array;

  constructor({ clustered: { traffic, clusterCount } }: Placed) {
    const { graph } = traffic;
    this.#clusterCount = clusterCount;
    const entries = new Uint32Array(graph.target.length);
    const { start, target } = transpose({ start: graph.start, target: graph.target }, clusterCount, entries);
    this.#start = start;
    this.#source = target;
    this.#packets = Float64Array.from(entries, (edge) => graph.weight[edge]);
    this.#toPort = Float64Array.from(graph.toPort);
    this.#fromPort = Float64Array.from(graph.fromPort);
  }

  take(from: number, to: number): number {
    if (to === this.#clusterCount) return takeAt(this.#toPort, from);
    if (from === this.#clusterCount) return takeAt(this.#fromPort, to);
    let low = this.#start[to];
    let high = this.#start[to + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#source[middle] < from) low = middle + 1;
      else high = middle;
    }
    const found = low < this.#start[to + 1] && this.#source[low] === from;
    return found ? takeAt(this.#packets, low) : 0;
  }

  *left(): Iterable<BoxEdge> {
    for (let to = 0; to < this.#clusterCount; to++)
      for (let e = this.#start[to]; e < this.#start[to + 1]; e++)
        if (this.#packets[e] > 0) yield { from: this.#source[e], to, packets: this.#packets[e] };
    for (let cluster = 0; cluster < this.#clusterCount; cluster++) {
      if (this.#toPort[cluster] > 0)
        yield { from: cluster, to: this.#clusterCount, packets: this.#toPort[cluster] };
      if (this.#fromPort[cluster] > 0)
        yield { from: this.#clusterCount, to: cluster, packets: this.#fromPort[cluster] };
    }
  }
}

function takeAt(packets: Float64Array, at: number): number {
  const taken = packets[at];
  packets[at] = 0;
  return taken;
}
