import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import { NmapError, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, feedForward, randomNetwork, smallProblems } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { backtrack, unplacedCount } from './backtrack.ts';
import { clusterLegally, toClustered } from './cluster-legally.ts';
import { cutIntoSegments } from './contiguous.ts';
import { CoreSupply, classOrder, usableCores } from './core-supply.ts';
import { Filling, chipNeurons, chosenFit, nextFit, withoutEmpty } from './filling.ts';
import { heaviestFirst, topologicalOrder } from './orders.ts';

const named = (name: string): Problem => smallProblems().find((entry) => entry.name === name)!.problem;

describe('withoutEmpty', () => {
  it('drops clusters without neurons, keeps the order of the others and gives their cores back', () => {
    const problem = buildProblem(feedForward([2, 2]), { columns: 2, rows: 2, limits: { neurons: 4 } });
    const filling = new Filling(problem);
    for (let cluster = 0; cluster < 3; cluster++) {
      filling.tracker.openCluster(0);
      filling.supply.take(0);
    }
    for (const [neuron, cluster] of [2, 2, 0, 2].entries()) filling.tracker.add(neuron, cluster);
    const kept = withoutEmpty(problem, filling);
    expect(Array.from(kept.tracker.clusterOf)).toEqual([1, 1, 0, 1]);
    expect(kept.tracker.clusterCount).toBe(2);
    expect(kept.supply.totalLeft).toBe(2);
    expect(withoutEmpty(problem, kept)).toBe(kept);
  });
});

describe('CoreSupply', () => {
  it('counts live cores of each class, opens roomier classes first and respects maxCores', () => {
    const problem = buildProblem(
      feedForward([2, 2]),
      {
        columns: 3,
        rows: 2,
        classes: [{ neurons: 2 }, { neurons: null }],
        classOf: [0, 1, 0, 1, 0, 1],
        dead: [1],
      },
      { maxCores: 4 },
    );
    const supply = new CoreSupply(problem);
    expect(Array.from(supply.left)).toEqual([3, 2]);
    expect(supply.order).toEqual([1, 0]);
    expect(usableCores(problem)).toBe(4);
    supply.take(1);
    supply.take(1);
    expect(supply.has(1)).toBe(false);
    supply.take(0);
    supply.take(0);
    expect(supply.has(0)).toBe(false); // one is left, but maxCores is reached
    supply.giveBack(0);
    expect(supply.has(0)).toBe(true);
  });

  it('orders equal classes by id', () => {
    const problem = buildProblem(feedForward([2]), {
      columns: 2,
      rows: 1,
      classes: [{}, {}, { neurons: 3 }],
      classOf: [0, 1],
    });
    expect(classOrder(problem)).toEqual([0, 1, 2]);
  });
});

describe('orders', () => {
  it('lists sources before targets and enters a cycle at its lowest id', () => {
    const network = buildNetwork(
      [{ size: 6 }],
      [
        [5, 0],
        [0, 4],
        [1, 2],
        [2, 3],
        [3, 1],
        [4, 4],
      ],
    );
    expect(Array.from(topologicalOrder(buildProblem(network, { columns: 1, rows: 1 })))).toEqual([
      5, 0, 4, 1, 2, 3,
    ]);
  });

  it('leaves external neurons out and lists every other once', () => {
    const problem = buildProblem(randomNetwork(4, 30, 90, 6), { columns: 1, rows: 1 });
    for (const order of [topologicalOrder(problem), heaviestFirst(problem)]) {
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from(chipNeurons(problem)));
    }
    const { fanIn } = problem.network;
    const heavy = heaviestFirst(problem);
    for (let i = 1; i < heavy.length; i++)
      expect(fanIn[heavy[i - 1]]).toBeGreaterThanOrEqual(fanIn[heavy[i]]);
  });
});

describe('cutIntoSegments', () => {
  it('is next-fit where all cores are alike', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const problem = buildProblem(randomNetwork(seed, 40, 100), {
        columns: 40,
        rows: 1,
        limits: { neurons: 6, synapses: 17, inputAxons: 14 },
      });
      const order = chipNeurons(problem);
      const filling = new Filling(problem);
      expect(nextFit(filling, order)).toBe(NONE);
      const segments = cutIntoSegments(problem, order, null, Infinity)!;
      expect(segments.length).toBe(filling.tracker.clusterCount);
      for (const [cluster, { from, to }] of segments.entries()) {
        for (let i = from; i < to; i++) expect(filling.tracker.clusterOf[order[i]]).toBe(cluster);
      }
    }
  });

  it('finds a cut into unlike cores wherever there is one', () => {
    let possible = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const rng = new Rng(seed);
      const classes = [
        { neurons: 2 + rng.below(3), synapses: 12 },
        { neurons: 6, synapses: 4 + rng.below(6) },
      ];
      const classOf = Array.from({ length: 4 }, () => rng.below(2));
      const problem = buildProblem(randomNetwork(seed, 10, 20), { columns: 4, rows: 1, classes, classOf });
      const order = chipNeurons(problem);
      const expected = cutExists(problem, order, 0, classOf);
      const segments = cutIntoSegments(problem, order, null, Infinity);
      expect(segments !== null).toBe(expected);
      if (segments === null) continue;
      possible++;
      expect(segments[0].from).toBe(0);
      expect(segments.at(-1)!.to).toBe(10);
      for (const { classId, from, to } of segments)
        expect(segmentFits(problem, order, classId, from, to)).toBe(true);
    }
    expect(possible).toBeGreaterThan(10);
    expect(possible).toBeLessThan(60);
  });
});

describe('backtrack', () => {
  it('is complete: finds the one legal pairing, and exhausts where there is none', () => {
    // Synapse counts 5, 4, 3, 2, 1 into cores of 6, 6 and 3: 5+1, 4+2, 3 is the only way.
    const synapses: [number, number][] = [];
    for (let target = 0; target < 5; target++)
      for (let k = 0; k < 5 - target; k++) synapses.push([k, target]);
    const network = buildNetwork([{ size: 5 }], synapses);
    const chip = { columns: 3, rows: 1, classes: [{ synapses: 6 }, { synapses: 3 }], classOf: [0, 0, 1] };
    const found = backtrack(buildProblem(network, chip), 100_000);
    expect(found.filling).not.toBeNull();
    const smaller = { ...chip, classes: [{ synapses: 6 }, { synapses: 2 }] };
    expect(backtrack(buildProblem(network, smaller), 100_000)).toEqual({ filling: null, exhausted: true });
  });

  it('says when its budget came before the answer', () => {
    expect(backtrack(named('recurrent'), 3)).toEqual({ filling: null, exhausted: false });
  });
});

describe('clusterLegally', () => {
  it('falls back where the fill of the algorithm places nothing', () => {
    for (const { name, problem, impossible } of smallProblems()) {
      if (impossible === true) continue;
      const ctx = testContext();
      const filling = clusterLegally(problem, 'test', ctx, () => undefined);
      expect({ name, faults: verifyClustered(toClustered(problem, filling)) }).toEqual({ name, faults: [] });
      expect(ctx.stats.get('fallback')).toBeGreaterThanOrEqual(name === 'external only' ? 0 : 1);
      expect({ name, fellBack: ctx.fellBackTo() !== null }).toEqual({
        name,
        fellBack: name !== 'external only',
      });
    }
  });

  it('spreads sources where output axons are scarce, which no single pass foresees', () => {
    // 12 sources each reach all targets; next-fit packs them before it knows how many cores those take.
    const problem = buildProblem(feedForward([12, 12]), {
      columns: 16,
      rows: 1,
      limits: { neurons: 6, inputAxons: 12, outputAxons: 4 },
    });
    const first = new Filling(problem);
    nextFit(first, chipNeurons(problem));
    expect(unplacedCount(first, chipNeurons(problem))).toBeGreaterThan(0);
    const ctx = testContext();
    const filling = clusterLegally(
      problem,
      'test',
      ctx,
      (empty) => void nextFit(empty, chipNeurons(problem)),
    );
    expect(verifyClustered(toClustered(problem, filling))).toEqual([]);
    expect(ctx.fellBackTo()).toMatch(
      /^(next-fit|cut|lowest-fit|closest-fit)\(order=[a-z-]+(, [a-z =0-9]+)*\)$/,
    );
  });

  it('names what is missing', () => {
    const failure = catchError(() =>
      clusterLegally(named('too few cores'), 'partition/test', testContext(), () => undefined),
    );
    expect(failure.kind).toBe('not-found');
    expect(failure.diagnostics).toHaveLength(1);
    const [diagnostic] = failure.diagnostics;
    expect(diagnostic).toMatchObject({
      code: 'E3101',
      where: 'partition/test',
      have: 16,
      need: 18,
      unit: 'neurons',
    });
    expect(diagnostic.message).toMatch(
      /2 of 18 neurons are left over \(the first: layer\d\[\d\]\), and all 4 usable cores are taken\. Most in its way: neurons\./,
    );
    expect(diagnostic.hint).toMatch(/more cores, or a larger core\.neurons/);
  });

  it('does not search on where a neuron fits no empty core', () => {
    const failure = catchError(() =>
      clusterLegally(named('fan-in wall'), 'partition/test', testContext(), () => undefined),
    );
    expect(failure.diagnostics[0]).toMatchObject({ code: 'E3102', where: 'partition/test, layer1[0]' });
    expect(failure.diagnostics[0].message).toMatch(/not even an empty one: fanInPerNeuron/);
  });
});

describe('chosenFit', () => {
  it('prefers the cluster that hears the same sources', () => {
    const network = buildNetwork(
      [{ size: 6 }],
      [
        [0, 2],
        [1, 3],
        [0, 4],
        [1, 5],
      ],
    );
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { neurons: 3, inputAxons: 1 } });
    const filling = new Filling(problem);
    expect(chosenFit(filling, Uint32Array.of(2, 3, 4, 5, 0, 1), 'closest')).toBe(NONE);
    const { clusterOf } = filling.tracker;
    expect(clusterOf[4]).toBe(clusterOf[2]);
    expect(clusterOf[5]).toBe(clusterOf[3]);
  });
});

function catchError(run: () => unknown): NmapError {
  try {
    run();
  } catch (error) {
    if (error instanceof NmapError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** By brute force over which core takes the next segment and how long it is. */
function cutExists(problem: Problem, order: Uint32Array, from: number, cores: readonly number[]): boolean {
  if (from === order.length) return true;
  return cores.some((classId, index) => {
    const rest = cores.filter((_, other) => other !== index);
    for (let to = order.length; to > from; to--) {
      if (segmentFits(problem, order, classId, from, to) && cutExists(problem, order, to, rest)) return true;
    }
    return false;
  });
}

function segmentFits(
  problem: Problem,
  order: Uint32Array,
  classId: number,
  from: number,
  to: number,
): boolean {
  const { limits } = problem.target.classes[classId];
  let synapses = 0;
  for (let i = from; i < to; i++) synapses += problem.network.fanIn[order[i]];
  return to - from <= limits.neurons! && synapses <= limits.synapses!;
}
