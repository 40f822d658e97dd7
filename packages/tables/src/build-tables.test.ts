/** Tables against the network: expanded again, they are its synapses, and every spike finds its way to each of them. */
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { visitWeightedSynapses, type NetworkSpec, type Target } from '@nmap/ir';
import type { CoreTable, Manifest, ManifestCore, ManifestTables } from '@nmap/manifest';
import { buildSpec, buildTarget, type TestChip } from '@nmap/testkit';
import { buildTables } from './build-tables.ts';
import { linksPerTile } from './routing/router-rows.ts';

const SPEC: NetworkSpec = {
  ...buildSpec(
    [
      { id: 'in', size: 5, spikes: 1, external: true },
      { id: 'h', size: 12, spikes: 2, shape: [3, 2, 2], role: 'input' },
      { id: 'o', size: 6, spikes: 1, role: 'output' },
      { id: 'out', size: 3, spikes: 0, external: true },
    ],
    [
      { from: 'in', to: 'h', connector: 'fixed-probability', p: 0.5, weight: 0.3, delayMs: 2 },
      {
        from: 'h',
        to: 'o',
        connector: 'all-to-all',
        weight: Array.from({ length: 72 }, (_, k) => (k % 7) - 3),
      },
      { from: 'o', to: 'o', connector: 'one-to-one', weight: -0.5 },
      { from: 'h', to: 'h', connector: 'list', pre: [0, 0, 3], post: [1, 1, 3], delayMs: [1, 4, 2] },
      { from: 'o', to: 'out', connector: 'fixed-fan-out', n: 2 },
    ],
  ),
};

/** Neurons dealt to cores at random; `h` in boxes of one neuron where asked for. */
function drawn(target: Target, seed: number, boxes: boolean): Manifest {
  const rng = new Rng(seed);
  const cores = new Map<number, Record<string, number[]>>();
  for (const [id, size] of [
    ['h', 12],
    ['o', 6],
  ] as const) {
    for (let neuron = 0; neuron < size; neuron++) {
      const core = rng.below(Math.min(6, target.coreCount)) * Math.floor(target.coreCount / 6);
      const held = cores.get(core) ?? {};
      cores.set(core, held);
      (held[id] ??= []).push(neuron);
    }
  }
  const listed = [...cores].sort(([a], [b]) => a - b);
  return {
    cores: listed.map(([core, held]) => ({
      core,
      chip: 0,
      tile: 0,
      x: 0,
      y: 0,
      neurons: Object.fromEntries(
        Object.entries(held).map(([id, neurons]): [string, ManifestCore['neurons'][string]] => {
          if (id !== 'h' || !boxes) return [id, neurons.map((n): [number, number] => [n, n])];
          const box = (n: number) => [Math.floor(n / 4), Math.floor((n % 4) / 2), n % 2];
          return [
            id,
            {
              boxes: neurons.map((n) => {
                const [c, y, x] = box(n);
                return [
                  [c, c + 1],
                  [y, y + 1],
                  [x, x + 1],
                ];
              }),
            },
          ];
        }),
      ),
    })),
  } as unknown as Manifest;
}

function* run(runs: readonly (readonly [string, number, number, ...number[]])[]): Iterable<string> {
  for (const [id, first, last] of runs) for (let n = first; n <= last; n++) yield `${id}[${n}]`;
}

const at = (value: number | readonly number[], k: number): number =>
  typeof value === 'number' ? value : value[k];

/** Every synapse of a core as text, from its table alone. */
function expanded(core: CoreTable, tables: Pick<ManifestTables, 'weights'>): string[] {
  const neurons = [...run(core.slots)];
  const found: string[] = [];
  [...run(core.axons)].forEach((source, axon) => {
    const { start, slot, weight, delay, projection } = core.synapses;
    for (let k = start[axon]; k < start[axon + 1]; k++) {
      const { scale } = tables.weights.find((each) => each.projection === at(projection, k))!;
      const value = Number((at(weight, k) * scale).toPrecision(9));
      found.push(`${at(projection, k)}: ${source} -> ${neurons[slot[k]]} ${value} after ${at(delay, k)}`);
    }
  });
  return found;
}

function wanted(): string[] {
  const synapses: string[] = [];
  SPEC.projections.forEach(({ from, to }, projection) => {
    if (to === 'out') return;
    visitWeightedSynapses(SPEC, projection, (pre, post, weight, delayMs) =>
      synapses.push(`${projection}: ${from}[${pre}] -> ${to}[${post}] ${weight} after ${delayMs}`),
    );
  });
  return synapses.sort();
}

type TreeRouting = Extract<ManifestTables['routing'], { routers: unknown }>;

const CHIPS: readonly (readonly [string, TestChip, boolean])[] = [
  ['a mesh', { columns: 4, rows: 3, limits: { bitsPerSynapse: 4 } }, false],
  ['a mesh, in boxes', { columns: 4, rows: 3 }, true],
  [
    'a torus with trees',
    { kind: 'hex-torus', columns: 4, rows: 3, multicast: 'tree', limits: { bitsPerSynapse: 4 } },
    false,
  ],
];

describe('buildTables', () => {
  it.each(CHIPS)('hold the synapses of the network on %s', (_, chip, boxes) => {
    const target = buildTarget(chip);
    for (let seed = 1; seed <= 6; seed++) {
      const { tables } = buildTables(SPEC, target, drawn(target, seed, boxes));
      const cores = [...tables.cores];
      expect(cores.flatMap((core) => expanded(core, tables)).sort()).toEqual(wanted());
      for (const { memory, synapses } of cores) {
        if (chip.limits?.bitsPerSynapse === undefined) expect(memory).toBeUndefined();
        else {
          expect(memory!.bits).toBe(4 * synapses.slot.length);
          expect(memory!.axonOffsetBits).toEqual(synapses.start.slice(0, -1).map((first) => 4 * first));
        }
      }
    }
  });

  it('send each spike to the axons that hear it', () => {
    const target = buildTarget({ columns: 4, rows: 3 });
    const { tables } = buildTables(SPEC, target, drawn(target, 2, false));
    const cores = [...tables.cores];
    const axonsOf = new Map(cores.map((core) => [core.core, [...run(core.axons)]]));
    const heard: string[] = [];
    const sent = (
      neurons: readonly string[],
      { start, core, axon }: NonNullable<CoreTable['outputs']>,
    ): void => {
      neurons.forEach((neuron, k) => {
        for (let i = start[k]; i < start[k + 1]; i++) {
          if (core[i] < 0) heard.push(`${neuron} out`);
          else {
            expect(axonsOf.get(core[i])![axon[i]]).toBe(neuron);
            heard.push(`${neuron} ${core[i]}`);
          }
        }
      });
    };
    for (const core of cores) sent([...run(core.slots)], core.outputs!);
    const [input, ...others] = tables.io;
    expect(others.map(({ population, direction, at: where }) => [population, direction, where])).toEqual([
      ['h', 'in', 'cores'],
      ['o', 'out', 'cores'],
      ['out', 'out', 'port'],
    ]);
    expect([...run(others[2].sources!)]).toEqual(Array.from({ length: 6 }, (_, k) => `o[${k}]`));
    sent(
      Array.from({ length: 5 }, (_, k) => `in[${k}]`),
      input.destinations!,
    );
    const all = cores.flatMap((core) => axonsOf.get(core.core)!.map((source) => `${source} ${core.core}`));
    const leaving = Array.from({ length: 6 }, (_, k) => `o[${k}] out`);
    expect(heard.sort()).toEqual([...all, ...leaving].sort());
  });

  it.each([
    ['a route for each neuron', 0],
    ['tables with a little less room', 1],
    ['tables with much less room', 4],
  ])('route keys: %s', (_, less) => {
    const chip = buildTarget({
      kind: 'torus',
      columns: 3,
      rows: 4,
      chipColumns: 3,
      chipRows: 4,
      multicast: 'tree',
    });
    const free = buildTables(SPEC, chip, drawn(chip, 5, false)).tables.routing as TreeRouting;
    const routingEntriesPerChip = Math.max(...free.routers.map(({ entries }) => entries.length)) - less;
    const target = { ...chip, routingEntriesPerChip };
    const { tables, diagnostics } = buildTables(SPEC, target, drawn(target, 5, false));
    const routing = tables.routing as TreeRouting;
    const cores = [...tables.cores];
    const tileOf = new Map(cores.map(({ core }) => [core, core]));
    const keysOf = new Map(cores.map(({ core, axonKeys }) => [core, new Set(axonKeys)]));
    let extra = 0;
    const send = (key: number, tile: number, leaves: boolean): void => {
      const reached = walked(target, routing, key, tile);
      const hears = [...keysOf].filter(([, keys]) => keys.has(key)).map(([core]) => core);
      if (leaves) hears.push(-1);
      expect(new Set(reached).size).toBe(reached.length);
      expect(hears.filter((core) => !reached.includes(core))).toEqual([]);
      extra += reached.length - hears.length;
    };
    for (const { core, key, slots } of cores)
      [...run(slots)].forEach((neuron, slot) => send(key! + slot, tileOf.get(core)!, neuron.startsWith('o')));
    for (let k = 0; k < 5; k++) send(tables.io[0].key! + k, 0, false);
    expect(extra).toBe(routing.surplusDeliveries);
    for (const { entries } of routing.routers)
      expect(entries.length).toBeLessThanOrEqual(routingEntriesPerChip);
    expect(routing.mergedCores.length > 0).toBe(less > 0);
    expect(diagnostics.map(({ code }) => code)).toEqual(extra > 0 ? ['W6208'] : []);
  });

  it('merge no more cores than the chips ask for', () => {
    const chip = buildTarget({ kind: 'torus', columns: 4, rows: 4, multicast: 'tree' });
    const mergedAt = (share: number): number => {
      const free = buildTables(SPEC, chip, drawn(chip, 5, false)).tables.routing as TreeRouting;
      const all = free.routers.reduce((sum, { entries }) => sum + entries.length, 0);
      const target = { ...chip, routingEntriesPerChip: Math.floor(share * all) };
      const routing = buildTables(SPEC, target, drawn(target, 5, false)).tables.routing as TreeRouting;
      expect(routing.routers.reduce((sum, { entries }) => sum + entries.length, 0)).toBeLessThanOrEqual(
        target.routingEntriesPerChip,
      );
      return routing.surplusDeliveries;
    };
    const [none, few, many] = [1, 0.9, 0.7].map(mergedAt);
    expect(none).toBe(0);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(many);
  });

  it('refuse what cannot be listed', () => {
    const size = 10_000;
    const large = buildSpec(
      [{ id: 'a', size, spikes: 1 }],
      [{ from: 'a', to: 'a', connector: 'all-to-all' }],
    );
    const target = buildTarget();
    expect(() => buildTables(large, target, { cores: [] } as unknown as Manifest)).toThrow(/E1419/);
  });

  it('refuse keys of more than 32 bits', () => {
    // Blocks of 2^20 keys, as the largest core needs, for 4,097 cores.
    const size = 2 ** 19 + 1;
    const wide = buildSpec(
      [
        { id: 'a', size, spikes: 1 },
        { id: 'b', size: 4096, spikes: 1 },
      ],
      [],
    );
    const target = buildTarget({ columns: 64, rows: 65, multicast: 'tree' });
    const first = { core: 0, neurons: { a: [[0, size - 1]] } };
    const others = Array.from({ length: 4096 }, (_, k) => ({ core: k + 1, neurons: { b: [[k, k]] } }));
    const manifest = (count: number): Manifest =>
      ({ cores: [first, ...others.slice(0, count)] }) as unknown as Manifest;
    expect(() => buildTables(wide, target, manifest(4096))).toThrow(/E1420/);
    expect(buildTables(wide, target, manifest(4095)).tables.routing).toMatchObject({ keysPerCore: 2 ** 20 });
  });
});

/** Cores that a packet reaches, ascending. */
function walked(target: Target, { routers }: TreeRouting, key: number, tile: number): number[] {
  const { topology } = target;
  const perTile = linksPerTile(topology);
  const reached: number[] = [];
  const waiting: [router: number, arrival: number][] = [[tile, -1]];
  for (let visits = 0; waiting.length > 0; visits++) {
    expect(visits).toBeLessThan(200);
    const [router, arrival] = waiting.pop()!;
    const table = routers.find((each) => each.router === router)?.entries ?? [];
    const entry = table.find(([entryKey, mask]) => (key & mask) >>> 0 === entryKey);
    // A neuron without targets has no entry where it starts.
    const links = entry?.[2] ?? (arrival < 0 ? [] : [arrival]);
    reached.push(...(entry?.[3] ?? []));
    for (const link of links) waiting.push([topology.linkTo(router * perTile + link), link]);
  }
  return reached.sort((a, b) => a - b);
}
