/** Outputs counted at once are those that the counts kept up to date hold. */
import { expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import { buildProblem, randomNetwork } from '@nmap/testkit';
import { forEachCap } from './for-each-cap.ts';
import { LoadTracker } from './load-tracker.ts';
import { outputsOf } from './outputs-of.ts';

/** 40 neurons on 8 cores, a third of them not placed; 5 more are external, some of them targets. */
function someTracker(seed: number): LoadTracker {
  const problem = buildProblem(randomNetwork(seed, 40, 200, 5), {
    columns: 8,
    rows: 1,
    limits: { fanOutCoresPerNeuron: 3, outputAxons: 20 },
  });
  const tracker = new LoadTracker(problem, 8);
  for (let cluster = 0; cluster < 8; cluster++) tracker.openCluster(0);
  const rng = new Rng(seed);
  for (let neuron = 5; neuron < 45; neuron++) if (rng.below(3) > 0) tracker.add(neuron, rng.below(8));
  return tracker;
}

it('agrees with counts that were kept up to date', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tracker = someTracker(seed);
    const { axons, clusterOf, problem } = tracker;
    const { fanOut, reachesOwn, outputAxons } = outputsOf(problem, tracker)!;
    expect(fanOut).toEqual(axons.fanOut);
    expect(outputAxons).toEqual(axons.outputAxons);
    for (let neuron = 5; neuron < 45; neuron++) {
      const home = clusterOf[neuron];
      if (home !== NONE) expect(reachesOwn[neuron]).toBe(axons.targets.count(neuron, home) > 0 ? 1 : 0);
    }
  }
});

it('ends at the first neuron that reaches too far', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tracker = someTracker(seed);
    const { fanOut } = outputsOf(tracker.problem, tracker)!;
    for (const most of [1, 3, 7]) {
      const asked: number[] = [];
      const found = outputsOf(tracker.problem, tracker, (neuron, others) => {
        asked.push(neuron);
        return others > most;
      });
      expect(found === null).toBe(fanOut.some((reached) => reached > most));
      expect(asked.slice(0, -1).every((neuron) => fanOut[neuron] <= most)).toBe(true);
    }
  }
});

it('makes fillings anew only where the cap on neurons is another that some core reaches', () => {
  const { problem } = someTracker(1);
  const limited = buildProblem(problem.network, { columns: 8, rows: 1, limits: { neurons: 10 } });
  const asked: number[] = [];
  const rungs = [
    ...forEachCap(limited, [Infinity, 40, 10, 9, 9, 3], function* (neuronCap) {
      asked.push(neuronCap);
      yield { name: `${neuronCap}`, filling: null, work: neuronCap === Infinity ? 7 : neuronCap };
    }),
  ];
  expect(asked).toEqual([Infinity, 9, 3]);
  expect(rungs.map(({ work }) => work)).toEqual([7, 7, 7, 9, 9, 3]);
});
