import { describe, expect, it } from '@jest/globals';
import { Rng, raw } from '@nmap/kernels';
import { clusterReach } from '@nmap/ir';
import { EVERY_INTERCONNECT, buildProblem, buildTarget, mixedNetwork, placedOn } from '@nmap/testkit';
import { countEvents } from './count-events.ts';
import { evaluate } from './evaluate.ts';
import { portOf } from './parts.ts';

describe('multicast trees on a plane', () => {
  const mesh = { columns: 11, rows: 8, multicast: 'tree', ioTile: 30 } as const;
  // A dead link where nothing passes leaves every route as it is, and has the trees walked link by link.
  const walked = buildTarget({ ...mesh, rows: 9, deadLinks: [{ from: 88, to: 89 }] });
  const counted = buildTarget({ ...mesh, rows: 9 });

  it.each([1, 2, 3, 4, 5])('cross the links of the walked ones, seed %d', (seed) => {
    const rng = new Rng(seed);
    const network = mixedNetwork(rng, 60, 400, true);
    const partOf = Uint32Array.from(network.external, (external) =>
      external === 1 ? portOf(counted) : rng.below(88),
    );
    const found = countEvents(buildProblem(network, counted), partOf);
    const expected = countEvents(buildProblem(network, walked), partOf);
    expect(expected.hopsByClass[0]).toBeGreaterThan(0);
    expect(found).toEqual(expected);
  });
});

describe('evaluate', () => {
  it.each(EVERY_INTERCONNECT.map((chip, index) => [index, chip] as const))(
    'says the same from what a verifier has looked up, chip %d',
    (index, chip) => {
      const rng = new Rng(index);
      const target = buildTarget(chip);
      const network = mixedNetwork(rng, 40, 200, index % 2 === 0);
      const placed = placedOn(
        buildProblem(network, target),
        Array.from({ length: 40 }, () => rng.below(target.coreCount)),
      );
      expect(new Set(raw(placed.coreOf)).size).toBe(placed.coreOf.length);
      expect(evaluate(placed, clusterReach(placed.clustered))).toEqual(evaluate(placed));
    },
  );
});
