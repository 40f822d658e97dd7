import type { Problem } from '@nmap/ir';
import { buildNetwork } from './network.ts';
import { feedForward, randomNetwork } from './networks.ts';
import { buildProblem } from './problem.ts';

export interface NamedProblem {
  readonly name: string;
  readonly problem: Problem;
  /** True where nothing can be legal, which no mapper may hide. */
  readonly impossible?: boolean;
}

/** What every mapper must cope with, one trait each. */
export function smallProblems(): readonly NamedProblem[] {
  const four = { columns: 2, rows: 2 };
  const nine = { columns: 3, rows: 3 };
  const traits = buildNetwork(
    [
      { size: 3, external: true, spikes: 4 },
      { size: 6, spikes: [5, 0, 1, 2, 3, 9] },
      { size: 2, external: true },
    ],
    [
      [0, 3],
      [0, 3],
      [0, 4],
      [1, 5],
      [3, 3],
      [3, 4],
      [4, 5],
      [4, 5],
      [4, 5],
      [5, 9],
      [6, 10],
      [6, 3],
      [2, 9],
    ],
    { name: 'traits' },
  );
  const multapses = buildNetwork(
    [{ size: 4, spikes: 2 }],
    [
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 2],
      [1, 2],
      [2, 3],
      [3, 0],
    ],
  );
  const selfLoops = buildNetwork(
    [{ size: 4, spikes: 2 }],
    [
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 3],
      [3, 2],
    ],
  );
  const single = buildNetwork([{ size: 1 }], []);
  const recurrent = randomNetwork(7, 24, 96);
  const layered = feedForward([6, 8, 4], false, 3);
  return [
    { name: 'feed-forward', problem: buildProblem(layered, { ...nine, limits: { neurons: 4 } }) },
    { name: 'recurrent', problem: buildProblem(recurrent, { ...nine, limits: { neurons: 5 } }) },
    { name: 'multapses', problem: buildProblem(multapses, { ...four, limits: { synapses: 3 } }) },
    {
      name: 'self-loops',
      problem: buildProblem(selfLoops, { ...four, limits: { neurons: 2, inputAxons: 2 } }),
    },
    {
      name: 'isolated neurons',
      problem: buildProblem(buildNetwork([{ size: 5 }, { size: 3 }], [[0, 1]]), {
        ...four,
        limits: { neurons: 2 },
      }),
    },
    {
      name: 'external inputs',
      problem: buildProblem(feedForward([5, 6, 3], true, 2), {
        ...nine,
        limits: { neurons: 3, inputAxons: 8 },
      }),
    },
    {
      name: 'external in and out',
      problem: buildProblem(traits, { ...four, limits: { neurons: 2, inputAxons: 5 } }),
    },
    {
      name: 'two core classes',
      problem: buildProblem(recurrent, {
        ...nine,
        classes: [{ neurons: 2 }, { neurons: 6, synapses: 30 }],
        classOf: [0, 1, 0, 1, 0, 1, 0, 1, 1],
      }),
    },
    {
      name: 'a class for few',
      problem: buildProblem(feedForward([8, 2, 4]), {
        ...nine,
        classes: [
          { neurons: 4, fanInPerNeuron: 4 },
          { neurons: 2, fanInPerNeuron: 16 },
        ],
        classOf: [0, 0, 0, 0, 0, 0, 0, 0, 1],
      }),
    },
    {
      name: 'dead cores',
      problem: buildProblem(layered, { ...nine, limits: { neurons: 4 }, dead: [0, 4, 5] }),
    },
    {
      name: 'tight input axons',
      problem: buildProblem(layered, { columns: 4, rows: 4, limits: { neurons: 6, inputAxons: 8 } }),
    },
    {
      name: 'tight output axons',
      problem: buildProblem(layered, { columns: 4, rows: 4, limits: { neurons: 6, outputAxons: 8 } }),
    },
    {
      name: 'tight fan-out',
      problem: buildProblem(layered, {
        columns: 4,
        rows: 4,
        limits: { neurons: 4, fanOutCoresPerNeuron: 2 },
      }),
    },
    {
      name: 'tight fan-out, the own core counted',
      problem: buildProblem(layered, {
        columns: 4,
        rows: 4,
        limits: { neurons: 4, fanOutCoresPerNeuron: 2 },
        fanOutCountsOwnCore: true,
      }),
    },
    {
      name: 'one core for each neuron to reach',
      problem: buildProblem(feedForward([12, 4, 3]), {
        columns: 4,
        rows: 4,
        limits: { neurons: 4, fanOutCoresPerNeuron: 1 },
        fanOutCountsOwnCore: true,
      }),
    },
    {
      name: 'tight synapse memory',
      problem: buildProblem(layered, {
        columns: 4,
        rows: 4,
        limits: { neurons: 8, synapseMemoryBits: 160, bitsPerSynapse: 8 },
      }),
    },
    { name: 'one core', problem: buildProblem(layered, { columns: 1, rows: 1, limits: { neurons: 18 } }) },
    { name: 'one core without limits', problem: buildProblem(recurrent, { columns: 1, rows: 1 }) },
    {
      name: 'maxCores',
      problem: buildProblem(layered, { columns: 4, rows: 4, limits: { neurons: 9 } }, { maxCores: 2 }),
    },
    {
      name: 'one neuron for each core',
      problem: buildProblem(layered, { columns: 5, rows: 4, limits: { neurons: 1 } }),
    },
    { name: 'one neuron', problem: buildProblem(single, { columns: 1, rows: 1, limits: { neurons: 1 } }) },
    {
      name: 'zero spikes',
      problem: buildProblem(feedForward([4, 4], false, 0), { ...four, limits: { neurons: 2 } }),
    },
    {
      name: 'external only',
      problem: buildProblem(buildNetwork([{ size: 3, external: true }], []), {
        ...four,
        limits: { neurons: 2 },
      }),
    },
    {
      name: 'too few cores',
      problem: buildProblem(layered, { ...four, limits: { neurons: 4 } }),
      impossible: true,
    },
    {
      name: 'fan-in wall',
      problem: buildProblem(layered, { ...nine, limits: { neurons: 4, fanInPerNeuron: 5 } }),
      impossible: true,
    },
    {
      name: 'all cores dead',
      problem: buildProblem(layered, { ...four, limits: { neurons: 9 }, dead: [0, 1, 2, 3] }),
      impossible: true,
    },
  ];
}
