import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import { type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { toClustered } from '../../limits/cluster-legally.ts';
import { Filling, chipNeurons, nextFit, withoutEmpty } from '../../limits/filling.ts';
import { buildProblem, communities, randomNetwork } from '@nmap/testkit';
import { packetsBetween } from '../exact/packets.ts';
import { annealLegal } from './anneal-legal.ts';
import { unwatched, watchBy } from '../../watch/watch.ts';

const OPTIONS = { sweeps: 30, work: Infinity, hot: 0.3, cold: 0.03 };

/** A chip on which every limit that no count of neurons foretells binds. */
function tight(seed: number): Problem {
  return buildProblem(randomNetwork(seed, 80, 400), {
    columns: 8,
    rows: 8,
    limits: { neurons: 9, inputAxons: 26, outputAxons: 50, fanOutCoresPerNeuron: 20 },
  });
}

function filled(problem: Problem): Filling {
  const filling = new Filling(problem);
  expect(nextFit(filling, chipNeurons(problem))).toBe(NONE);
  return filling;
}

describe('annealing under every limit', () => {
  it('stays legal, and saves exactly what it says', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const problem = tight(seed);
      const filling = filled(problem);
      const before = packetsBetween(problem, filling.tracker.clusterOf);
      const saved = annealLegal(filling, chipNeurons(problem), OPTIONS, new Rng(seed), unwatched());
      expect(packetsBetween(problem, filling.tracker.clusterOf)).toBe(before - saved);
      expect(saved).toBeGreaterThan(0);
      expect(verifyClustered(toClustered(problem, withoutEmpty(problem, filling)))).toEqual([]);
    }
  });

  it('finds groups where axons leave no room for others', () => {
    const problem = buildProblem(communities(6, 8), {
      columns: 4,
      rows: 4,
      limits: { neurons: 8, inputAxons: 16 },
    });
    const filling = filled(problem);
    const before = packetsBetween(problem, filling.tracker.clusterOf);
    const saved = annealLegal(
      filling,
      chipNeurons(problem),
      { ...OPTIONS, sweeps: 200 },
      new Rng(1),
      unwatched(),
    );
    expect(before - saved).toBeLessThan(before / 2);
  });

  it('leaves everything in place when there is no time', () => {
    const problem = tight(1);
    const filling = filled(problem);
    const before = filling.tracker.clusterOf.slice();
    expect(
      annealLegal(
        filling,
        chipNeurons(problem),
        OPTIONS,
        new Rng(1),
        watchBy(() => false),
      ),
    ).toBe(0);
    expect(filling.tracker.clusterOf).toEqual(before);
  });

  it('predicts every move exactly', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const problem = tight(seed);
      const { tracker } = filled(problem);
      const rng = new Rng(seed);
      for (let i = 0; i < 50; i++) {
        const neuron = rng.below(80);
        const to = rng.below(tracker.clusterCount);
        if (to === tracker.clusterOf[neuron]) continue;
        const before = packetsBetween(problem, tracker.clusterOf);
        const delta = tracker.axons.connectivityDelta(neuron, to);
        tracker.remove(neuron);
        tracker.add(neuron, to);
        expect(packetsBetween(problem, tracker.clusterOf)).toBe(before + delta);
      }
    }
  });
});
