/** A kernel is stored once for each core: what the tables lay out is what the limits on synapses count. */
import { describe, expect, it } from '@jest/globals';
import { coreLoads, lower, type ProjectionSpec, type Target } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import type { CoreTable, Manifest } from '@nmap/manifest';
import { buildSpec, buildTarget } from '@nmap/testkit';
import { buildTables } from '../build-tables.ts';

const POPULATIONS = [
  { id: 'in', size: 32, spikes: 1, shape: [2, 4, 4], external: true },
  { id: 'a', size: 36, spikes: 1, shape: [4, 3, 3] },
  { id: 'b', size: 36, spikes: 2 },
] as const;
const ramp = (length: number): number[] => Array.from({ length }, (_, k) => (k % 11) - 5);
const conv = (more: Partial<ProjectionSpec> & { kernel: number }): ProjectionSpec =>
  ({ from: 'in', to: 'a', connector: 'conv2d', ...more }) as ProjectionSpec;

/** [what it is, its projections] */
const NETWORKS: readonly (readonly [string, readonly ProjectionSpec[]])[] = [
  ['a kernel of its own for each tap', [conv({ kernel: 2, weight: ramp(32) })]],
  ['a kernel of one weight', [conv({ kernel: 2, weight: 0.5 })]],
  [
    'borders, where taps make no synapse',
    [conv({ kernel: 3, stride: 1, padding: 'same', from: 'a', weight: ramp(144) })],
  ],
  ['groups', [conv({ kernel: 2, groups: 2, weight: ramp(16) })]],
  ['delays by tap', [conv({ kernel: 2, weight: ramp(32), delayMs: ramp(32).map((k) => k + 6) })]],
  ['onto a flat population', [conv({ kernel: 1, from: 'a', to: 'b', weight: ramp(16) })]],
  [
    'two kernels and lists onto one population',
    [
      conv({ kernel: 2, weight: ramp(32) }),
      conv({ kernel: 3, padding: 'same', from: 'a', weight: ramp(144) }),
      { from: 'b', to: 'a', connector: 'fixed-probability', p: 0.3, seed: 4, weight: -2 },
      { from: 'a', to: 'b', connector: 'list', pre: [0, 0, 5], post: [1, 1, 9], weight: [1, 2, 3] },
    ],
  ],
  ['no kernel at all', [{ from: 'a', to: 'b', connector: 'all-to-all', weight: 3 }]],
];

/** Neurons of a and b dealt to cores at random. */
function dealt(target: Target, seed: number): { manifest: Manifest; coreOf: Uint32Array } {
  const rng = new Rng(seed);
  const coreOf = new Uint32Array(104).fill(0xffff_ffff);
  const cores = Array.from({ length: target.coreCount }, (_, core) => ({
    core,
    neurons: new Map<string, number[][]>(),
  }));
  POPULATIONS.slice(1).forEach(({ id, size }, number) => {
    for (let neuron = 0; neuron < size; neuron++) {
      const core = rng.below(target.coreCount);
      const { neurons } = cores[core];
      neurons.set(id, [...(neurons.get(id) ?? []), [neuron, neuron]]);
      coreOf[32 + number * 36 + neuron] = core;
    }
  });
  const listed = cores.map(({ core, neurons }) => ({ core, neurons: Object.fromEntries(neurons) }));
  return { manifest: { cores: listed } as unknown as Manifest, coreOf };
}

const at = (value: number | readonly number[], k: number): number =>
  typeof value === 'number' ? value : value[k];

function chip(bits: number | null, shared: readonly boolean[]): Target {
  const target = buildTarget({
    columns: shared.length,
    rows: 1,
    classes: [{ bitsPerSynapse: bits }, { bitsPerSynapse: bits }],
    classOf: shared.map(Number),
  });
  return {
    ...target,
    classes: target.classes.map((each, number) => ({ ...each, sharedKernels: number === 1 })),
  };
}

describe('the memory of cores that store kernels once', () => {
  it.each(NETWORKS)('holds as many weights as their limits count: %s', (_, projections) => {
    const spec = buildSpec([...POPULATIONS], [...projections]);
    const { network } = lower(spec);
    for (const [seed, bits] of [
      [1, 8],
      [2, 4],
      [3, null],
    ] as const) {
      const target = chip(bits, [true, false, true, true]);
      const { manifest, coreOf } = dealt(target, seed);
      const { storedWeights, synapses } = coreLoads(network, coreOf, target.coreCount);
      for (const table of buildTables(spec, target, manifest).tables.cores) {
        if (table.core === 1) {
          expect(table.kernelMemory).toBeUndefined();
          expect(table.memory?.bits ?? null).toBe(bits === null ? null : synapses[1] * bits);
          continue;
        }
        expect(table.memory).toBeUndefined();
        const { entries, bits: used, bitsPerSynapse } = table.kernelMemory!;
        expect([table.core, entries]).toEqual([table.core, storedWeights[table.core]]);
        expect([bitsPerSynapse, used]).toEqual([bits, bits === null ? null : entries * bits]);
        pointsAtWeights(table);
      }
    }
  });

  it('stores a kernel of two channels in two parts, and points every position at them', () => {
    const spec = buildSpec(
      [
        { id: 'in', size: 3, spikes: 1, shape: [1, 1, 3], external: true },
        { id: 'a', size: 4, spikes: 1, shape: [2, 1, 2] },
      ],
      [
        { from: 'in', to: 'a', connector: 'conv2d', kernel: [1, 2], weight: [1, 2, 3, 4] },
        { from: 'in', to: 'a', connector: 'list', pre: [0], post: [3], weight: 0.25 },
      ],
    );
    const cores = [
      { core: 0, neurons: { a: [[0, 1]] } },
      { core: 1, neurons: { a: [[2, 3]] } },
    ];
    const { tables } = buildTables(spec, chip(4, [true, true]), { cores } as unknown as Manifest);
    const [first, second] = [...tables.cores];
    // Sources 0, 1, 2; position 0 takes taps 0 and 1 of sources 0 and 1, position 1 those of sources 1 and 2.
    expect(first.kernelMemory).toEqual({
      bitsPerSynapse: 4,
      bits: 8,
      entries: 2,
      kernels: [[0, 0, 0]],
      weight: [1, 2],
      entry: [0, 1, 0, 1],
    });
    expect(second.kernelMemory).toEqual({
      bitsPerSynapse: 4,
      bits: 12,
      entries: 3,
      kernels: [[0, 1, 0]],
      weight: [3, 4, 1],
      entry: [0, 2, 1, 0, 1],
    });
    // 0.25 is stored as 1 x 0.25.
    expect(tables.weights.map(({ scale }) => scale)).toEqual([1, 0.25]);
  });
});

/** The weight of each synapse is that of its entry, and synapses of no kernel share none. */
function pointsAtWeights({ synapses, kernelMemory }: CoreTable): void {
  const { entries, kernels, weight, entry } = kernelMemory!;
  expect(entry).toHaveLength(synapses.slot.length);
  entry.forEach((each, k) => {
    expect(each).toBeLessThan(entries);
    expect(at(weight, each)).toBe(at(synapses.weight, k));
  });
  expect(new Set(kernels.map(([projection, channel]) => `${projection} ${channel}`)).size).toBe(
    kernels.length,
  );
  const withKernel = new Set(kernels.map(([projection]) => projection));
  const alone = entry.filter((_, k) => !withKernel.has(at(synapses.projection, k)));
  expect(new Set(alone).size).toBe(alone.length);
}
