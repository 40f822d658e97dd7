import { describe, expect, it } from '@jest/globals';
import { Rng, NONE } from '@nmap/kernels';
import { buildProblem, randomUnits } from '@nmap/testkit';
import { clusterNodes } from '../../hierarchy/cluster-nodes.ts';
import { connectivity, contract, extract } from '../../hierarchy/hypergraph.ts';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { storedWeights, withKernels } from '../../testing/units.ts';
import { unwatched } from '../../watch/watch.ts';
import { affordableEffort, nestedEfforts } from './effort.ts';
import { fewestBins } from './fewest-bins.ts';
import { planParts } from './plan-parts.ts';
import { rebalance } from './rebalance.ts';
import { refineKway } from './refine-kway.ts';
import { PartitionState } from './state.ts';

const PARTS = 6;

/** A graph of units with shared kernels, and limits on the weights that parts store. */
function shared(seed: number, most: number) {
  const { units } = randomUnits(seed, { units: 30, external: 2, edges: 90 });
  const network = withKernels(units, seed, 8);
  const { graph } = neuronGraph(network, network.kernels);
  const limits = {
    maxWeight: new Float64Array(PARTS).fill(25),
    maxSynapses: new Float64Array(PARTS).fill(most),
    sharesKernels: new Uint8Array(PARTS).fill(1),
  };
  return { network, graph, limits };
}

describe('the graph of units', () => {
  it('weighs nodes by their neurons and synapses, nets by the spikes of all neurons', () => {
    const { units, neurons, unitOf } = randomUnits(3, { units: 20, external: 3, edges: 70 });
    const { graph, neuronOf } = neuronGraph(units);
    expect([...graph.nodeWeight]).toEqual([...neuronOf].map((unit) => units.units!.size[unit]));
    expect([...graph.nodeSynapses]).toEqual([...neuronOf].map((unit) => units.units!.synapses[unit]));
    // Connectivity of any partition that keeps units whole is the one of the neurons.
    const fine = neuronGraph(neurons);
    const rng = new Rng(5);
    for (let trial = 0; trial < 10; trial++) {
      const part = Uint32Array.from(neuronOf, () => rng.below(4));
      const partOfUnit = new Uint32Array(units.vertexCount).fill(NONE);
      for (const [node, unit] of neuronOf.entries()) partOfUnit[unit] = part[node]!;
      const partOfNeuron = Uint32Array.from(fine.neuronOf, (neuron) => partOfUnit[unitOf[neuron]]);
      expect(connectivity(graph, part, 4)).toBe(connectivity(fine.graph, partOfNeuron, 4));
    }
  });

  it('hands kernels to coarser graphs and to pieces, each once', () => {
    const { network, graph } = shared(4, Infinity);
    const coarseOf = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node % 5);
    const of = (kernels: NonNullable<typeof graph.kernels>, count: number): number[] =>
      storedWeights(
        kernels,
        Uint32Array.from({ length: count }, (_, node) => node),
        count,
      );
    const expected = storedWeights(network.kernels!, withExternals(network.external, coarseOf), 5);
    expect(of(contract(graph, coarseOf, 5).kernels!, 5)).toEqual(expected);
    const piece = extract(graph, coarseOf, 2);
    const whole = of(graph.kernels!, graph.nodeCount);
    expect(of(piece.graph.kernels!, piece.nodes.length)).toEqual([...piece.nodes].map((node) => whole[node]));
  });

  it('joins no nodes that store more than a core, unless their kernels are the same', () => {
    let joined = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { graph } = shared(seed, Infinity);
      const options = {
        nodeLimit: 2,
        maxNodeWeight: 25,
        maxNodeSynapses: 9,
        maxRatedNetSize: 100,
        shrinkFactor: 5,
      };
      const { coarseOf, count } = clusterNodes(graph, options, new Rng(seed), unwatched(), undefined)!;
      const single = storedWeights(graph.kernels!, Uint32Array.from(coarseOf.keys()), graph.nodeCount);
      const listed = (node: number): number => graph.kernels!.listed[node];
      storedWeights(graph.kernels!, coarseOf, count).forEach((stored, cluster) => {
        const members = [...coarseOf.keys()].filter((node) => coarseOf[node] === cluster);
        const ofKernels = stored - members.reduce((sum, node) => sum + listed(node), 0);
        const largest = Math.max(...members.map((node) => single[node] - listed(node)));
        expect(stored <= 9 || ofKernels === largest).toBe(true);
        joined += members.length - 1;
      });
    }
    expect(joined).toBeGreaterThan(30);
  });
});

describe('PartitionState with shared kernels', () => {
  it('keeps stored weights exact, and room for a node and for an exchange', () => {
    const { graph, limits } = shared(6, 30);
    const rng = new Rng(8);
    const part = Uint32Array.from({ length: graph.nodeCount }, () => rng.below(PARTS));
    const state = new PartitionState(graph, PARTS, part, limits);
    const stored = (): number[] => storedWeights(graph.kernels!, state.part, PARTS);
    for (let step = 0; step < 200; step++) {
      const node = rng.below(graph.nodeCount);
      const other = rng.below(graph.nodeCount);
      const from = state.part[node];
      const to = state.part[other];
      if (from === to) continue;
      const alone = state.synapsesWith(node, to);
      const instead = state.synapsesInPlaceOf(node, to, other);
      state.move(node, to);
      expect(stored()[to]).toBe(alone);
      state.move(other, from);
      expect(stored()[to]).toBe(instead);
      for (let p = 0; p < PARTS; p++)
        expect(state.isOverfull(p)).toBe(stored()[p] > 30 || state.partWeight[p] > 25);
    }
  });

  it('is balanced and refined within what parts can store', () => {
    let refined = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { graph, limits } = shared(seed, 36);
      const rng = new Rng(seed);
      const part = Uint32Array.from({ length: graph.nodeCount }, () => rng.below(PARTS));
      const state = new PartitionState(graph, PARTS, part, limits);
      if (!rebalance(state)) continue;
      const before = state.cost;
      refineKway(state, { rounds: 5, seeds: 5, patience: 2, minGain: 0 }, new Rng(1), unwatched());
      expect(state.cost).toBe(connectivity(graph, state.part, PARTS));
      expect(Math.max(...storedWeights(graph.kernels!, state.part, PARTS))).toBeLessThanOrEqual(36);
      refined += before - state.cost;
    }
    expect(refined).toBeGreaterThan(0);
  });
});

describe('fewestBins', () => {
  it.each([
    ['neurons, of which the sum decides', [1, 1, 1, 1], [3, 3], 0],
    ['units that leave a neuron free in each core', [2, 2, 2, 2], [5, 5, 5], 2],
    ['units of which only one fits a core', [3, 3, 3], [5, 5, 5, 5], 3],
    ['sizes that fill cores together', [3, 2, 3, 2], [5, 5, 5], 2],
    ['cores of two sizes', [4, 4, 2, 2], [8, 2, 2, 2], 3],
    ['cores without a limit', [4, 4, 2], [Infinity, Infinity], 1],
    ['too few cores: all of them', [4, 4, 4], [4, 4], 2],
  ])('counts %s', (_name, sizes, bins, expected) => {
    expect(fewestBins(Uint32Array.from(sizes), bins)).toBe(expected);
  });

  it('gives a partition as many parts', () => {
    const { units } = randomUnits(1, { units: 7, edges: 0 });
    const network = { ...units, units: { ...units.units!, size: new Uint32Array(7).fill(64) } };
    const problem = buildProblem(network, { columns: 4, rows: 4, limits: { neurons: 100 } });
    const { graph } = neuronGraph(network);
    expect(planParts(problem, graph, 0.02).classOf.length).toBe(7);
  });
});

describe('efforts on units', () => {
  it('begin with the shorter ones, however large the network', () => {
    const { units } = randomUnits(1, { units: 4, edges: 4 });
    const large = { ...units, outTarget: { length: 1_000_000 } as Uint32Array };
    expect(nestedEfforts('default', large)).toEqual(['fast', 'default']);
    expect(nestedEfforts('default', { ...large, units: null })).toEqual(['default']);
    expect(affordableEffort('default', { ...large, vertexCount: 10_000 })).toBe('default');
  });
});

/** groupOf[vertex]: of the chip's as given in order, NONE for the external ones. */
function withExternals(external: Uint8Array, groups: Uint32Array): Uint32Array {
  let next = 0;
  return Uint32Array.from(external, (outside) => (outside === 1 ? NONE : groups[next++]));
}
