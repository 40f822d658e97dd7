import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw, startsFromCounts, transpose } from '@nmap/kernels';
import type { Clustered, Network } from '@nmap/ir';
import { buildProblem, randomUnits } from '@nmap/testkit';
import { sequential } from '../sequential/index.ts';
import { clusterNodes } from '../../hierarchy/cluster-nodes.ts';
import { connectivity, contract, extract } from '../../hierarchy/hypergraph.ts';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { testContext } from '../../testing/context.ts';
import { storedWeights, withKernels } from '../../testing/units.ts';
import { unwatched } from '../../watch/watch.ts';
import { byKernels } from './by-kernels.ts';
import { affordableEffort, effortOptions, nestedEfforts } from './effort.ts';
import { fewestBins } from '../../kway/fewest-bins.ts';
import { multilevel } from './index.ts';
import { kernelGroups } from '../../kway/kernel-groups.ts';
import { planParts } from '../../kway/plan-parts.ts';
import { rebalance } from '../../kway/rebalance.ts';
import { refineKway } from '../../kway/refine-kway.ts';
import { PartitionState } from '../../kway/state.ts';

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
    expect(nestedEfforts('default', { ...large, units: null })).toEqual(['fast', 'default']);
    expect(nestedEfforts('best', { ...large, units: null })).toEqual(['best']);
    expect(affordableEffort('default', { ...large, vertexCount: 10_000 })).toBe('default');
  });
});

/** groupOf[vertex]: of the chip's as given in order, NONE for the external ones. */
function withExternals(external: Uint8Array, groups: Uint32Array): Uint32Array {
  let next = 0;
  return Uint32Array.from(external, (outside) => (outside === 1 ? NONE : groups[next++]));
}

describe('parts of shared kernels', () => {
  /** Two layers of 16 x 16 positions and 4 groups of 16 channels with a kernel each, the second hears the first's neighbours. */
  function layers() {
    const side = 16;
    const positions = side * side;
    const unitOf = (layer: number, group: number, y: number, x: number): number =>
      (4 * layer + group) * positions + y * side + x;
    const count = 8 * positions;
    const nets: number[][] = Array.from({ length: count }, () => []);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            if (y + dy < 0 || y + dy >= side || x + dx < 0 || x + dx >= side) continue;
            for (let from = 0; from < 4; from++)
              for (let to = 0; to < 4; to++) nets[unitOf(0, from, y + dy, x + dx)].push(unitOf(1, to, y, x));
          }
    const outStart = startsFromCounts(Uint32Array.from(nets, (net) => net.length));
    const outTarget = Uint32Array.from(nets.flatMap((net) => net.sort((a, b) => a - b)));
    const incoming = transpose({ start: outStart, target: outTarget }, count);
    const { units } = randomUnits(1, { units: count, edges: 0, mostNeurons: 1 });
    const size = new Uint32Array(count).fill(16);
    const network: Network = {
      ...units,
      spikes: size,
      neuronCount: 16 * count,
      outStart,
      outTarget,
      outMultiplicity: null,
      inStart: incoming.start,
      inSource: incoming.target,
      inMultiplicity: null,
      units: { ...units.units!, size },
      kernels: {
        // The first layer is the input.
        start: Uint32Array.from({ length: count + 1 }, (_, vertex) => Math.max(0, vertex - 4 * positions)),
        kernel: Uint32Array.from({ length: 4 * positions }, (_, k) => Math.floor(k / positions)),
        entries: new Float64Array(4).fill(576),
        listed: new Float64Array(count),
      },
    };
    const plain = buildProblem(network, { columns: 7, rows: 7, limits: { neurons: 1024, synapses: 1152 } });
    const classes = plain.target.classes.map((each) => ({ ...each, sharedKernels: true }));
    return { ...plain, target: { ...plain.target, classes } };
  }

  it('are layers cut by channels and by position, far below neurons in order', async () => {
    const problem = layers();
    const { kernels } = problem.network;
    const packets = ({ traffic }: Clustered): number => traffic.graph.weight.reduce((sum, w) => sum + w, 0);
    const options = multilevel.options.parse({ effort: 'fast' });
    const found = await multilevel.run({ stage: 'lowered', problem }, options, testContext(1));
    expect(
      Math.max(...storedWeights(kernels!, raw(found.clusterOf), found.clusterCount)),
    ).toBeLessThanOrEqual(1152);
    const inOrder = sequential.run(
      { stage: 'lowered', problem },
      sequential.options.parse({}),
      testContext(1),
    );
    expect(packets(found)).toBeLessThan(0.75 * packets(inOrder));
    expect(found.clusterCount).toBeLessThanOrEqual(1.07 * inOrder.clusterCount);
  }, 60_000);

  it('come in groups that a core can store, those without kernels apart', () => {
    const problem = layers();
    const { graph } = neuronGraph(problem.network, problem.network.kernels);
    expect(kernelGroups(graph, 1152).weight).toEqual([8192, 8192, 16_384]);
    expect(kernelGroups(graph, 576).weight).toEqual([4096, 4096, 4096, 4096, 16_384]);
    const { limits } = planParts(problem, graph, 0.02);
    const part = byKernels(
      graph,
      limits,
      effortOptions('fast').partition.cycle.initial,
      new Rng(1),
      unwatched(),
    )!;
    const stored = storedWeights(graph.kernels!, part, limits.maxWeight.length);
    expect(Math.max(...stored)).toBeLessThanOrEqual(1152);
    const few = { ...limits, maxWeight: limits.maxWeight.slice(0, 30) };
    expect(
      byKernels(graph, few, effortOptions('fast').partition.cycle.initial, new Rng(1), unwatched()),
    ).toBeNull();
  });
});
