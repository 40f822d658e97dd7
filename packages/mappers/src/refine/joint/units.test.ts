import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { OBJECTIVES, searchCost } from '@nmap/energy';
import {
  coreLoads,
  makeClustered,
  makePlaced,
  type Clustered,
  type Kernels,
  type Placed,
  type Problem,
} from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  primedTarget,
  randomUnits,
  type UnitsAndNeurons,
} from '@nmap/testkit';
import { chipNeurons, nextFit } from '../../limits/filling.ts';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { randomPlacer } from '../../place/random/index.ts';
import { testContext } from '../../testing/context.ts';
import { byNeurons, lifted, storedWeights, withKernels } from '../../testing/units.ts';
import { joint } from './index.ts';
import { partsOf } from '../../routed/parts.ts';
import { contractNets, netsOfNetwork } from '../../routed/routed-nets.ts';
import { RoutedState } from '../../routed/state.ts';

function placed(problem: Problem): Placed {
  const ctx = testContext(3);
  const filling = clusterLegally(problem, 'test', ctx, (own) => void nextFit(own, chipNeurons(problem)));
  return randomPlacer.run(toClustered(problem, filling), {}, ctx) as Placed;
}

/** Units, or groups of up to `groupSize` of one cluster, as nodes of a state. */
function stateOf(start: Placed, groupSize: number) {
  const { problem, clustered } = start;
  const { network } = problem;
  const parts = partsOf(start);
  const units = chipNeurons(problem);
  const clusterOf = raw(clustered.clusterOf);
  const names = new Map<string, number>();
  const seen = new Uint32Array(clustered.clusterCount);
  const groupOf = Uint32Array.from(units, (unit) => {
    const cluster = clusterOf[unit];
    const name = `${cluster}/${Math.floor(seen[cluster]++ / groupSize)}`;
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
  const fine = netsOfNetwork(network, units, true, sharedKernelsOf(problem));
  const nets = contractNets(fine, groupOf, names.size);
  const partOf = new Uint32Array(names.size);
  for (const [node, unit] of units.entries())
    partOf[groupOf[node]] = parts.partOfCore[raw(start.coreOf)[clusterOf[unit]]]!;
  const state = new RoutedState(nets, parts, problem.target, partOf);
  const coreOfUnit = (): Uint32Array => {
    const cores = new Uint32Array(network.vertexCount).fill(NONE);
    for (const [node, unit] of units.entries()) cores[unit] = parts.coreOf[state.partOf[groupOf[node]]]!;
    return cores;
  };
  return { state, parts, coreOfUnit };
}

function expectEqual(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}

describe('RoutedState on units', () => {
  const chips = EVERY_INTERCONNECT.slice(0, 4).flatMap((chip) => [
    { ...chip, multicast: 'unicast-per-core' as const },
    { ...chip, multicast: 'tree' as const },
  ]);
  const objectives = [...OBJECTIVES.map(({ name }) => name), 'energy + 0.3 time + 2 congestion'];
  const cases = chips.flatMap((chip, k) =>
    objectives.map(
      (objective) => [objective, `${chip.kind ?? 'mesh'}, ${chip.multicast}`, chip, 1 + (k % 2)] as const,
    ),
  );

  it.each(cases)(
    'agrees with the oracle of the neurons after every move: %s, %s',
    (objective, _name, chip, size) => {
      const both = randomUnits(6, { units: 18, external: 2, edges: 60 });
      const target = primedTarget(chip);
      const problem = buildProblem(both.units, target, { objective });
      const ofNeurons: Problem = { ...problem, network: both.neurons };
      const { state, parts, coreOfUnit } = stateOf(dealt(problem), size);
      const judged = (): number => {
        const partOf = lifted(coreOfUnit(), both).map((core) => (core === NONE ? target.coreCount : core));
        return searchCost(ofNeurons, partOf);
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

  it.each([1, 3])(
    'counts every load and every limit exceeded as the neurons do, in groups of %s',
    (groupSize) => {
      const limits = { neurons: 14, synapses: 30, inputAxons: 40, outputAxons: 40, fanOutCoresPerNeuron: 4 };
      const both = randomUnits(8, { units: 24, external: 2, edges: 90 });
      const network = withKernels(both.units, 8);
      const plain = buildProblem(network, primedTarget({ columns: 3, rows: 3, limits }));
      const classes = plain.target.classes.map((each) => ({ ...each, sharedKernels: true }));
      const problem = { ...plain, target: { ...plain.target, classes } };
      const { state, parts, coreOfUnit } = stateOf(dealt(problem), groupSize);
      const rng = new Rng(23);
      let exceeded = 0;
      for (let k = 0; k < 60; k++) {
        const node = rng.below(state.nets.nodeCount);
        const to = rng.below(parts.count);
        const before = storedOf(network.kernels!, coreOfUnit());
        const room = state.hasRoom(node, to, NONE);
        const was = state.partOf[node];
        state.move(node, to);
        const cores = coreOfUnit();
        const loads = coreLoads(both.neurons, lifted(cores, both), 9);
        const stored = storedOf(network.kernels!, cores);
        if (was !== to)
          expect({ before, room }).toEqual({
            before,
            room:
              loads.neurons[to] <= limits.neurons && stored[to] <= limits.synapses && loads.neurons[to] > 0,
          });
        expect([...state.neurons]).toEqual([...loads.neurons]);
        expect([...state.synapses]).toEqual([...loads.synapses]);
        expect([...state.inputAxons]).toEqual([...loads.inputAxons]);
        expect([...state.outputAxons]).toEqual([...loads.outputAxons]);
        let violations = netsTooWide(state, limits.fanOutCoresPerNeuron);
        for (let core = 0; core < 9; core++) {
          violations += loads.neurons[core] > limits.neurons ? 1 : 0;
          violations += stored[core] > limits.synapses ? 1 : 0;
          violations += loads.inputAxons[core] > limits.inputAxons ? 1 : 0;
          violations += loads.outputAxons[core] > limits.outputAxons ? 1 : 0;
        }
        expect(state.violations).toBe(violations);
        exceeded += violations;
      }
      expect(exceeded).toBeGreaterThan(0);
    },
  );

  it('knows what room an exchange leaves where kernels are shared', () => {
    const limits = { neurons: 14, synapses: 16 };
    const both = randomUnits(9, { units: 24, edges: 40 });
    const network = withKernels(both.units, 9, 3);
    const plain = buildProblem(network, primedTarget({ columns: 3, rows: 3, limits }));
    const classes = plain.target.classes.map((each) => ({ ...each, sharedKernels: true }));
    const { state, coreOfUnit } = stateOf(dealt({ ...plain, target: { ...plain.target, classes } }), 1);
    const rng = new Rng(2);
    const seen = [0, 0];
    for (let k = 0; k < 300; k++) {
      const node = rng.below(24);
      const other = rng.below(24);
      const from = state.partOf[node];
      const to = state.partOf[other];
      if (from === to) continue;
      const room = state.hasRoom(node, to, other);
      state.move(other, from);
      state.move(node, to);
      const cores = coreOfUnit();
      const neurons = coreLoads(both.neurons, lifted(cores, both), 9).neurons;
      const fits = neurons[to] <= limits.neurons && storedOf(network.kernels!, cores)[to] <= limits.synapses;
      expect(room).toBe(fits);
      seen[fits ? 1 : 0]++;
    }
    expect(Math.min(...seen)).toBeGreaterThan(20);
  });
});

describe('refine/joint on units', () => {
  it.each([
    ['neurons', { neurons: 14 }],
    ['axons', { neurons: 20, inputAxons: 60, outputAxons: 60 }],
    ['synapses', { synapses: 160 }],
  ])('is legal of the neurons, never dearer, and the same for the same seed: %s', (_name, limits) => {
    for (let seed = 1; seed <= 3; seed++) {
      const both = randomUnits(seed, { units: 24, external: 2, edges: 70 });
      const problem = buildProblem(both.units, { columns: 4, rows: 4, limits });
      const before = placed(problem);
      const refined = joint.run(before, { cycles: 2, effort: 1 }, testContext(seed)) as Placed;
      expect(verifyClustered(byNeurons(refined.clustered, both))).toEqual([]);
      const cost = (each: Placed): number =>
        searchCost({ ...problem, network: both.neurons }, coresOf(each, both));
      expect(cost(refined)).toBeLessThan(cost(before));
      const again = joint.run(before, { cycles: 2, effort: 1 }, testContext(seed)) as Placed;
      expect(raw(again.clustered.clusterOf)).toEqual(raw(refined.clustered.clusterOf));
    }
  });

  it('leaves blocks of units as they are, and says so', () => {
    const both = randomUnits(2, { units: 12, edges: 30 });
    const problem = buildProblem(both.units, { columns: 4, rows: 4, limits: { neurons: 14 } });
    const free = placed(problem);
    const clusterOf = raw(free.clustered.clusterOf);
    const network = { ...both.units, units: { ...both.units.units!, blockOf: clusterOf.slice() } };
    const whole: Clustered = { ...free.clustered, problem: { ...problem, network } };
    const start: Placed = { ...free, problem: whole.problem, clustered: whole };
    const said: string[] = [];
    const ctx = { ...testContext(1), diagnostic: ({ code }: { code: string }) => void said.push(code) };
    expect(joint.run(start, { cycles: 1, effort: 1 }, ctx)).toBe(start);
    expect(said).toEqual(['W1954']);
  });
});

/** Clusters dealt over all cores at random, legal or not. */
function dealt(problem: Problem): Placed {
  const rng = new Rng(4);
  const { vertexCount, external } = problem.network;
  const { coreCount } = problem.target;
  const clusterOf = Uint32Array.from({ length: vertexCount }, (_, unit) =>
    external[unit] === 1 ? NONE : unit < coreCount ? unit : rng.below(coreCount),
  );
  const clustered = makeClustered(problem, clusterOf, new Uint32Array(coreCount), coreCount);
  return makePlaced(
    clustered,
    Uint32Array.from({ length: coreCount }, (_, core) => core),
  );
}

function storedOf(kernels: Kernels, coreOf: Uint32Array): number[] {
  return storedWeights(kernels, coreOf, 9);
}

/** Core of every neuron, the port for external ones. */
function coresOf({ clustered, coreOf }: Placed, both: UnitsAndNeurons): Uint32Array {
  const { coreCount } = clustered.problem.target;
  return lifted(raw(clustered.clusterOf), both).map((cluster) =>
    cluster === NONE ? coreCount : raw(coreOf)[cluster],
  );
}

/** Nets of nodes that reach more other cores than a neuron may; the state counts nets, of which a node may have several. */
function netsTooWide({ nets, homeOf, pins }: RoutedState, most: number): number {
  let wide = 0;
  for (let net = 0; net < nets.netCount; net++) {
    if (nets.source[net] === NONE) continue;
    const own = pins.count(net, homeOf[net]) > 0 ? 1 : 0;
    if (pins.used[net] - own > most) wide++;
  }
  return wide;
}
