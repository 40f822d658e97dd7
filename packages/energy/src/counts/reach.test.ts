import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { buildProblem, buildTarget, mixedNetwork, networkOf } from '@nmap/testkit';
import { reachOf } from './reach.ts';

type Row = readonly [part: number, synapses: number];

/** [part, synapses] of each neuron, in the order of the columns. */
function rowsOf(problem: Problem, partOf: readonly number[]): Row[][] {
  const { start, part, synapses } = reachOf(problem, Uint32Array.from(partOf));
  expect(start.length).toBe(problem.network.vertexCount + 1);
  expect(start[0]).toBe(0);
  expect([part.length, synapses.length]).toEqual([start.at(-1), start.at(-1)]);
  return Array.from({ length: start.length - 1 }, (_, u) =>
    Array.from(part.subarray(start[u], start[u + 1]), (there, k) => [there, synapses[start[u] + k]] as const),
  );
}

/** Four cores; the port is part 4. */
const chip = buildTarget({ columns: 2, rows: 2 });
const PORT = 4;

interface Case {
  readonly what: string;
  readonly neurons: number;
  readonly synapses: readonly (readonly [number, number])[];
  readonly partOf: readonly number[];
  readonly reaches: readonly (readonly Row[])[];
}

const CASES: readonly Case[] = [
  { what: 'nothing', neurons: 0, synapses: [], partOf: [], reaches: [] },
  { what: 'neurons without a synapse', neurons: 2, synapses: [], partOf: [0, 1], reaches: [[], []] },
  {
    what: 'a self-loop is a synapse onto its own part',
    neurons: 1,
    synapses: [[0, 0]],
    partOf: [3],
    reaches: [[[3, 1]]],
  },
  {
    what: 'parts in the order of their first targets, not of their numbers',
    neurons: 4,
    synapses: [
      [0, 1],
      [0, 2],
      [0, 3],
    ],
    partOf: [0, 2, 1, 2],
    reaches: [
      [
        [2, 2],
        [1, 1],
      ],
      [],
      [],
      [],
    ],
  },
  {
    what: 'multapses counted, of one target and of two',
    neurons: 3,
    synapses: [
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 2],
      [1, 2],
    ],
    partOf: [0, 1, 1],
    reaches: [[[1, 4]], [[1, 1]], []],
  },
  {
    what: 'the sum of a part begins anew for the next neuron',
    neurons: 3,
    synapses: [
      [0, 2],
      [1, 2],
    ],
    partOf: [0, 0, 3],
    reaches: [[[3, 1]], [[3, 1]], []],
  },
  {
    what: 'the port is a part beyond the last core',
    neurons: 3,
    synapses: [
      [0, 1],
      [0, 2],
      [2, 0],
    ],
    partOf: [0, 3, PORT],
    reaches: [
      [
        [3, 1],
        [PORT, 1],
      ],
      [],
      [[0, 1]],
    ],
  },
  {
    what: 'more targets than parts',
    neurons: 9,
    synapses: Array.from({ length: 9 }, (_, post) => [8, post] as const),
    partOf: [0, 1, 2, 3, 0, 1, 2, 3, PORT],
    reaches: [
      ...Array.from({ length: 8 }, () => []),
      [0, 1, 2, 3, PORT].map((part) => [part, part === PORT ? 1 : 2] as const),
    ],
  },
];

describe('the parts that each neuron reaches', () => {
  it.each(CASES)('$what', ({ neurons, synapses, partOf, reaches }) => {
    const network = networkOf({ spikes: Array.from({ length: neurons }, () => 1), synapses });
    expect(rowsOf(buildProblem(network, chip), partOf)).toEqual(reaches);
  });

  it.each([false, true])('agree with a count of one synapse at a time (multapses: %s)', (withMultapses) => {
    const rng = new Rng(withMultapses ? 5 : 6);
    for (let trial = 0; trial < 20; trial++) {
      const network = mixedNetwork(rng, 12, rng.below(80), withMultapses);
      const { outStart, outTarget, outMultiplicity } = network;
      const partOf = Array.from(network.external, (external) => (external === 1 ? PORT : rng.below(PORT)));
      const expected = partOf.map((_, u) => {
        const row = new Map<number, number>();
        for (let entry = outStart[u]; entry < outStart[u + 1]; entry++) {
          const part = partOf[outTarget[entry]];
          row.set(part, (row.get(part) ?? 0) + (outMultiplicity?.[entry] ?? 1));
        }
        return [...row];
      });
      expect(rowsOf(buildProblem(network, chip), partOf)).toEqual(expected);
    }
  });
});
