import { describe, expect, it } from '@jest/globals';
import { asColumn, raw, Rng } from '@nmap/kernels';
import type { ClassId, CoreId, Placed, Target } from '@nmap/ir';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  buildTarget,
  mixedNetwork,
  networkOf,
  placedOn,
} from '@nmap/testkit';
import { pairTraffic, type PairTraffic } from '../metrics/pair-traffic.ts';
import { groundOf, groundworkOf } from './groundwork.ts';
import { partsOf, portOf } from './parts.ts';
import { reachOf } from './reach.ts';

/** Six tiles of two cores; cores 3 and 8 are of another class, core 8 is dead; the port is at tile 5. */
const plain = buildTarget({ columns: 3, rows: 2, coresPerTile: 2, ioTile: 5 });
const chip: Target = {
  ...plain,
  classOf: asColumn<CoreId, ClassId>(
    Uint32Array.from({ length: 12 }, (_, core) => (core === 3 || core === 8 ? 1 : 0)),
  ),
  classes: [...plain.classes, { ...plain.classes[0], name: 'other' }],
  dead: Uint8Array.from({ length: 12 }, (_, core) => (core === 8 ? 1 : 0)),
};

/** Neuron 0 feeds the rest; those from `firstExternal` are outside. */
function placed(coreOf: readonly number[], firstExternal = coreOf.length): Placed {
  const network = networkOf({
    spikes: coreOf.map((_, neuron) => neuron + 1),
    firstExternal,
    synapses: coreOf.map((_, neuron) => [0, neuron] as const),
  });
  return placedOn(buildProblem(network, chip), coreOf);
}

interface Case {
  readonly what: string;
  readonly coreOf: readonly number[];
  readonly firstExternal?: number;
  readonly used: readonly number[];
  readonly partOf: readonly number[];
}

const CASES: readonly Case[] = [
  { what: 'one core, not the first', coreOf: [7, 7], used: [7], partOf: [0, 0] },
  {
    what: 'in the order of the cores, not of the neurons',
    coreOf: [8, 3, 11, 3],
    used: [3, 8, 11],
    partOf: [1, 0, 2, 0],
  },
  {
    what: 'numbers of two digits come after those of one',
    coreOf: [10, 9, 2],
    used: [2, 9, 10],
    partOf: [2, 1, 0],
  },
  { what: 'core 0 is a core', coreOf: [0, 11, 0], used: [0, 11], partOf: [0, 1, 0] },
  {
    what: 'external neurons are at the port',
    coreOf: [4, 1, 0, 0],
    firstExternal: 2,
    used: [1, 4],
    partOf: [1, 0, 2, 2],
  },
  { what: 'all external: no core at all', coreOf: [0, 0], firstExternal: 0, used: [], partOf: [0, 0] },
  {
    what: 'all cores in use',
    coreOf: Array.from({ length: 12 }, (_, neuron) => 11 - neuron),
    used: Array.from({ length: 12 }, (_, core) => core),
    partOf: Array.from({ length: 12 }, (_, neuron) => 11 - neuron),
  },
];

describe('the chip without its empty cores', () => {
  it.each(CASES)('$what', ({ coreOf, firstExternal, used, partOf }) => {
    const given = placed(coreOf, firstExternal);
    const { problem, partOf: parts } = groundworkOf(given);
    const { target } = problem;
    expect(Array.from(parts)).toEqual(partOf);
    expect([target.coreCount, portOf(target)]).toEqual([used.length, used.length]);
    expect(Array.from(raw(target.tileOf))).toEqual(used.map((core) => Math.floor(core / 2)));
    expect(Array.from(raw(target.classOf))).toEqual(used.map((core) => (core === 3 || core === 8 ? 1 : 0)));
    expect(Array.from(target.dead)).toEqual(used.map((core) => (core === 8 ? 1 : 0)));
  });

  it('keeps all else of the problem, and the placement as it was', () => {
    const given = placed([8, 3, 11, 3]);
    const { problem } = groundworkOf(given);
    const { coreCount, tileOf, classOf, dead, ...rest } = problem.target;
    expect([coreCount, tileOf.length, classOf.length, dead.length]).toEqual([3, 3, 3, 3]);
    expect(chip).toMatchObject(rest);
    expect(problem.target.topology).toBe(chip.topology);
    expect({ ...problem, target: null }).toEqual({ ...given.problem, target: null });
    expect(given.problem.target).toBe(chip);
    expect(chip.coreCount).toBe(12);
  });
});

describe('what counts begin with', () => {
  const sorted = ({ pairCount, from, to, weight, edges }: PairTraffic): string[] =>
    Array.from({ length: pairCount }, (_, k) => [from[k], to[k], weight[k], edges[k]].join(' ')).sort();

  it('is the reach and the traffic of the parts that were given', () => {
    const { problem } = placed([8, 3, 11, 3]);
    const partOf = partsOf(placed([8, 3, 11, 3]));
    const { reach, pairs } = groundOf(problem, partOf);
    expect(reach).toEqual(reachOf(problem, partOf));
    expect(pairs).toEqual(pairTraffic(problem, partOf));
    expect(sorted(pairs)).toEqual(['4 1 1 1', '4 5 1 1']);
  });

  it('is the same with and without the empty cores: tiles, packets and edges of each pair', () => {
    const rng = new Rng(11);
    for (const description of EVERY_INTERCONNECT) {
      const target = buildTarget(description);
      const network = mixedNetwork(rng, 10, 40, true);
      const coreOf = Array.from({ length: 10 }, () => rng.below(target.coreCount));
      const given = placedOn(buildProblem(network, target), coreOf);
      const { problem, partOf, reach, pairs } = groundworkOf(given);
      expect(sorted(pairs)).toEqual(sorted(pairTraffic(given.problem, partsOf(given))));
      expect(reach).toEqual(reachOf(problem, partOf));
    }
  });
});
