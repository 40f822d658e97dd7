/**
 * Holds the counts of a placement of units against those of its boxes: loads of every core, packets of every edge. Both are
 * of the same manifest and the same file; one is by the network as it was lowered, the other by `countBoxes`, which
 * shares nothing with it. A difference is a fault of ours, not of the manifest.
 */
import { coreLoads, type DiagnosticList, type NetworkSpec, type Placed } from '@nmap/ir';
import { raw } from '@nmap/kernels';
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
  const nameOf = (core: number): string =>
    core === cores.length ? 'the i/o port' : `core ${cores[core].core}`;
  const counts = countBoxes(
    spec,
    cores.map((core) => boxesOfCore(core, network.populations)),
    ({ from, to, packets }) => {
      report(`${nameOf(from)} -> ${nameOf(to)}`, 'packets', edges.take(from, to), packets);
    },
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

function boxesOfCore(
  { neurons }: Manifest['cores'][number],
  populations: Placed['problem']['network']['populations'],
): BoxesOfCore {
  const boxes = new Map<number, readonly Sides[]>();
  for (const [index, population] of populations.entries()) {
    if (!Object.hasOwn(neurons, population.id)) continue;
    boxes.set(
      index,
      statedIn(neurons[population.id], population).flatMap((stated) => stated.boxes),
    );
  }
  return boxes;
}

/** The edges of a placement's traffic, the i/o port as the cluster after the last; each is taken out once. */
class TrafficByTarget {
  readonly #packets = new Map<number, number>();
  readonly #homes: number;

  constructor({ clustered: { traffic, clusterCount } }: Placed) {
    const { graph } = traffic;
    this.#homes = clusterCount + 1;
    for (let from = 0; from < clusterCount; from++) {
      for (let e = graph.start[from]; e < graph.start[from + 1]; e++)
        this.#set(from, graph.target[e], graph.weight[e]);
      this.#set(from, clusterCount, graph.toPort[from]);
      this.#set(clusterCount, from, graph.fromPort[from]);
    }
  }

  take(from: number, to: number): number {
    const edge = from * this.#homes + to;
    const packets = this.#packets.get(edge) ?? 0;
    this.#packets.delete(edge);
    return packets;
  }

  *left(): Iterable<BoxEdge> {
    for (const [edge, packets] of this.#packets)
      yield { from: Math.floor(edge / this.#homes), to: edge % this.#homes, packets };
  }

  #set(from: number, to: number, packets: number): void {
    if (packets > 0) this.#packets.set(from * this.#homes + to, packets);
  }
}
