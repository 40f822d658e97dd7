/**
 * `nmap compare` as people use it: killed and started again, on several machines, under scripts. Runs the program as
 * it is published, which is built first. COMPARE_KILLS says how often it is killed (default 3; 50 for a thorough look).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { bashIn, build, endOf, nmapIn, program, recordsIn, root, startNmap } from './testing/processes.ts';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const bin = at('bin');
const kills = Number(process.env['COMPARE_KILLS'] ?? '3');

const PLAN = `networks: [small.json]
hardware: [loihi]
mappers: [pacman, "partition/greedy; place/random; refine/anneal"]
seeds: [1, 3]
neuronsPerCore: 16
`;
/** Half of it, for the scripts: a run for each of their parts. */
const HALF = PLAN.replace('[1, 3]', '[1]');
let undisturbed: Record<string, unknown> = {};
let undisturbedHalf: Record<string, unknown> = {};
const before = process.cwd();

beforeAll(async () => {
  build();
  await runCli('generate', 'random', '--neurons', '64', '--fan-out', '8', '-o', at('small.json'));
  await runCli('generate', 'random', '--neurons', '20000', '-o', at('large.json'));
  writeFileSync(at('plan.yaml'), PLAN);
  writeFileSync(at('half.yaml'), HALF);
  mkdirSync(bin);
  writeFileSync(join(bin, 'nmap'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, 'nmap'), 0o755);
  expect(nmapIn(folder, 'compare', 'plan.yaml', '-o', 'undisturbed')).toMatchObject({ status: 0 });
  undisturbed = recordsIn(at('undisturbed'));
  // What is made in this process has the same paths as what processes make in the folder.
  process.chdir(folder);
  await here('half.yaml', '-o', 'undisturbed half');
  undisturbedHalf = recordsIn(at('undisturbed half'));
});

afterAll(() => {
  process.chdir(before);
});

/** A comparison, or a script of one, in this process: what is asked is what it makes, not who runs it. */
async function here(...words: string[]): Promise<{ out: string; err: string }> {
  const { exit, out, err } = await runCli('compare', ...words);
  expect([exit, exit === 0 ? '' : err]).toEqual([0, '']);
  return { out, err };
}

describe('a comparison', () => {
  it('is a record of every run, with what it took', () => {
    expect(Object.keys(undisturbed)).toHaveLength(4);
    for (const name of Object.keys(undisturbed)) {
      const { outcome, cost } = JSON.parse(readFileSync(at(`undisturbed/runs/${name}`), 'utf8')) as {
        outcome: object;
        cost: { cpuMs: number; wallMs: number; peakMemoryBytes: number };
      };
      expect(outcome).toMatchObject({ ok: true, verified: true, complete: true });
      // A process of its own: its start alone takes longer and more.
      expect(cost.cpuMs).toBeGreaterThan(50);
      expect(cost.peakMemoryBytes).toBeGreaterThan(30e6);
      expect(cost.peakMemoryBytes).toBeLessThan(2e9);
    }
  });

  it('that is killed again and again ends as if it never were', async () => {
    const delays = drawn(kills);
    for (const delayMs of delays) {
      const running = startNmap(folder, 'compare', 'plan.yaml', '-o', 'killed', '--jobs', '2');
      const ended = endOf(running);
      await Promise.race([wait(delayMs), ended]);
      running.kill('SIGKILL');
      await ended;
    }
    await here('plan.yaml', '-o', 'killed');
    expect(recordsIn(at('killed'))).toEqual(undisturbed);
    for (const name of ['summary.json', 'summary.csv', 'overall.csv', 'summary.md', 'summary.tex'])
      expect(readFileSync(at(`killed/${name}`), 'utf8')).toBe(
        readFileSync(at(`undisturbed/${name}`), 'utf8'),
      );
    expect(readdirSync(at('killed/runs')).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  it('that is interrupted says how to go on, ends its runs and leaves what has ended', async () => {
    const running = startNmap(folder, 'compare', 'plan.yaml', '-o', 'interrupted', '--jobs', '1');
    const ended = endOf(running);
    while (finished('interrupted') < 1) await wait(20);
    running.kill('SIGINT');
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(err).toMatch(/of 4 runs are in interrupted\/runs, .* the same command makes the rest/);
    const left = finished('interrupted');
    expect(left).toBeGreaterThanOrEqual(1);
    expect(left).toBeLessThan(4);
    const rest = await here('plan.yaml', '-o', 'interrupted');
    expect(rest.err).toContain(`4 of 4 runs are in interrupted/runs, ${4 - left} of them made now`);
    expect(recordsIn(at('interrupted'))).toEqual(undisturbed);
  });

  it('that is interrupted while it reads ends at once: there is nothing to keep', async () => {
    const pipe = at('nobody-writes.json');
    execFileSync('mkfifo', [pipe]);
    const words = [pipe, '--hw', 'loihi', '--mappers', 'fast', '-o', 'reading'];
    const running = startNmap(folder, 'compare', ...words);
    const ended = endOf(running);
    while (!existsSync(at('reading/runs'))) await wait(20);
    running.kill('SIGINT');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGINT' });
    expect(readdirSync(at('reading/runs'))).toEqual([]);
  });

  it('in four parts, merged, is the whole', async () => {
    for (const part of [1, 2, 3, 4]) await here('plan.yaml', '-o', `part${part}`, '--shard', `${part}/4`);
    const parts = [1, 2, 3, 4].map((part) => `part${part}`);
    await here('plan.yaml', '--merge', ...parts, '-o', 'merged');
    expect(recordsIn(at('merged'))).toEqual(undisturbed);
    await here('--merge', ...parts, '-o', 'merged-too');
    expect(recordsIn(at('merged-too'))).toEqual(undisturbed);
  });
});

/** Records that are whole, while others are being written. */
function finished(name: string): number {
  try {
    return readdirSync(at(`${name}/runs`)).filter((file) => /^[0-9a-f]{64}\.json$/.test(file)).length;
  } catch {
    return 0;
  }
}

/** From before the first run to about the end of a few of them; the same in every run of this test. */
function drawn(count: number): number[] {
  return Array.from({ length: count }, (_, k) => Math.round(200 + 2000 * ((0.618034 * (k + 1)) % 1)));
}

describe('a run that goes wrong is a record of failure', () => {
  const only = (name: string): { outcome: { ok: boolean; kind: string; message: string } } =>
    Object.values(recordsIn(at(name)))[0] as { outcome: { ok: boolean; kind: string; message: string } };

  it('where the memory does not suffice', () => {
    // Less than the program itself takes.
    const words = ['small.json', '--hw', 'loihi', '--mappers', 'fast', '--memory-mb', '16', '-o', 'memory'];
    expect(nmapIn(folder, 'compare', ...words)).toMatchObject({ status: 0 });
    expect(only('memory').outcome).toMatchObject({ ok: false, kind: 'out-of-memory' });
  });

  it('where its process is killed', async () => {
    const words = ['large.json', '--hw', 'loihi', '--mappers', 'best', '--jobs', '1', '-o', 'crash'];
    const running = startNmap(folder, 'compare', ...words);
    const ended = endOf(running);
    const child = await childOf(running.pid!);
    await wait(300);
    process.kill(child, 'SIGKILL');
    expect(await ended).toMatchObject({ code: 0 });
    expect(only('crash').outcome).toMatchObject({
      ok: false,
      kind: 'crash',
      message: expect.stringContaining('was ended by SIGKILL'),
    });
  });

  it('where its time is over before there is anything legal', () => {
    const words = ['large.json', '--hw', 'loihi', '--mappers', 'best', '--time-limit', '0.01', '-o', 'late'];
    expect(nmapIn(folder, 'compare', ...words)).toMatchObject({ status: 0 });
    expect(only('late').outcome).toMatchObject({ ok: false, kind: 'time-limit' });
  });
});

/** The process of the first run. */
async function childOf(parent: number): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const found = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')[0];
    if (found !== '') return Number(found);
    await wait(20);
  }
  throw new Error('no run was started');
}

describe('scripts for other machines', () => {
  const emitted = async (kind: string, output: string, ...more: string[]): Promise<string> => {
    const { out, err } = await here('half.yaml', '--emit', kind, '-o', output, ...more);
    expect(err).toBe('');
    return out;
  };

  it('commands run one after the other', async () => {
    const { out: lines } = await here('plan.yaml', '--emit', 'commands', '-o', 'by commands');
    expect(lines.trim().split('\n')).toHaveLength(2);
    expect(bashIn(folder, bin, lines)).toMatchObject({ status: 0, err: '' });
    expect(recordsIn(at('by commands'))).toEqual(undisturbed);
  });

  it('a SLURM array script runs its tasks, also twice', async () => {
    const script = await emitted('slurm', "it's slurm", '--shards', '2', '--jobs', '2');
    writeFileSync(at('study.sbatch'), script);
    expect(script).toMatch(/^#!\/bin\/bash\n#SBATCH /);
    expect(script).toContain('#SBATCH --array=1-2\n#SBATCH --cpus-per-task=2\n');
    for (const task of ['2', '1', '2']) {
      const env = { SLURM_ARRAY_TASK_ID: task, SLURM_CPUS_PER_TASK: '2', SLURM_SUBMIT_DIR: folder };
      expect(bashIn('/', bin, `bash '${at('study.sbatch')}'`, env)).toMatchObject({ status: 0, err: '' });
    }
    expect(recordsIn(at("it's slurm"))).toEqual(undisturbedHalf);
  });

  (hasCluster() ? it : it.skip)('a SLURM array script runs under sbatch', async () => {
    writeFileSync(at('real.sbatch'), await emitted('slurm', 'by sbatch', '--shards', '2', '--jobs', '1'));
    expect(bashIn(folder, bin, 'sbatch --wait real.sbatch')).toMatchObject({ status: 0 });
    expect(recordsIn(at('by sbatch'))).toEqual(undisturbedHalf);
  });

  it('a Snakefile has a rule for the parts, with braces and quotes of paths intact', async () => {
    const text = await emitted('snakemake', 'a {b} "c"', '--shards', '5');
    expect(text).toContain('OUT = "a {b} \\"c\\""\nSHARDS = 5\n');
    expect(text).toContain(
      `shell: "nmap compare half.yaml --shard {wildcards.shard}/5 --jobs {threads} -o 'a {{b}} \\"c\\"' --quiet"`,
    );
  });

  (isInstalled('snakemake') ? it : it.skip)('a Snakefile runs under snakemake', async () => {
    writeFileSync(at('Snakefile'), await emitted('snakemake', 'by snakemake', '--shards', '2'));
    expect(bashIn(folder, bin, 'snakemake --cores 2 --quiet all')).toMatchObject({ status: 0 });
    expect(recordsIn(at('by snakemake'))).toEqual(undisturbedHalf);
  });

  it('flags become a plan that stands beside the runs', async () => {
    const words = ['small.json', '--hw', 'loihi', '--mappers', 'pacman', '--seeds', '1,3'];
    const limits = ['--neurons-per-core', '16', '--emit', 'commands', '-o', 'by flags'];
    const { out } = await here(...words, ...limits);
    expect(bashIn(folder, bin, out)).toMatchObject({ status: 0 });
    const made = recordsIn(at('by flags'));
    expect(Object.keys(made)).toHaveLength(2);
    for (const [name, record] of Object.entries(made)) expect(undisturbed[name]).toEqual(record);
  });
});

describe('the example of a study as a program', () => {
  const example = 'examples/three-mappers-two-chips.mjs';

  it('is short, and ends with its tables', async () => {
    const file = join(root, example);
    expect(readFileSync(file, 'utf8').trim().split('\n').length).toBeLessThan(40);
    const out = jest.spyOn(console, 'log').mockReturnValue(undefined);
    const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await import(file);
    const [printed, told] = [out, err].map(({ mock }) => mock.calls.map(([text]) => String(text)));
    jest.restoreAllMocks();
    expect(told).toContain('run 12 of 12\n');
    expect(process.exitCode).toBe(0);
    expectTables(printed.join('\n'));
  });

  it('runs as it is published, cut down to a chip and a seed', () => {
    const published = join(program, '../..', example);
    const text = readFileSync(published, 'utf8');
    const small = text.replace("['loihi', 'spinnaker']", "['loihi']").replace('seeds: 2', 'seeds: 1');
    // Beside the published one, where its packages are found.
    const file = published.replace('.mjs', `-${process.pid}.mjs`);
    writeFileSync(file, small);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    rmSync(file);
    expect(stderr).toContain('run 3 of 3');
    expect(status).toBe(0);
    expectTables(stdout);
  });

  function expectTables(text: string): void {
    expect(text).toMatch(/^# Three mappers on two chips/);
    for (const name of ['pacman', 'greedy', 'sequential']) expect(text).toContain(`| ${name}`);
  }
});

/** SLURM may be installed where no controller runs: then nothing can be submitted. */
function hasCluster(): boolean {
  if (!isInstalled('sbatch')) return false;
  const answers = spawnSync('sinfo', ['--noheader'], { timeout: 10_000 }).status === 0;
  if (!answers)
    process.stderr.write('compare-process.test.ts: no SLURM controller answers, its test is skipped\n');
  return answers;
}

function isInstalled(name: string): boolean {
  const found = spawnSync('which', [name]).status === 0;
  // What a skipped test would have needed is said where its result is read.
  if (!found)
    process.stderr.write(`compare-process.test.ts: ${name} is not installed, its test is skipped\n`);
  return found;
}
