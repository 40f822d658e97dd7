import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { OBJECTIVES, searchCost } from '@nmap/energy';
import { coreLoads, type Clustered, type Placed } from '@nmap/ir';
import { PRIME_ENERGY, PRIME_LATENCY, clusteredOn, placementProblems } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { randomPlacer } from '../place/random/index.ts';
import { chipNeurons } from '../limits/filling.ts';
import { partsOf } from './parts.ts';
import { PinTable } from './pin-table.ts';
import { contractNets, netsOfNetwork } from './routed-nets.ts';
import { RoutedState } from './state.ts';

const placeRandomly = (clustered: Clustered): Promise<Placed> =>
  Promise.resolve(randomPlacer.run(clustered, {}, testContext(5)));

/** The state of a placement, nodes of `groupSize` neurons of one cluster, and the core of every neuron under it. */
function stateOf(placed: Placed, groupSize: number) {
  const { problem, clustered } = placed;
  const parts = partsOf(placed);
  const neuronOf = chipNeurons(problem);
  const fine = netsOfNetwork(problem.network, neuronOf, true);
  const clusterOf = raw(clustered.clusterOf);
  // The k-th neuron of a cluster belongs to its group floor(k / groupSize).
  const names = new Map<string, number>();
  const seen = new Uint32Array(clustered.clusterCount);
  const groupOf = Uint32Array.from(neuronOf, (neuron) => {
    const cluster = clusterOf[neuron];
    const name = `${cluster}/${Math.floor(seen[cluster]++ / groupSize)}`;
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
  const nets = contractNets(fine, groupOf, names.size);
  const partOf = new Uint32Array(names.size);
  for (const [node, neuron] of neuronOf.entries())
    partOf[groupOf[node]] = parts.partOfCore[raw(placed.coreOf)[clusterOf[neuron]]]!;
  const state = new RoutedState(nets, parts, problem.target, partOf);
  const coreOfNeuron = (): Uint32Array => {
    const cores = new Uint32Array(problem.network.vertexCount).fill(NONE);
    for (const [node, neuron] of neuronOf.entries())
      cores[neuron] = parts.coreOf[state.partOf[groupOf[node]]]!;
    return cores;
  };
  return { state, parts, coreOfNeuron };
}

/** The same clusters on a chip where everything has a price, under another objective. */
const pricedBy = (clustered: Clustered, objective: string): Clustered => {
  const { problem } = clustered;
  const target = { ...problem.target, energy: PRIME_ENERGY, latency: PRIME_LATENCY };
  return { ...clustered, problem: { ...problem, target, objective } };
};

/** But for rounding. */
function expectEqual(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}

describe('RoutedState', () => {
  const problems = [
    ...placementProblems(),
    {
      name: 'chips of several tiles',
      clustered: clusteredOn({ columns: 4, rows: 4, chipColumns: 2, chipRows: 2 }, 7),
    },
  ];
  const objectives = [...OBJECTIVES.map(({ name }) => name), 'energy + 0.3 time + 2 congestion'];
  const cases = problems.flatMap(({ name, clustered }) =>
    objectives.map((objective, k) => [objective, name, pricedBy(clustered, objective), 1 + (k % 2)] as const),
  );

  it.each(cases)(
    'agrees with the oracle after every one of random moves: %s, %s',
    async (_objective, _name, clustered, size) => {
      const { problem } = clustered;
      const { state, parts, coreOfNeuron } = stateOf(await placeRandomly(clustered), size);
      const judged = (): number => {
        const partOf = coreOfNeuron().map((core) => (core === NONE ? problem.target.coreCount : core));
        return searchCost(problem, partOf);
      };
      const rng = new Rng(17);
      expectEqual(state.cost, judged());
      for (let k = 0; k < 25; k++) {
        const node = rng.below(state.nets.nodeCount);
        const to = rng.below(parts.count);
        const expected = state.cost + state.delta(node, to);
        state.move(node, to);
        expectEqual(state.cost, expected);
        expectEqual(state.total(), expected);
        expectEqual(judged(), expected);
      }
    },
  );

  it('counts every load and every limit exceeded as the verifiers do', async () => {
    const limits = { neurons: 4, synapses: 20, inputAxons: 14, outputAxons: 12, fanOutCoresPerNeuron: 4 };
    const clustered = clusteredOn({ columns: 3, rows: 3, limits }, 8);
    const { network } = clustered.problem;
    const { state, parts, coreOfNeuron } = stateOf(await placeRandomly(clustered), 1);
    const rng = new Rng(23);
    let exceeded = 0;
    for (let k = 0; k < 60; k++) {
      state.move(rng.below(state.nets.nodeCount), rng.below(parts.count));
      const cores = coreOfNeuron();
      const loads = coreLoads(network, cores, clustered.problem.target.coreCount);
      expect([...state.neurons]).toEqual([...loads.neurons]);
      expect([...state.synapses]).toEqual([...loads.synapses]);
      expect([...state.inputAxons]).toEqual([...loads.inputAxons]);
      expect([...state.outputAxons]).toEqual([...loads.outputAxons]);
      let violations = 0;
      for (let core = 0; core < 9; core++) {
        violations += loads.neurons[core] > limits.neurons ? 1 : 0;
        violations += loads.synapses[core] > limits.synapses ? 1 : 0;
        violations += loads.inputAxons[core] > limits.inputAxons ? 1 : 0;
        violations += loads.outputAxons[core] > limits.outputAxons ? 1 : 0;
      }
      for (let neuron = 0; neuron < network.vertexCount; neuron++) {
        if (cores[neuron] === NONE) continue;
        const reached = new Set(
          [...network.outTarget.subarray(network.outStart[neuron], network.outStart[neuron + 1])].map(
            (t) => cores[t],
          ),
        );
        reached.delete(cores[neuron]);
        violations += reached.size > limits.fanOutCoresPerNeuron ? 1 : 0;
      }
      expect(state.violations).toBe(violations);
      exceeded += violations;
    }
    expect(exceeded).toBeGreaterThan(0);
  });

  it('merges nets of one source with equal targets, and keeps those of others apart', () => {
    const clustered = clusteredOn({ columns: 2, rows: 2 }, 4);
    const { problem } = clustered;
    const fine = netsOfNetwork(problem.network, chipNeurons(problem), true);
    const all = contractNets(fine, new Uint32Array(fine.nodeCount), 1);
    const sum = (array: Iterable<number>): number => [...array].reduce((a, b) => a + b, 0);
    expect(all.netCount).toBe(2); // One of the node's own neurons, one of the port's.
    expect(sum(all.weight)).toBe(sum(fine.weight));
    expect(sum(all.axons)).toBe(sum(fine.axons));
  });
});

describe('PinTable', () => {
  it('counts the same with and without its table', () => {
    const mostPins = Uint32Array.from([3, 50, 8, 120]);
    const table = new PinTable(mostPins, 11);
    const lists = new PinTable(mostPins, 11, 0);
    expect(lists.cells).toBeNull();
    const rng = new Rng(3);
    const pins: number[][] = [[], [], [], []];
    for (let k = 0; k < 3000; k++) {
      const net = rng.below(4);
      const part = rng.below(11);
      if (pins[net].length < mostPins[net] && rng.below(2) === 0) {
        const isFirst = !pins[net].includes(part);
        pins[net].push(part);
        expect([table.add(net, part), lists.add(net, part)]).toEqual([isFirst, isFirst]);
      } else if (pins[net].includes(part)) {
        pins[net].splice(pins[net].indexOf(part), 1);
        const isLast = !pins[net].includes(part);
        expect([table.remove(net, part), lists.remove(net, part)]).toEqual([isLast, isLast]);
      }
      const count = pins[net].filter((p) => p === part).length;
      expect([table.count(net, part), lists.count(net, part)]).toEqual([count, count]);
      const distinct = [...new Set(pins[net])].sort((a, b) => a - b);
      for (const { start, used, part: list } of [table, lists])
        expect([...list.slice(start[net], start[net] + used[net])].sort((a, b) => a - b)).toEqual(distinct);
    }
  });
});
