import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { objectiveValue, searchCost } from '@nmap/energy';
import { axesOf, lower, type CoreLimits, type Placed, type Problem } from '@nmap/ir';
import { verifyClustered, verifyPlaced } from '@nmap/judge';
import {
  buildProblem,
  buildSpec,
  placedOn,
  primedTarget,
  specUnits,
  type UnitsAndNeurons,
} from '@nmap/testkit';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { chipNeurons, nextFit } from '../../limits/filling.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { randomPlacer } from '../../place/random/index.ts';
import { partsOf } from '../../routed/parts.ts';
import { netsOfNetwork } from '../../routed/routed-nets.ts';
import { RoutedState } from '../../routed/state.ts';
import { testContext } from '../../testing/context.ts';
import { byNeurons, lifted } from '../../testing/units.ts';
import { boxes } from './index.ts';
import { DIRECTIONS, latticeOf } from './lattice.ts';
import { Members } from './members.ts';
import { Slabs } from './slabs.ts';
import { Trades, type Trade } from './trade.ts';

function placed(problem: Problem, seed: number): Placed {
  const ctx = testContext(seed);
  const filling = clusterLegally(problem, 'test', ctx, (own) => void nextFit(own, chipNeurons(problem)));
  return randomPlacer.run(toClustered(problem, filling), {}, ctx) as Placed;
}

/** Networks of free units, each with the same network by neurons. */
function* unitNetworks(count: number): Iterable<readonly [seed: number, both: UnitsAndNeurons]> {
  for (let seed = 1, found = 0; found < count; seed++) {
    const both = specUnits(seed);
    if (both.units.units!.blockOf !== null) continue;
    const { neurons } = both;
    const inside = neurons.external.reduce((sum, external) => sum + (external === 1 ? 0 : 1), 0);
    if (inside < 100 || inside > 400) continue;
    found++;
    yield [seed, both];
  }
}

function problemOf(both: UnitsAndNeurons, limits: Partial<CoreLimits>, objective: string): Problem {
  return buildProblem(both.units, primedTarget({ columns: 6, rows: 6, limits }), { objective });
}

const LIMITS: readonly (readonly [string, Partial<CoreLimits>])[] = [
  ['neurons', { neurons: 16 }],
  ['input axons', { neurons: 20, inputAxons: 120 }],
  ['output axons, fan-out', { neurons: 20, outputAxons: 200, fanOutCoresPerNeuron: 14 }],
  ['synapses', { neurons: 20, synapses: 600 }],
];

describe('refine/boxes', () => {
  const cases = LIMITS.flatMap(([name, limits]) =>
    ['traffic', 'packets', 'energy + 0.3 time'].map((objective) => [name, objective, limits] as const),
  );

  it.each(cases)('is legal by neurons and never dearer: %s, %s', (_name, objective, limits) => {
    let gained = 0;
    for (const [seed, both] of unitNetworks(4)) {
      const problem = problemOf(both, limits, objective);
      let start: Placed;
      try {
        start = placed(problem, seed);
      } catch {
        continue;
      }
      const end = boxes.run(start, boxes.options.parse({}), testContext(1)) as Placed;
      expect(verifyClustered(byNeurons(end.clustered, both))).toEqual([]);
      expect(verifyPlaced(end)).toEqual([]);
      const [before, after] = [start, end].map((each) => objectiveValue(each).value!);
      expect(after).toBeLessThanOrEqual(before);
      if (after < before) gained++;
      const again = boxes.run(start, boxes.options.parse({}), testContext(2)) as Placed;
      expect(raw(again.coreOf)).toEqual(raw(end.coreOf));
      expect(raw(again.clustered.clusterOf)).toEqual(raw(end.clustered.clusterOf));
    }
    expect(gained).toBeGreaterThan(0);
  });

  it('leaves blocks that stay whole as they are, and says so', () => {
    const [[seed, both]] = [...unitNetworks(1)];
    const blockOf = Uint32Array.from({ length: both.units.vertexCount }, (_, unit) => unit >> 1);
    const units = { ...both.units, units: { ...both.units.units!, blockOf } };
    const start = placed(problemOf({ ...both, units }, { neurons: 64 }, 'traffic'), seed);
    const ctx = testContext(1);
    expect(boxes.run(start, boxes.options.parse({}), ctx)).toBe(start);
    expect(ctx.stats.get('declined')).toBe(1);
  });

  it('ends with what it has when it is asked to', () => {
    for (const [seed, both] of unitNetworks(2)) {
      const start = placed(problemOf(both, { neurons: 32 }, 'traffic'), seed);
      const end = boxes.run(start, boxes.options.parse({}), testContext(1, 2)) as Placed;
      expect(verifyClustered(byNeurons(end.clustered, both))).toEqual([]);
      expect(objectiveValue(end).value!).toBeLessThanOrEqual(objectiveValue(start).value!);
    }
  });

  it('straightens a border', () => {
    // A map of 8 x 8 that hears itself, on two cores.
    const side = 8;
    const spec = buildSpec(
      [{ id: 'a', size: side * side, shape: [1, side, side], spikes: 1 }],
      [{ from: 'a', to: 'a', connector: 'conv2d', kernel: 3, padding: 'same' }],
    );
    const chip = { columns: 2, rows: 1, limits: { neurons: 48 } };
    const problem = buildProblem(lower(spec).network, chip, { objective: 'packets' });
    // A step in the border.
    const start = placedOn(
      problem,
      Array.from({ length: side * side }, (_, neuron) =>
        neuron % side < (neuron < (side * side) / 2 ? 3 : 5) ? 0 : 1,
      ),
    );
    const end = boxes.run(start, boxes.options.parse({}), testContext(1)) as Placed;
    expect(objectiveValue(start).value!).toBeGreaterThan(2 * side);
    // A straight border: each of its sides reaches the other core.
    expect(objectiveValue(end).value!).toBeLessThanOrEqual(2 * side);
  });
});

describe('a trade', () => {
  it.each([
    ['traffic', 'unicast-per-core'],
    ['energy', 'tree'],
    ['energy + 0.3 time', 'unicast-per-core'],
  ] as const)('costs what counting anew says, and is taken back whole: %s, %s', (objective, multicast) => {
    let weighed = 0;
    for (const [seed, both] of unitNetworks(3)) {
      const target = primedTarget({ columns: 3, rows: 2, multicast });
      const problem = buildProblem(both.units, target, { objective });
      const rng = new Rng(seed);
      const start = placedOn(
        problem,
        Array.from({ length: both.units.vertexCount }, () => rng.below(target.coreCount)),
      );
      const { neuronOf } = neuronGraph(both.units);
      const parts = partsOf(start);
      const nets = netsOfNetwork(both.units, neuronOf, parts.limitsAxons, sharedKernelsOf(problem));
      const clusterOf = raw(start.clustered.clusterOf);
      const partOf = Uint32Array.from(
        neuronOf,
        (unit) => parts.partOfCore[raw(start.coreOf)[clusterOf[unit]]],
      );
      const state = new RoutedState(nets, parts, target, partOf);
      const members = new Members(partOf, parts.count);
      const slabs = new Slabs(latticeOf(both.units, neuronOf), members, partOf);
      const trades = new Trades(state, members);
      const judged = (): number => {
        const cores = new Uint32Array(both.units.vertexCount).fill(NONE);
        for (const [node, unit] of neuronOf.entries()) cores[unit] = parts.coreOf[partOf[node]];
        const coreOf = lifted(cores, both).map((core) => (core === NONE ? target.coreCount : core));
        return searchCost({ ...problem, network: both.neurons }, coreOf);
      };
      for (let part = 0; part < parts.count; part++)
        for (const other of slabs.partnersOf(part)) {
          const trade = drawn(slabs.towards(part, other), slabs.towards(other, part), rng);
          const before = judged();
          const delta = trades.weigh(part, other, trade);
          expectEqual(judged(), before);
          expectEqual(state.total(), before);
          if (trades.make(part, other, trade, Infinity) === 0) {
            expectEqual(judged(), before);
            continue;
          }
          weighed++;
          expectEqual(judged(), before + delta);
          expectEqual(state.total(), before + delta);
          expect(state.violations).toBe(0);
        }
    }
    expect(weighed).toBeGreaterThan(20);
  });
});

describe('latticeOf', () => {
  it('finds the units that share a side, along every axis', () => {
    for (const [, both] of unitNetworks(4)) {
      const { units } = both;
      const { neuronOf } = neuronGraph(units);
      const { beside } = latticeOf(units, neuronOf);
      const box = (unit: number): number[] => [...units.units!.boxes.subarray(6 * unit, 6 * unit + 6)];
      const populationOf = (unit: number) =>
        units.populations.find(({ first, vertexCount }) => unit >= first && unit < first + vertexCount)!;
      for (const [node, unit] of neuronOf.entries())
        for (let direction = 0; direction < DIRECTIONS; direction++) {
          const axis = direction >> 1;
          const other = beside[DIRECTIONS * node + direction];
          const own = box(unit);
          const population = populationOf(unit);
          if (other === NONE) {
            const end = direction % 2 === 0 ? own[2 * axis] : own[2 * axis + 1];
            expect(end).toBe(direction % 2 === 0 ? 0 : axesOf(population.shape)[axis]);
            continue;
          }
          const next = box(neuronOf[other]);
          expect(populationOf(neuronOf[other])).toBe(population);
          for (let k = 0; k < 3; k++)
            if (k !== axis) expect(next.slice(2 * k, 2 * k + 2)).toEqual(own.slice(2 * k, 2 * k + 2));
          if (direction % 2 === 0) expect(next[2 * axis + 1]).toBe(own[2 * axis]);
          else expect(next[2 * axis]).toBe(own[2 * axis + 1]);
        }
    }
  });
});

/** One slab each way, or one way only. */
function drawn(there: readonly Trade['there'][], back: readonly Trade['back'][], rng: Rng): Trade {
  const pick = (slabs: readonly Trade['there'][]): Trade['there'] =>
    slabs.length === 0 || rng.below(4) === 0 ? [] : slabs[rng.below(slabs.length)];
  return { there: pick(there), back: pick(back) };
}

function expectEqual(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}
