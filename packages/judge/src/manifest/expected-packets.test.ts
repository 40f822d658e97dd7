import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import {
  lower,
  lowerToUnits,
  makeClustered,
  makePlaced,
  positionTilings,
  type ProjectionSpec,
} from '@nmap/ir';
import { buildProblem, buildSpec } from '@nmap/testkit';
import { expectedPackets } from './expected-packets.ts';

const SIZE = 400;
const CORES = 8;

/** Two populations that hear each other and themselves, the second with unlike spikes; a third outside the chip. */
function net(connector: Readonly<Record<string, unknown>>) {
  const projections = (
    [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'a'],
      ['in', 'b'],
    ] as const
  ).map(([from, to], k) => ({ ...connector, seed: 11 + k, from, to }) as ProjectionSpec);
  return buildSpec(
    [
      { id: 'in', size: SIZE, spikes: 2, external: true },
      { id: 'a', size: SIZE, spikes: 3 },
      { id: 'b', size: SIZE, spikes: Array.from({ length: SIZE }, (_, k) => k % 7) },
    ],
    projections,
  );
}

function placed(spec: ReturnType<typeof net>, grain: 'position' | 'neuron', seed: number) {
  const network = grain === 'neuron' ? lower(spec).network : lowerToUnits(spec, positionTilings(spec));
  const rng = new Rng(seed);
  const clusterOf = Uint32Array.from({ length: network.vertexCount }, (_, vertex) =>
    network.external[vertex] === 1 ? NONE : rng.below(CORES),
  );
  const problem = buildProblem(network, { columns: CORES, rows: 1 });
  const clustered = makeClustered(problem, clusterOf, new Uint32Array(CORES), CORES);
  return makePlaced(
    clustered,
    Uint32Array.from({ length: CORES }, (_, k) => k),
  );
}

/** By the traffic of the placement. */
function packetsOf({ clustered }: ReturnType<typeof placed>): number {
  const { graph } = clustered.traffic;
  const sum = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((all, value) => all + value, 0);
  return sum(graph.weight) + sum(graph.toPort) + sum(graph.fromPort);
}

describe('expectedPackets', () => {
  it.each([
    ['fixed-probability', { connector: 'fixed-probability', p: 0.02 }],
    ['without itself', { connector: 'fixed-probability', p: 0.02, selfConnections: false }],
    ['fixed-fan-in', { connector: 'fixed-fan-in', n: 9 }],
    ['fixed-fan-out', { connector: 'fixed-fan-out', n: 9 }],
    ['fixed-total-number', { connector: 'fixed-total-number', n: 9 * SIZE }],
  ] as const)('is what is drawn, within four of its deviations: %s', (_name, connector) => {
    const deviations: number[] = [];
    for (let seed = 1; seed <= 3; seed++) {
      const each = placed(net(connector), 'position', seed);
      const { packets, deviation } = expectedPackets(each)!;
      expect(deviation).toBeGreaterThan(0);
      // A number that could be wrong: a hundredth of the packets at most.
      expect(deviation).toBeLessThan(packets / 50);
      deviations.push((packetsOf(each) - packets) / deviation);
    }
    for (const each of deviations) expect(Math.abs(each)).toBeLessThan(4);
  });

  it('counts sources with other projections as they are', () => {
    const drawn = net({ connector: 'fixed-fan-in', n: 9 });
    const spec = {
      ...drawn,
      projections: [...drawn.projections, { from: 'a', to: 'b', connector: 'all-to-all' as const }],
    };
    const each = placed(spec, 'position', 1);
    const { packets, deviation } = expectedPackets(each)!;
    expect(Math.abs(packetsOf(each) - packets)).toBeLessThan(4 * deviation);
  });

  it('says nothing where nothing is drawn, or synapses are listed', () => {
    expect(expectedPackets(placed(net({ connector: 'all-to-all' }), 'position', 1))).toBeNull();
    expect(expectedPackets(placed(net({ connector: 'fixed-fan-in', n: 9 }), 'neuron', 1))).toBeNull();
  });
});
