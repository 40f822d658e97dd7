/** What a published mapper says when its rule finds no core: the neuron, the limit and both numbers. */
import { describe, expect, it } from '@jest/globals';
import { NmapError, type CoreLimits, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, feedForward } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { toClustered } from './cluster-legally.ts';
import { chipNeurons, nextFit, type Filling } from './filling.ts';
import { byOwnRule } from './own-rule.ts';

/** Everything into the first core that was opened, and no other. */
const oneCore = (filling: Filling): void => {
  const { tracker } = filling;
  const chip = chipNeurons(tracker.problem);
  const cluster = filling.openFor(chip[0]);
  if (cluster > 0) return;
  for (const neuron of chip) if (tracker.fits(neuron, cluster)) tracker.add(neuron, cluster);
};

function refusal(problem: Problem, fill: (filling: Filling) => void) {
  try {
    byOwnRule(problem, 'partition/test', testContext(), fill);
  } catch (error) {
    expect(error).toBeInstanceOf(NmapError);
    expect((error as NmapError).kind).toBe('not-found');
    return (error as NmapError).diagnostics[0];
  }
  throw new Error('it placed all neurons');
}

/** 3 inputs outside the chip, 4 neurons that hear all of them, 1 that hears these four. */
const network = buildNetwork(
  [
    { id: 'in', size: 3, external: true },
    { id: 'h', size: 4 },
    { id: 'out', size: 1 },
  ],
  [
    ...[3, 4, 5, 6].flatMap((target) => [0, 1, 2].map((source) => [source, target] as const)),
    ...[3, 4, 5, 6].map((source) => [source, 7] as const),
  ],
);

describe('a rule that ends with neurons left over', () => {
  it.each<[limit: string, limits: Partial<CoreLimits>, where: string, have: number, need: number]>([
    ['neurons', { neurons: 3 }, 'h[3]', 3, 4],
    ['synapses', { synapses: 8 }, 'h[2]', 8, 9],
    ['synapseMemoryBits', { synapseMemoryBits: 90, bitsPerSynapse: 10 }, 'h[3]', 90, 120],
    ['inputAxons', { inputAxons: 6 }, 'out[0]', 6, 7],
  ])('%s of the only core', (limit, limits, where, have, need) => {
    const problem = buildProblem(network, { columns: 1, rows: 1, limits });
    const diagnostic = refusal(problem, oneCore);
    const expected = { code: 'E3110', where: `partition/test, ${where}`, have, need, unit: `core.${limit}` };
    expect(diagnostic).toMatchObject(expected);
    expect(diagnostic.message).toContain(`it needs ${need} of core.${limit}, which has ${have}`);
    expect(diagnostic.hint).toContain(`a larger core.${limit}`);
  });

  it.each<[limit: string, limits: Partial<CoreLimits>, where: string, have: number, need: number]>([
    ['fanInPerNeuron', { fanInPerNeuron: 3 }, 'out[0]', 3, 4],
    ['synapses', { synapses: 3 }, 'out[0]', 3, 4],
    ['inputAxons', { inputAxons: 2 }, 'h[0]', 2, 3],
  ])('%s of an empty core', (limit, limits, where, have, need) => {
    const problem = buildProblem(network, { columns: 4, rows: 2, limits });
    const diagnostic = refusal(problem, (filling) => void nextFit(filling, chipNeurons(problem)));
    expect(diagnostic).toMatchObject({
      where: `partition/test, ${where}`,
      have,
      need,
      unit: `core.${limit}`,
    });
    expect(diagnostic.message).toContain('in an empty core');
  });

  // Two neurons on the first core, each of which reaches the second; the third needs both to reach one core more.
  it.each<[limit: string, limits: Partial<CoreLimits>, have: number, need: number, who: string]>([
    ['outputAxons', { neurons: 2, outputAxons: 2 }, 2, 4, 'makes the core of layer0[0], which it hears,'],
    [
      'fanOutCoresPerNeuron',
      { neurons: 2, fanOutCoresPerNeuron: 1 },
      1,
      2,
      'makes layer0[0], which it hears,',
    ],
  ])('%s of what it hears', (limit, limits, have, need, who) => {
    const problem = buildProblem(feedForward([2, 4]), { columns: 4, rows: 1, limits });
    const diagnostic = refusal(problem, (filling) => void nextFit(filling, chipNeurons(problem)));
    expect(diagnostic).toMatchObject({
      where: 'partition/test, layer1[2]',
      have,
      need,
      unit: `core.${limit}`,
    });
    expect(diagnostic.message).toContain(
      `in an empty core it ${who} need ${need} of core.${limit}, which has ${have}`,
    );
  });

  it.each<[limit: string, limits: Partial<CoreLimits>]>([
    ['outputAxons', { outputAxons: 1 }],
    ['fanOutCoresPerNeuron', { fanOutCoresPerNeuron: 1 }],
  ])('%s of its own, where its targets lie on two cores already', (limit, limits) => {
    const problem = buildProblem(feedForward([1, 2]), { columns: 4, rows: 1, limits });
    const diagnostic = refusal(problem, (filling) => {
      for (const target of [1, 2]) filling.tracker.add(target, filling.tracker.openCluster(0));
    });
    expect(diagnostic).toMatchObject({ where: 'partition/test, layer0[0]', have: 1, need: 2 });
    expect(diagnostic.message).toContain(`in an empty core it needs 2 of core.${limit}, which has 1`);
  });

  it('names the core of the source that is furthest beyond its limit', () => {
    // a reaches b and c from a core of its own; d hears all three, whose cores send to none but b's and c's.
    const net = buildNetwork(
      [
        { id: 'a', size: 3 },
        { id: 'b', size: 2 },
        { id: 'd', size: 1 },
      ],
      [...[0, 1, 2].flatMap((source) => [3, 4, 5].map((target) => [source, target] as const)), [3, 5]],
    );
    const problem = buildProblem(net, { columns: 5, rows: 1, limits: { neurons: 3, outputAxons: 6 } });
    const diagnostic = refusal(problem, ({ tracker }) => {
      const home = tracker.openCluster(0);
      for (const neuron of [0, 1, 2]) tracker.add(neuron, home);
      for (const neuron of [3, 4]) tracker.add(neuron, tracker.openCluster(0));
    });
    // Three axons to each of two cores, and three more; the core of b[0] would have one.
    expect(diagnostic).toMatchObject({ where: 'partition/test, d[0]', have: 6, need: 9 });
    expect(diagnostic.message).toContain('it makes the core of a[0], which it hears, need 9');
  });

  it('a core that the rule leaves alone is no limit: the cores are too few', () => {
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { neurons: 4 } });
    const diagnostic = refusal(problem, (filling) => {
      for (const neuron of chipNeurons(problem).subarray(0, 2))
        filling.tracker.add(neuron, filling.openFor(neuron));
    });
    expect(diagnostic).toMatchObject({ where: 'partition/test, h[2]', have: 2, need: 3, unit: 'cores' });
    expect(diagnostic.message).toContain('3 neurons are left over');
  });

  it('where no core is alive, one is needed', () => {
    const dead = buildProblem(feedForward([2, 2]), { columns: 1, rows: 1, dead: [0] });
    const diagnostic = refusal(dead, () => undefined);
    expect(diagnostic).toMatchObject({ have: 0, need: 1, unit: 'cores' });
  });
});

it('a run that is cut short is placed somewhere, and marked as fallen back', () => {
  const problem = buildProblem(feedForward([6, 6]), { columns: 4, rows: 1, limits: { neurons: 3 } });
  const ctx = testContext(1, 0);
  const filling = byOwnRule(problem, 'partition/test', ctx, (_filling, watch) => void watch.mayGoOn());
  expect(verifyClustered(toClustered(problem, filling))).toEqual([]);
  expect(ctx.fellBackTo()).toMatch(/^lowest-fit/);
});
