import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { evaluate } from '../counts/evaluate.ts';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  buildTarget,
  energyOf,
  mixedNetwork,
  placedOn,
} from '@nmap/testkit';
import { spikePricesPj } from './spike-prices.ts';

const energy = energyOf({
  neuronStepPj: 50,
  neuronSpikingStepPj: 80,
  neuronSpikePj: 7,
  synapseEventPj: 23,
  packetInjectionPj: 11,
  localDeliveryPj: 13,
  routerPj: 2,
  hopEastWestPj: 3,
  hopNorthSouthPj: 5,
  hopDiagonalPj: 17,
  hopTreePj: 19,
  hopChipPj: 29,
});

const CHIPS = EVERY_INTERCONNECT.filter(({ deadLinks }) => deadLinks === undefined).flatMap((chip) =>
  (['unicast-per-core', 'tree'] as const).map((multicast) => ({
    what: `${chip.kind ?? 'mesh'} ${chip.columns} x ${chip.rows}, ${multicast}`,
    chip: buildTarget({ ...chip, multicast, energy }),
  })),
);

describe('the price of a spike', () => {
  it.each(CHIPS)('is what the referee charges for one more, $what', ({ chip }) => {
    for (let seed = 1; seed <= 4; seed++) {
      const rng = new Rng(seed);
      const network = mixedNetwork(rng, 20, 60, true);
      const coreOf = Array.from({ length: network.vertexCount }, () => rng.below(chip.coreCount));
      const placed = (spikes: Uint32Array): ReturnType<typeof placedOn> =>
        placedOn(buildProblem({ ...network, spikes }, chip), coreOf);
      const before = evaluate(placed(network.spikes)).energy.total!;
      const prices = spikePricesPj(placed(network.spikes));
      for (let neuron = 0; neuron < network.vertexCount; neuron++) {
        const spikes = network.spikes.slice();
        spikes[neuron]++;
        expect(evaluate(placed(spikes)).energy.total! - before).toBeCloseTo(prices[neuron], 6);
      }
    }
  });
});
