/** Limits on delays, and neurons that have to share a core: what is refused before any search, with both numbers. */
import { describe, expect, it } from '@jest/globals';
import { buildProblem, buildSpec, buildTarget, type TestChip } from '@nmap/testkit';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import type { Target } from '../target.ts';
import { lower } from '../lower/lower.ts';
import { checkProblem } from './check-problem.ts';
import { checkSpecFits } from './check-spec-fits.ts';
import { delaySlotsPerNeuron } from './delays.ts';
import { sharedCoreGroups } from './shared-core-groups.ts';
import { withDelayMemory } from './with-delay-memory.ts';

const A: PopulationSpec = { id: 'a', size: 6, spikes: 1 };
const B: PopulationSpec = { id: 'b', size: 6, spikes: 1 };
const OUT: PopulationSpec = { id: 'out', size: 6, spikes: 0, external: true };

function spec(projections: readonly Partial<ProjectionSpec>[], timestepMs = 1): NetworkSpec {
  const all = projections.map((each) => ({ from: 'a', to: 'b', connector: 'one-to-one', ...each }));
  return { ...buildSpec([A, B, OUT], all as ProjectionSpec[]), timestepMs };
}

function codes(network: NetworkSpec, target: Target): string[] {
  const early = checkSpecFits(network, target, { maxCores: null });
  const problem = buildProblem(lower(network).network, target);
  const late = checkProblem(problem);
  const named = (found: typeof early): string[] =>
    found
      .filter(({ code }) => /E221[01]/.test(code))
      .map(({ code, have, need }) => `${code} ${have} ${need}`);
  expect(named(late)).toEqual(named(early));
  return named(early);
}

describe('the longest delay', () => {
  const target = { ...buildTarget(), maxDelaySteps: 8 };
  it.each<[string, readonly Partial<ProjectionSpec>[], number, string[]]>([
    ['none given', [{}], 1, []],
    ['as long as may be', [{ delayMs: 8 }], 1, []],
    ['one step more', [{ delayMs: 9 }], 1, ['E2210 8 9']],
    ['rounded down', [{ delayMs: 8.4 }], 1, []],
    ['rounded up', [{ delayMs: 8.5 }], 1, ['E2210 8 9']],
    ['in shorter steps', [{ delayMs: 0.9 }], 0.1, ['E2210 8 9']],
    ['in longer steps', [{ delayMs: 16 }], 2, []],
    ['below one step', [{ delayMs: 0.01 }], 1, []],
    ['in a list', [{ delayMs: [1, 2, 12, 3, 1, 1] }], 1, ['E2210 8 12']],
    ['of two projections', [{ delayMs: 9 }, { delayMs: 3 }, { delayMs: 20 }], 1, ['E2210 8 9', 'E2210 8 20']],
    ['out of the chip', [{ to: 'out', delayMs: 99 }], 1, []],
  ])('%s', (_, projections, timestepMs, expected) => {
    expect(codes(spec(projections, timestepMs), target)).toEqual(expected);
  });

  it('names the projection', () => {
    const [first] = checkSpecFits(spec([{ delayMs: 9 }]), target, { maxCores: null });
    expect(first).toMatchObject({ where: 'projections[0] (a -> b)', unit: 'steps' });
  });
});

describe('delay memory', () => {
  const chip = (delayMemorySlots: number, neurons: number | null = null): Target => {
    const target = buildTarget({ columns: 2, rows: 1, limits: { neurons } });
    return { ...target, classes: target.classes.map((each) => ({ ...each, delayMemorySlots })) };
  };

  it.each<[string, number, number, string[]]>([
    ['enough for all', 4, 24, []],
    ['one slot less on a core', 4, 23, ['E2211 10 12']],
    ['none for a single neuron', 25, 24, ['E2211 0 12']],
  ])('%s', (_, delayMs, slots, expected) => {
    expect(codes(spec([{ delayMs }]), chip(slots))).toEqual(expected);
  });

  it('leaves to the limit on neurons what is its own', () => {
    expect(codes(spec([{ delayMs: 1 }]), chip(24, 5))).toEqual([]);
  });

  it('is kept as the limit on neurons', () => {
    const network = spec([{ delayMs: 4 }, { delayMs: 2 }]);
    expect(delaySlotsPerNeuron(network)).toBe(4);
    expect(withDelayMemory(chip(23), network).classes[0].limits.neurons).toBe(5);
    expect(withDelayMemory(chip(23, 3), network).classes[0].limits.neurons).toBe(3);
    const free = buildTarget();
    expect(withDelayMemory(free, network)).toBe(free);
  });
});

describe('one core for each neuron to reach', () => {
  const one: TestChip = { limits: { neurons: 4, fanOutCoresPerNeuron: 1 }, fanOutCountsOwnCore: true };
  const network = (projections: readonly ProjectionSpec[]) =>
    lower(buildSpec([A, B, OUT], projections)).network;

  it('ties the targets of a neuron together, and theirs that share one', () => {
    const { network: tied } = lower(
      buildSpec(
        [A, B, OUT],
        [{ from: 'a', to: 'b', connector: 'list', pre: [0, 0, 1, 1, 2], post: [0, 1, 1, 2, 4] }],
      ),
    );
    const { groupOf, groupCount } = sharedCoreGroups(tied, buildTarget(one).classes)!;
    expect(groupCount).toBe(10);
    expect(groupOf[6]).toBe(groupOf[7]);
    expect(groupOf[7]).toBe(groupOf[8]);
    expect(new Set(groupOf.subarray(0, 12)).size).toBe(10);
  });

  it.each<[string, readonly ProjectionSpec[], string[]]>([
    ['targets apart', [{ from: 'a', to: 'b', connector: 'one-to-one' }], []],
    ['too many targets', [{ from: 'a', to: 'b', connector: 'all-to-all' }], ['E2105', 'E2212']],
    [
      'chained beyond a core',
      [
        {
          from: 'a',
          to: 'b',
          connector: 'list',
          pre: [0, 0, 1, 1, 2, 2, 3, 3],
          post: [0, 1, 1, 2, 2, 3, 3, 4],
        },
      ],
      ['E2212'],
    ],
    [
      'a target beside the port',
      [
        { from: 'a', to: 'b', connector: 'one-to-one' },
        { from: 'a', to: 'out', connector: 'one-to-one' },
      ],
      ['E2105'],
    ],
  ])('%s', (_, projections, expected) => {
    const problem = buildProblem(network(projections), one);
    expect(checkProblem(problem).map(({ code }) => code)).toEqual(expected);
  });

  it('is no tie where a neuron reaches more, or other cores are counted alone', () => {
    const tied = network([{ from: 'a', to: 'b', connector: 'all-to-all' }]);
    const two = buildTarget({ ...one, limits: { fanOutCoresPerNeuron: 2 } });
    const others = buildTarget({ ...one, fanOutCountsOwnCore: false });
    expect(sharedCoreGroups(tied, two.classes)).toBeNull();
    expect(sharedCoreGroups(tied, others.classes)).toBeNull();
  });
});
