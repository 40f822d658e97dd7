import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compare } from './compare.ts';
import { stringifyRecord, withoutCost, type RunRecord } from './run/record.ts';
import { tinyFolder, tinyNetwork } from './testing/tiny.ts';

const { at, net } = tinyFolder();
writeFileSync(at('other.json'), tinyNetwork('other', 9));
const plan = {
  networks: [net, at('other.json')],
  hardware: ['loihi'],
  mappers: ['fast', 'pacman', 'partition/greedy; place/random'],
  seeds: 2,
  neuronsPerCore: 4,
};
const texts = (records: readonly RunRecord[]): string[] =>
  records.map((each) => stringifyRecord(withoutCost(each)));

describe('compare', () => {
  it('makes every run once, and none again', async () => {
    const output = at('first');
    const first = await compare(plan, { output });
    expect(first).toMatchObject({ planned: 12, made: 12, missing: 0, diagnostics: [] });
    expect(first.records).toHaveLength(12);
    expect(readdirSync(at('first/runs')).sort()).toEqual(first.records.map(({ id }) => `${id}.json`).sort());
    const again = await compare(plan, { output });
    expect(again).toMatchObject({ planned: 12, made: 0, missing: 0 });
    expect(again.records).toEqual(first.records);
    const elsewhere = await compare(plan);
    expect(texts(elsewhere.records)).toEqual(texts(first.records));
  });

  it('lets the mappers of a problem follow each other, and begins with another each time', async () => {
    const { study } = await compare(plan, { engine: () => Promise.resolve() });
    const order = study.runs.map(
      ({ network, seed, mapper }) => `${network.name} ${seed} ${mapper.name.slice(0, 4)}`,
    );
    expect(order).toEqual([
      'net 1 fast',
      'net 1 pacm',
      'net 1 part',
      'net 2 pacm',
      'net 2 part',
      'net 2 fast',
      'other 1 part',
      'other 1 fast',
      'other 1 pacm',
      'other 2 fast',
      'other 2 pacm',
      'other 2 part',
    ]);
  });

  it('puts a network on the chips that it names, with seeds and a grain of its own', async () => {
    const { study } = await compare(
      {
        networks: [net, { file: at('other.json'), hardware: ['truenorth'], seeds: [7], grain: 'position' }],
        hardware: ['loihi', 'truenorth'],
        mappers: ['fast'],
        split: 'auto',
      },
      { engine: () => Promise.resolve() },
    );
    const runs = study.runs.map(
      ({ network, hardware, seed, mapper, refused }) =>
        `${network.name} ${hardware.name} ${seed} ${/grain=[a-z]+/.exec(mapper.pipeline)?.[0]} ${refused?.code}`,
    );
    expect(runs).toEqual([
      'net loihi 1 grain=neuron undefined',
      'net truenorth 1 grain=neuron undefined',
      // Neurons are split one by one: a network of units says so, and can say split: off.
      'other truenorth 7 undefined E1651',
    ]);
  });

  it('makes a damaged record again, and names it', async () => {
    const output = at('damaged');
    const { records } = await compare(plan, { output });
    const [a, b] = records.map(({ id }) => `${output}/runs/${id}.json`);
    const whole = readFileSync(a, 'utf8');
    writeFileSync(a, whole.slice(0, 100));
    renameSync(b, `${b}.away`);
    const again = await compare(plan, { output });
    expect(again.made).toBe(2);
    expect(again.diagnostics).toMatchObject([{ code: 'W6101', where: a }]);
    expect(texts(again.records)).toEqual(texts(records));
    expect(existsSync(b)).toBe(true);
  });

  it('makes what failed again only where that is asked for', async () => {
    const output = at('failed');
    const few = { ...plan, cores: 1 };
    expect((await compare(few, { output })).records.map(({ outcome }) => outcome.ok)).toEqual(
      Array(12).fill(false),
    );
    expect((await compare(few, { output })).made).toBe(0);
    expect((await compare(few, { output, retryFailed: true })).made).toBe(12);
  });

  it('is made in parts, which are the whole', async () => {
    const output = at('parts');
    for (const index of [1, 2, 3]) await compare(plan, { output, shard: { index, count: 3 } });
    const whole = await compare(plan, { output });
    expect(whole.made).toBe(0);
    expect(texts(whole.records)).toEqual(texts((await compare(plan)).records));
  });

  it('makes one run of two names of one mapper', async () => {
    const twice = { ...plan, mappers: ['fast', { name: 'quick', preset: 'fast' }] };
    const { records, planned } = await compare(twice);
    expect(planned).toBe(4);
    expect(records.map(({ mapper }) => mapper.name).sort()).toEqual([
      'fast',
      'fast',
      'fast',
      'fast',
      'quick',
      'quick',
      'quick',
      'quick',
    ]);
  });

  it('keeps what has ended when it is stopped, and goes on', async () => {
    const output = at('stopped');
    const stop = new AbortController();
    let seen = 0;
    const onProgress = ({ done }: { readonly done: number }): void => {
      seen = done;
      if (done === 5) stop.abort();
    };
    const half = await compare(plan, { output, jobs: 1, signal: stop.signal, onProgress });
    expect([half.records.length, half.missing, seen]).toEqual([5, 7, 5]);
    const rest = await compare(plan, { output });
    expect(rest).toMatchObject({ made: 7, missing: 0 });
  });

  it('counts a run whose pass gave its work to another as a failure', async () => {
    // A core has axons for a whole layer, and neurons of two: in order, the core between the layers has too few.
    writeFileSync(
      at('tight.json'),
      JSON.stringify({
        format: 'nmap-network',
        version: 1,
        name: 'tight',
        populations: ['a', 'b'].map((id) => ({ id, size: 12, spikes: 1 })),
        projections: [{ from: 'a', to: 'b', connector: 'all-to-all' }],
      }),
    );
    writeFileSync(
      at('tight.yaml'),
      `format: nmap-hardware
version: 1
name: tight
topology: { kind: mesh, width: 16, height: 1 }
core: { neurons: 6, inputAxons: 12, outputAxons: 4 }
`,
    );
    const { records } = await compare({
      networks: [at('tight.json')],
      hardware: [at('tight.yaml')],
      mappers: ['partition/sequential; place/row-major'],
    });
    expect(records).toMatchObject([{ outcome: { ok: false, kind: 'fell-back' } }]);
    expect(records[0].fellBackTo).not.toBeNull();
  });
});
