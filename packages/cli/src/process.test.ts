/**
 * The command as a process: pipes, signals, disks. Runs the program as it is published, which is built first. What needs
 * no process of its own runs in this one.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { printableLines } from '@nmap/kernels';
import { build, program, root } from './testing/processes.ts';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const net = at('net.json');
/** Large enough that its search takes seconds. */
const slow = at('slow.json');

beforeAll(async () => {
  build();
  const populations = [{ id: 'a\u001b[31m\n\u202e', size: 20, spikes: 1 }];
  const from = populations[0].id;
  const projections = [{ from, to: from, connector: 'fixed-fan-in', n: 3, seed: 1 }];
  writeFileSync(net, JSON.stringify({ format: 'nmap-network', version: 1, populations, projections }));
  await runCli('generate', 'random', '--neurons', '5000', '-o', slow);
});

function nmap(...argv: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

/** A line of bash, with `nmap` as a word of it. */
function shell(line: string): { status: number | null; out: string; err: string } {
  const script = `set -o pipefail; nmap() { "${process.execPath}" "${program}" "$@"; }; cd "${folder}"; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

describe('streams', () => {
  it.each([
    ['nmap generate lsm | head -1 > /dev/null', 141],
    ['nmap hw list | true', 141],
    ['nmap place net.json --hw loihi | head -c 1 > /dev/null', 141],
    ['nmap place net.json --hw loihi > /dev/full', 2],
    ['nmap place net.json --hw loihi -o /dev/full', 2],
    ['nmap place net.json --hw loihi -o ok.json 2> /dev/full', 0],
    ['nmap place net.json --hw loihi -o ok.json 2>&-', 0],
    ['nmap place absent.json --hw loihi 2>&-', 2],
  ])('%s', (line, status) => {
    const run = shell(line);
    // Whether a short text was already taken when its reader left is a race that both sides may win.
    if (status === 141) expect([0, 141]).toContain(run.status);
    else expect(run.status).toBe(status);
    expect(run.err).not.toMatch(/\n\s+at |Error:|E5003|EPIPE/);
  });

  it.each(['FORCE_COLOR=1', 'CI=true', 'TERM=xterm'])('%s: no colour where nobody looks', (setting) => {
    const run = shell(`export ${setting}; nmap place absent.json --hw loihi`);
    expect(run.err).toMatch(/^error E\d{4} /);
  });

  it('a closed pipe is seen where the text is long', () => {
    // Four megabytes, of which a pipe holds 64 KB.
    expect(shell('nmap generate small-world | head -c 1 > /dev/null').status).toBe(141);
  });

  it.each(['mappers', 'generate lsm', 'hw list', '--help'])(
    'a disk that is full ends "%s" with 2, a reader that left with 141',
    async (line) => {
      const argv = line.split(' ');
      const outFault = (): NodeJS.ErrnoException =>
        Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      expect(await runCli({ outFault }, ...argv)).toMatchObject({ exit: 2 });
      const nobodyReads = (): NodeJS.ErrnoException => Object.assign(new Error('closed'), { code: 'EPIPE' });
      expect(await runCli({ outFault: nobodyReads }, ...argv)).toMatchObject({ exit: 141 });
    },
  );

  it('never lets a name speak to the terminal', async () => {
    const hostileChip = at('hostile.yaml');
    const chip = readFileSync(join(root, 'examples/loihi.yaml'), 'utf8');
    writeFileSync(hostileChip, chip.replace(/^name: .*$/m, 'name: "c\\e[2J\\u202E\\n"'));
    const hostileGraph = at('hostile.csv');
    writeFileSync(hostileGraph, 'source,target,weight\na\u001b[2J,b\u202e,3\nb\u202e,c,2\n');
    /** As the process writes to a stderr that is no terminal. */
    const run = async (argv: readonly string[]): Promise<{ out: string; err: string }> => {
      let err = '';
      const { out } = await runCli({ err: (text) => void (err += printableLines(text)) }, ...argv);
      return { out, err };
    };
    for (const [index, argv] of [
      ['place', net, '--hw', 'loihi'],
      ['\u009b2J'],
      ['inspect', net],
      ['inspect', net, '--hw', 'dynapse'],
      ['place', net, '--hw', '\u001b[2J\u202e'],
      ['place', '\u001b]0;x\u0007', '--hw', 'loihi'],
      ['place', net, '--hw', 'loihi', '--\u001b[2J', '1'],
      ['place', net, '--hw', 'loihi', '--pipeline', 'place/\u001b[2J'],
      ['place', net, '--hw', hostileChip, '-o', at('hostile.json')],
      ['verify', at('hostile.json'), '--net', net, '--hw', hostileChip],
      ['simulate', at('hostile.json'), '--net', net, '--hw', hostileChip],
      ['place', hostileGraph, '--clusters', '--hw', 'loihi'],
      ['place', hostileGraph, '--clusters', '--hw', 'crossbar128', '--cores', '1'],
    ].entries()) {
      const { out, err } = index < 2 ? nmap(...argv) : await run(argv);

      expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});

describe('files of others', () => {
  it('appends to a log that stdout is', () => {
    writeFileSync(at('app.log'), 'before\n');
    expect(shell('nmap generate mlp -o /dev/stdout >> app.log').status).toBe(0);
    expect(readFileSync(at('app.log'), 'utf8')).toMatch(/^before\n\{/);
  });

  it('refuses to write over the hardware or the network, under any name', async () => {
    execFileSync('cp', [join(root, 'examples/loihi.yaml'), at('chip.yaml')]);
    symlinkSync('chip.yaml', at('alias.yaml'));
    const before = readFileSync(at('chip.yaml'), 'utf8');
    for (const output of ['chip.yaml', 'alias.yaml', './chip.yaml', 'net.json']) {
      const run = await runCli('place', net, '--hw', at('chip.yaml'), '-o', `${folder}/${output}`);
      expect(run.exit).toBe(2);
      expect(run.err).toMatch(/would overwrite the input/);
    }
    expect(shell('nmap place - --hw chip.yaml -o net.json < net.json').status).toBe(2);
    expect(readFileSync(at('chip.yaml'), 'utf8')).toBe(before);
  });

  it('leaves nothing where it ends early', async () => {
    const line = ['place', net, '--hw', 'dynapse', '--cores', '0', '-o', at('never.json')];
    expect((await runCli(...line)).exit).toBe(2);
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });
});

/** Resolves when the process has ended, with its code. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', (code) => resolve(code)));
}

function start(...argv: string[]): { child: ChildProcess; err: () => string } {
  const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return { child, err: () => err };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a run that waits for its input', async (signal, status) => {
    const pipe = at(`pipe-${signal}`);
    execFileSync('mkfifo', [pipe]);
    // Held open at the other end, so that the read neither fails nor finishes.
    const holder = openSync(pipe, 'r+');
    writeSync(holder, '{"format":');
    // Until a process listens, a signal ends it as it ends any program: a busy machine is given more time.
    let code: number | null = null;
    let text = '';
    for (const waitMs of [1500, 5000, 15_000]) {
      const { child, err } = start('place', pipe, '--hw', 'loihi', '-o', at('waited.json'));
      const asking = setInterval(() => child.kill(signal), waitMs);
      code = await ended(child);
      clearInterval(asking);
      text = err();
      if (code !== null) break;
    }
    expect(code).toBe(status);
    expect(text).toMatch(/while reading, before there was a legal placement: nothing was written/);
    expect(existsSync(at('waited.json'))).toBe(false);
  });

  it('the time limit ends a run that waits for its input', async () => {
    const pipe = at('pipe-limit');
    execFileSync('mkfifo', [pipe]);
    const holder = openSync(pipe, 'r+');
    writeSync(holder, '{"format":');
    const { child, err } = start('place', pipe, '--hw', 'loihi', '--time-limit', '0.5');
    expect(await ended(child)).toBe(3);
    expect(err()).toMatch(/E3001 nmap place: the time limit of 0\.5 s came while reading/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s during the search leaves the best legal placement', async (signal, status) => {
    const output = at(`best-${signal}.json`);
    const { child, err } = start(
      ...['place', slow, '--hw', 'jin64', '--preset', 'best', '--threads', '1', '-o', output],
    );
    // From two seconds on it is told now and then what is being done.
    while (!err().includes('partition/') && child.exitCode === null) await sleep(200);
    child.kill(signal);
    expect(await ended(child)).toBe(status);
    expect(err()).toMatch(/Interrupted while searching/);
    // A busy machine may need longer than a process that is told to end is given: then it says so.
    if (signal === 'SIGTERM' && err().includes('nothing was written')) {
      expect(existsSync(output)).toBe(false);
      return;
    }
    const manifest = JSON.parse(readFileSync(output, 'utf8')) as { complete: boolean };
    expect(manifest.complete).toBe(false);
    expect((await runCli('verify', output, '--net', slow, '--hw', 'jin64')).exit).toBe(0);
  });
});
