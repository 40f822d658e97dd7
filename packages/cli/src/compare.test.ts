/** `nmap compare` and the candidates of `nmap place` as they are typed, in this process. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const net = at('net.json');

beforeAll(() => {
  const populations = [{ id: 'a', size: 60, spikes: 3 }];
  const projections = [{ from: 'a', to: 'a', connector: 'fixed-fan-in', n: 4, seed: 1 }];
  writeFileSync(
    net,
    JSON.stringify({ format: 'nmap-network', version: 1, name: 'net', populations, projections }),
  );
});

const on = ['--hw', 'loihi', '--neurons-per-core', '16'];
const scattered = ['--pipeline', 'partition/greedy; place/random'];

describe('nmap compare', () => {
  it('runs what flags name, writes the summary and prints its tables', async () => {
    const mappers = 'fast,mine=partition/greedy(patience=2); place/hilbert';
    const words = ['compare', net, ...on, '--mappers', mappers, '--seeds', '2', '--baseline', 'mine'];
    const { exit, out, err } = await runCli(...words, '-o', at('study'));
    expect([exit, out]).toEqual([0, '']);
    expect(err).toContain('mine');
    const runs = readdirSync(at('study/runs'));
    expect(runs).toHaveLength(4);
    const schema = JSON.parse((await runCli('schema', 'results')).out) as object;
    const isRun = new Ajv2020({ strict: false }).compile(schema);
    for (const name of runs) {
      isRun(JSON.parse(readFileSync(at(`study/runs/${name}`), 'utf8')));
      expect(isRun.errors).toBeNull();
    }
    for (const name of ['summary.json', 'summary.csv', 'summary.md', 'summary.tex', 'summary.html'])
      expect(readFileSync(at(`study/${name}`), 'utf8').length).toBeGreaterThan(20);
    expect(JSON.parse(readFileSync(at('study/summary.json'), 'utf8'))).toMatchObject({ baseline: 'mine' });
  });

  it.each([
    ['nothing to compare', [], 'there is nothing to compare'],
    ['no chip', [net, '--mappers', 'fast'], 'name a chip with --hw'],
    ['no mapper', [net, '--hw', 'loihi'], 'name mappers with --mappers'],
    ['a plan and flags', ['p.yaml', '--hw', 'loihi'], '--hw: a plan says that itself.'],
    ['a plan and a network', ['p.yaml', net], 'a plan stands alone'],
    ['a part that is none', ['p.yaml', '--shard', '4/3'], '--shard takes a part as I/N'],
    ['seeds in words', [net, ...on, '--mappers', 'fast', '--seeds', 'few'], '--seeds takes how many'],
    ['a queue without a server', ['p.yaml', '--engine', 'bullmq'], 'needs --redis URL'],
    ['a server without a queue', ['p.yaml', '--redis', 'redis://x'], '--redis needs --engine bullmq'],
    ['two ways at once', ['p.yaml', '--shard', '1/2', '--emit', 'slurm'], 'exclude each other'],
    ['parts of nothing', ['p.yaml', '--shards', '3'], '--shards needs --emit'],
  ])('refuses %s', async (_, words, message) => {
    const { exit, err } = await runCli('compare', ...words, '-o', at('refused'));
    expect(exit).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the candidates of nmap place', () => {
  it('are seeds, of which the cheapest by a command is kept as place makes it', async () => {
    // The cost of a placement: the number of the first core in its manifest, as good as any.
    writeFileSync(at('cost.sh'), `grep -o '"core": *[0-9]*' | head -1 | grep -o '[0-9]*$'\n`);
    const command = `sh ${at('cost.sh')}`;
    const words = ['place', net, ...on, ...scattered, '--candidates', '4', '--cost-command', command];
    const { out, exit } = await runCli(...words, '-o', at('best.json'), '--json');
    expect(exit).toBe(0);
    const { candidates } = JSON.parse(out) as { candidates: { seed: number; cost: number }[] };
    expect(candidates.map(({ seed }) => seed)).toEqual([1, 2, 3, 4]);
    const least = Math.min(...candidates.map(({ cost }) => cost));
    const { seed } = candidates.find(({ cost }) => cost === least)!;
    await runCli('place', net, ...on, ...scattered, '--seed', String(seed), '-o', at('one.json'));
    expect(readFileSync(at('best.json'), 'utf8')).toBe(readFileSync(at('one.json'), 'utf8'));
  });

  it('are judged by the objective where there is no command', async () => {
    const { out } = await runCli('place', net, ...on, ...scattered, '--candidates', '3', '--json');
    const { candidates, metrics } = JSON.parse(out) as {
      candidates: { cost: number }[];
      metrics: { further: { objective: number } };
    };
    expect(metrics.further.objective).toBe(Math.min(...candidates.map(({ cost }) => cost)));
  });

  it('cannot be read twice from standard input', async () => {
    const { exit, err } = await runCli('place', '-', ...on, '--candidates', '2');
    expect([exit, err.includes('standard input can be read once')]).toEqual([2, true]);
  });
});
