/** The packets of a placement as the definitions of random connectors let expect them, beside those that were drawn. */
import { NONE, raw } from '@nmap/kernels';
import {
  countSynapses,
  drawnOf,
  endsOf,
  type Connector,
  type Drawn,
  type Network,
  type NetworkSpec,
  type Placed,
} from '@nmap/ir';

/** Of the window, spikes of sources outside the chip included. */
export interface ExpectedPackets {
  readonly packets: number;
  /** Of what is drawn, about: sources are taken to draw independently of each other. */
  readonly deviation: number;
}

/** Who draws both ends, or one of them, uniformly: the number of neurons of a slice says how many hear it. */
const UNIFORM: readonly Connector['connector'][] = [
  'fixed-probability',
  'fixed-fan-in',
  'fixed-fan-out',
  'fixed-total-number',
];

/**
 * null where no population's targets are all drawn uniformly, or the network is laid out neuron by neuron and its synapses are
 * listed anyway. Sources of other populations count as they are.
 * O(drawn projections x clusters + targets of the others).
 */
export function expectedPackets({ clustered }: Placed): ExpectedPackets | null {
  const { problem, clusterCount } = clustered;
  const { network } = problem;
  const { spec } = network;
  if (spec === null || network.units === null) return null;
  const leaving = drawnFrom(spec);
  if (leaving.every((projections) => projections === null)) return null;
  const clusterOf = raw(clustered.clusterOf);
  const held = new Map<number, Float64Array>();
  let packets = 0;
  let variance = 0;
  for (const [population, projections] of leaving.entries()) {
    if (projections === null) {
      packets += packetsFrom(network, population, clusterOf, clusterCount);
      continue;
    }
    const { sum, squares } = spikesByCluster(network, population, clusterOf, clusterCount);
    const misses = new Float64Array(clusterCount + 1).fill(1);
    for (const { to, drawn } of projections) {
      const neurons = held.get(to) ?? neuronsByCluster(network, to, clusterOf, clusterCount);
      held.set(to, neurons);
      for (let cluster = 0; cluster <= clusterCount; cluster++)
        if (neurons[cluster] > 0) misses[cluster] *= 1 - drawn.chance(neurons[cluster]);
    }
    const allSpikes = total(sum);
    const allSquares = total(squares);
    for (let cluster = 0; cluster <= clusterCount; cluster++) {
      const hit = 1 - misses[cluster];
      packets += hit * (allSpikes - sum[cluster]);
      variance += hit * (1 - hit) * (allSquares - squares[cluster]);
    }
  }
  return { packets, deviation: Math.sqrt(variance) };
}

interface DrawnProjection {
  readonly to: number;
  readonly drawn: Drawn;
}

/** By population, its projections; null where some of them are not drawn uniformly, or it has none. */
function drawnFrom(spec: NetworkSpec): (DrawnProjection[] | null)[] {
  const indexOf = new Map(spec.populations.map(({ id }, index) => [id, index] as const));
  const leaving = spec.populations.map((): DrawnProjection[] | null => []);
  for (const [index, projection] of spec.projections.entries()) {
    const from = indexOf.get(projection.from)!;
    const to = indexOf.get(projection.to)!;
    if (!UNIFORM.includes(projection.connector)) leaving[from] = null;
    else leaving[from]?.push({ to, drawn: drawnWithoutSelf(spec, index) });
  }
  return leaving.map((projections) => (projections?.length === 0 ? null : projections));
}

/** Where no neuron draws itself, others are drawn the more often. */
function drawnWithoutSelf(spec: NetworkSpec, index: number): Drawn {
  const projection = spec.projections[index];
  const ends = endsOf(spec, index);
  const { size } = ends.from;
  const skipsSelf =
    ends.recurrent && 'selfConnections' in projection && projection.selfConnections === false && size > 1;
  const synapses = countSynapses(projection, ends) * (skipsSelf ? size / (size - 1) : 1);
  return drawnOf(projection, synapses, size, ends.to.size);
}

/** Packets of sources as they are: spikes x other clusters reached, the port among them. */
function packetsFrom(
  { populations, outStart, outTarget, spikes }: Network,
  population: number,
  clusterOf: Uint32Array,
  clusterCount: number,
): number {
  const { first, vertexCount } = populations[population];
  const reachedBy = new Uint32Array(clusterCount + 1).fill(NONE);
  let packets = 0;
  for (let u = first; u < first + vertexCount; u++) {
    const home = placeOf(clusterOf[u], clusterCount);
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const cluster = placeOf(clusterOf[outTarget[e]], clusterCount);
      if (cluster === home || reachedBy[cluster] === u) continue;
      reachedBy[cluster] = u;
      packets += spikes[u];
    }
  }
  return packets;
}

function neuronsByCluster(
  { populations, units }: Network,
  population: number,
  clusterOf: Uint32Array,
  clusterCount: number,
): Float64Array {
  const { first, vertexCount } = populations[population];
  const neurons = new Float64Array(clusterCount + 1);
  for (let u = first; u < first + vertexCount; u++)
    neurons[placeOf(clusterOf[u], clusterCount)] += units === null ? 1 : units.size[u];
  return neurons;
}

/** Units of a population that draws its targets are its neurons. */
function spikesByCluster(
  { populations, spikes }: Network,
  population: number,
  clusterOf: Uint32Array,
  clusterCount: number,
): { readonly sum: Float64Array; readonly squares: Float64Array } {
  const { first, vertexCount } = populations[population];
  const sum = new Float64Array(clusterCount + 1);
  const squares = new Float64Array(clusterCount + 1);
  for (let u = first; u < first + vertexCount; u++) {
    const home = placeOf(clusterOf[u], clusterCount);
    sum[home] += spikes[u];
    squares[home] += spikes[u] ** 2;
  }
  return { sum, squares };
}

/** The port is the cluster after the last. */
function placeOf(cluster: number, clusterCount: number): number {
  return cluster === NONE ? clusterCount : cluster;
}

function total(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
