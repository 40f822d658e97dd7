import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { place } from '@nmap/compiler';
import { compare } from '../compare.ts';
import { makePlan, type PlanInput } from '../plan/make-plan.ts';
import { tinyFolder, tinyNetwork } from '../testing/tiny.ts';
import { layOut } from './lay-out.ts';
import { performRun } from './perform-run.ts';
import type { PlannedRun } from './planned-run.ts';
import { parseRecord, stringifyRecord, type RunRecord } from './record.ts';

const { at, net } = tinyFolder();
const nothing = (): void => undefined;
const control = {
  sinceMs: performance.now(),
  threads: 1,
  cancelled: () => false,
  onPhase: nothing,
  onPlaced: nothing,
};

async function plannedOn(change: Partial<PlanInput> = {}): Promise<readonly PlannedRun[]> {
  const plan = makePlan({
    networks: [net],
    hardware: ['loihi'],
    mappers: ['fast'],
    neuronsPerCore: 4,
    ...change,
  });
  return (await layOut(plan)).runs;
}

async function made(change: Partial<PlanInput> = {}): Promise<RunRecord> {
  const [run] = await plannedOn(change);
  return performRun(run, { ...control, sinceMs: performance.now() });
}

describe('the grain of a run', () => {
  it("is the mapper's own, else that of its network, else that of the plan", async () => {
    const runs = await plannedOn({
      networks: [net, { name: 'coarse', file: net, grain: 'position' }],
      mappers: ['fast', { name: 'mine', preset: 'fast', grain: 'block' }],
      grain: 'neuron',
    });
    const grains = runs.map(({ network, mapper }) => {
      const [, grain = 'neuron'] = /^lower\(.*?grain=(\w+)/.exec(mapper.pipeline) ?? [];
      return `${network.name}, ${mapper.name}: ${grain}`;
    });
    expect(grains.toSorted()).toEqual(
      ['coarse, fast: position', 'coarse, mine: block', 'net, fast: neuron', 'net, mine: block'].toSorted(),
    );
  });
});

describe('a run', () => {
  it.each(['fast', 'default', 'pacman', 'partition/sequential; place/hilbert'])(
    'of %s is the placement that place makes',
    async (mapper) => {
      const record = await made({ mappers: [mapper], seeds: [3] });
      const named = mapper.includes('/') ? { pipeline: mapper } : { preset: mapper };
      const { manifest, result } = await place(net, 'loihi', { ...named, seed: 3, neuronsPerCore: 4 });
      expect(record.checksums.map(({ checksum }) => checksum)).toEqual(
        manifest.pipeline.map(({ checksum }) => checksum),
      );
      expect(record.outcome).toMatchObject({
        ok: true,
        verified: true,
        complete: true,
        metrics: {
          interCorePackets: manifest.metrics.interCorePackets,
          'energyPj.total': manifest.metrics.energyPj.total,
          'energyBackToBackPj.stepNs': manifest.metrics.energyBackToBackPj?.stepNs,
          'further.objective': manifest.metrics.further?.['objective'],
        },
        bounds: manifest.bounds,
      });
      expect(record.network).toMatchObject({ neurons: 12, synapses: 24 });
      expect(result.run.records).toHaveLength(record.checksums.length);
      expect(parseRecord(stringifyRecord(record)).fault).toBeNull();
    },
  );

  it('says by every option what its mapper is', async () => {
    const [run] = await plannedOn({ mappers: ['pacman'] });
    expect(run.mapper).toEqual({
      name: 'pacman',
      preset: 'pacman',
      pipeline: expect.stringMatching(
        /^lower\(grain=neuron, .*\); partition\/sequential\(form=by-population.*\); place\/row-major.*; route\/xy/,
      ),
    });
    const [same] = await plannedOn({ mappers: [{ name: 'mine', pipeline: run.mapper.pipeline }] });
    expect(same.id).toBe(run.id);
  });

  it('counts what it took', async () => {
    const { cost } = await made();
    expect(cost!.wallMs).toBeGreaterThanOrEqual(cost!.mappingMs!);
    expect(cost!.cpuMs).toBeGreaterThan(0);
    expect(cost!.peakMemoryBytes).toBeGreaterThan(1e7);
  });

  it('asks the cost command', async () => {
    const record = await made({ costCommand: 'grep -c nmap-manifest' });
    expect(record.outcome).toMatchObject({ ok: true, metrics: { cost: 1 } });
  });

  it.each<[string, Partial<PlanInput>, object]>([
    ['infeasible', { cores: 1 }, { kind: 'infeasible', code: expect.stringMatching(/^E2/) }],
    ['cost-command', { costCommand: 'false' }, { kind: 'cost-command', code: 'E1904' }],
    [
      'input',
      { mappers: ['lower(grain=block); partition/greedy; place/hilbert'] },
      { kind: 'input', code: 'E1406' },
    ],
  ])('fails as %s', async (_, change, outcome) => {
    const record = await made(change);
    expect(record.outcome).toMatchObject({ ok: false, ...outcome });
    expect(parseRecord(stringifyRecord(record)).fault).toBeNull();
  });

  it('fails under a grain that its mapper cannot take, and others do not', async () => {
    const { records } = await compare({
      networks: [net],
      hardware: ['loihi'],
      mappers: ['pacman', 'fast'],
      grain: 'block',
      neuronsPerCore: 4,
    });
    expect(records.map(({ mapper, outcome }) => [mapper.name, outcome.ok])).toEqual([
      ['pacman', false],
      ['fast', true],
    ]);
    expect(records[0].outcome).toMatchObject({ kind: 'input', code: 'E1407' });
  });

  it('does not take another file for its own, E1905', async () => {
    const file = at('changing.json');
    writeFileSync(file, tinyNetwork('one', 12));
    const [run] = await plannedOn({ networks: [file] });
    writeFileSync(file, tinyNetwork('one', 13));
    await expect(performRun(run, control)).rejects.toMatchObject({
      kind: 'input',
      diagnostics: [{ code: 'E1905', where: file }],
    });
  });
});
