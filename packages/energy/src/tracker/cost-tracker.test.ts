import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Rng } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { countEvents } from '../counts/count-events.ts';
import { portOf } from '../counts/parts.ts';
import { hopPrices } from '../hop-prices.ts';
import {
  PRIME_ENERGY,
  EVERY_INTERCONNECT,
  type TestChip,
  buildProblem,
  buildTarget,
  mixedNetwork,
} from '@nmap/testkit';
import { CostTracker } from './cost-tracker.ts';

const scenarios = fc.record({
  chip: fc.constantFrom(...EVERY_INTERCONNECT),
  multicast: fc.constantFrom('unicast-per-core' as const, 'tree' as const),
  seed: fc.nat(1e6),
  neurons: fc.integer({ min: 1, max: 14 }),
  synapses: fc.integer({ min: 0, max: 60 }),
  multapses: fc.boolean(),
});

function scenario({
  chip,
  multicast,
  seed,
  neurons,
  synapses,
  multapses,
}: {
  chip: TestChip;
  multicast: 'unicast-per-core' | 'tree';
  seed: number;
  neurons: number;
  synapses: number;
  multapses: boolean;
}): { problem: Problem; partOf: Uint32Array; rng: Rng; onChip: number[] } {
  const rng = new Rng(seed);
  const target = buildTarget({ ...chip, multicast, energy: PRIME_ENERGY });
  const network = mixedNetwork(rng, neurons, synapses, multapses);
  const onChip = [...network.external.keys()].filter((neuron) => network.external[neuron] === 0);
  const partOf = Uint32Array.from(network.external, (external) =>
    external === 1 ? portOf(target) : rng.below(target.coreCount),
  );
  return { problem: buildProblem(network, target), partOf, rng, onChip };
}

describe('CostTracker', () => {
  it('has the counts of a fresh evaluation after any sequence of moves and swaps', () => {
    fc.assert(
      fc.property(scenarios, (given) => {
        const { problem, partOf, rng, onChip } = scenario(given);
        const tracker = new CostTracker(problem, partOf);
        expect(tracker.counts()).toEqual(countEvents(problem, partOf));
        for (let step = 0; step < 12 && onChip.length > 0; step++) {
          const neuron = onChip[rng.below(onChip.length)];
          switch (rng.below(3)) {
            case 0:
              tracker.moveNeuron(neuron, rng.below(problem.target.coreCount));
              break;
            case 1:
              tracker.swapNeurons(neuron, onChip[rng.below(onChip.length)]);
              break;
            default:
              tracker.swapCores(rng.below(problem.target.coreCount), rng.below(problem.target.coreCount));
          }
          expect(tracker.counts()).toEqual(countEvents(problem, tracker.partOf));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('predicts the change of price that a move makes, and moving back undoes it', () => {
    fc.assert(
      fc.property(scenarios, (given) => {
        const { problem, partOf, rng, onChip } = scenario(given);
        fc.pre(
          onChip.length > 0 && !(problem.target.topology.hasDeadLinks && problem.target.topology.rows === 1),
        );
        const prices = hopPrices(problem);
        const tracker = new CostTracker(problem, partOf);
        for (let step = 0; step < 12; step++) {
          const neuron = onChip[rng.below(onChip.length)];
          const core = rng.below(problem.target.coreCount);
          const before = tracker.counts();
          const price = tracker.price(prices);
          const delta = tracker.deltaOfMove(neuron, core, prices);
          expect(tracker.counts()).toEqual(before);
          const old = tracker.moveNeuron(neuron, core);
          expect(tracker.price(prices) - price).toBeCloseTo(delta, 6);
          if (step % 2 === 1) continue;
          tracker.moveNeuron(neuron, old);
          expect(tracker.counts()).toEqual(before);
        }
      }),
      { numRuns: 100 },
    );
  });
});
