import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  buildTarget,
  constant,
  mixedNetwork,
  placedOn,
  primedTarget,
} from '@nmap/testkit';
import { evaluate } from '../counts/evaluate.ts';
import { energyShares } from './energy-shares.ts';

const PARTS = ['neurons', 'synapses', 'interconnect', 'static'] as const;

const CHIPS = EVERY_INTERCONNECT.flatMap((chip) =>
  (['unicast-per-core', 'tree'] as const).map((multicast) => ({
    what: `${chip.kind ?? 'mesh'} ${chip.columns} x ${chip.rows}, ${multicast}, dead links: ${chip.deadLinks?.length ?? 0}`,
    chip: primedTarget({ ...chip, multicast }),
  })),
);

const sum = (column: Float64Array): number => column.reduce((total, share) => total + share, 0);

describe('energy by core, population and flow', () => {
  it.each(CHIPS)('sums to what the referee counts, $what', ({ chip }) => {
    for (let seed = 1; seed <= 3; seed++) {
      const rng = new Rng(seed);
      const network = mixedNetwork(rng, 20, 60, true);
      const coreOf = Array.from({ length: network.vertexCount }, () => rng.below(chip.coreCount));
      const placed = placedOn(buildProblem(network, chip), coreOf);
      const { energy, counts } = evaluate(placed);
      const { clusters, populations, flows } = energyShares(placed);
      for (const part of PARTS) {
        if (energy[part] === null) continue;
        expect(sum(clusters[part])).toBeCloseTo(energy[part], 4);
        expect(sum(populations[part])).toBeCloseTo(energy[part], 4);
      }
      expect(flows.reduce((total, flow) => total + flow.packets, 0)).toBeCloseTo(counts.packets, 6);
      expect(flows.reduce((total, flow) => total + flow.events, 0)).toBe(counts.synapticEvents);
      expect(flows.reduce((total, flow) => total + flow.synapses, 0)).toBe(network.synapseCount);
      if (energy.interconnect !== null)
        expect(flows.reduce((total, flow) => total + flow.interconnectPj, 0)).toBeCloseTo(
          energy.interconnect,
          4,
        );
    }
  });

  it('hands an all-in constant to the synapses alone', () => {
    const network = mixedNetwork(new Rng(5), 20, 60, true);
    const chip = buildTarget({ energy: { synapseEventPj: constant(26, 'all-in') } });
    const placed = placedOn(
      buildProblem(network, chip),
      Array.from({ length: network.vertexCount }, (_, k) => k % 9),
    );
    const { clusters } = energyShares(placed);
    const { energy } = evaluate(placed);
    expect(sum(clusters.synapses)).toBeCloseTo(energy.synapses!, 6);
    expect([sum(clusters.neurons), sum(clusters.interconnect)]).toEqual([0, 0]);
  });
});
