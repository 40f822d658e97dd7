import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkOutput } from './output-place.ts';
import { temporaryPath } from './temporary.ts';
import { writeFileAtomically } from './write-file.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'output-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('where an output goes', () => {
  it('through a chain of links, also to a file that does not exist yet', async () => {
    await mkdir(at('sub'));
    await symlink('second', at('first'));
    await symlink('sub/real', at('second'));
    await writeFileAtomically(at('first'), 'text');
    expect(await readFile(at('sub/real'), 'utf8')).toBe('text');
    expect((await readdir(folder)).sort()).toEqual(['first', 'second', 'sub']);
    await writeFileAtomically(at('second'), 'again');
    expect(await readFile(at('first'), 'utf8')).toBe('again');
  });

  it('not round a circle of links, nor through a link into a folder that is missing', async () => {
    await symlink('b', at('a'));
    await symlink('a', at('b'));
    await symlink('none/real', at('c'));
    await expect(writeFileAtomically(at('a'), 'x')).rejects.toThrow(/links lead in a circle/);
    await expect(writeFileAtomically(at('c'), 'x')).rejects.toThrow(/no such file or folder/);
  });

  it('into an open descriptor where it stands: a log that is appended to is not replaced', async () => {
    await writeFile(at('app.log'), 'before\n');
    const fd = openSync(at('app.log'), 'a');
    await writeFileAtomically(`/dev/fd/${fd}`, 'ours\n');
    await writeFileAtomically(`/proc/self/fd/${fd}`, ['more\n', 'and more\n']);
    await symlink(`/dev/fd/${fd}`, at('alias'));
    await writeFileAtomically(at('alias'), 'last\n');
    closeSync(fd);
    expect(await readFile(at('app.log'), 'utf8')).toBe('before\nours\nmore\nand more\nlast\n');
    await expect(writeFileAtomically(`/dev/fd/${fd}`, 'x')).rejects.toThrow(/not open/);
  });

  it('into a named pipe, which stays one', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reading = readFile(at('pipe'), 'utf8');
    await writeFileAtomically(at('pipe'), 'through');
    expect(await reading).toBe('through');
    expect(await readdir(folder)).toEqual(['pipe']);
  });
});

describe('checkOutput', () => {
  it.each([
    ['none/x.json', /no such file or folder/],
    ['sub', /is a directory/],
    ['file/x.json', /not a folder/],
    ['net.json', /would overwrite the input .*net\.json/],
    ['sub/../net.json', /would overwrite/],
    ['alias.json', /would overwrite/],
    ['/proc/x.json', /cannot be written/],
    [`${'n'.repeat(300)}.json`, /name is too long/],
  ])('refuses %s before any work', async (name, reason) => {
    await mkdir(at('sub'));
    await writeFile(at('file'), '');
    await writeFile(at('net.json'), '{}');
    await symlink('net.json', at('alias.json'));
    const path = name.startsWith('/') ? name : `${folder}/${name}`;
    await expect(checkOutput(path, ['loihi', '-', at('net.json')])).rejects.toThrow(reason);
    expect(await readFile(at('net.json'), 'utf8')).toBe('{}');
  });

  it.each(['new.json', 'old.json', '/dev/null'])('passes %s, and leaves nothing', async (name) => {
    await writeFile(at('net.json'), '{}');
    await writeFile(at('old.json'), 'old');
    await checkOutput(name.startsWith('/') ? name : at(name), [at('net.json'), at('absent.json')]);
    expect((await readdir(folder)).sort()).toEqual(['net.json', 'old.json']);
    expect(await readFile(at('old.json'), 'utf8')).toBe('old');
  });
});

describe('what a killed run leaves', () => {
  /** The name that a process with this number would have chosen. */
  const leftover = (name: string, pid: number): string =>
    basename(temporaryPath(at(name))).replace(`-${process.pid}-`, `-${pid}-`);
  // Above the largest process number that Linux gives out.
  const NOBODY = 2 ** 22 + 1;

  it('is removed by the next run; files of running ones and of other names stay', async () => {
    const dead = leftover('m.json', NOBODY);
    const running = leftover('m.json', process.pid);
    const other = leftover('other.json', NOBODY);
    const foreign = leftover('m.json', NOBODY).replace(/\.[0-9a-f]{8}-/, '.00000000-');
    const old = foreign.replace('.00000000-', '.00000001-');
    for (const name of [dead, running, other, foreign, old, '.m.json.mine.nmap-tmp'])
      await writeFile(at(name), 'half');
    await utimes(at(old), 0, 0);
    await writeFileAtomically(at('m.json'), 'whole');
    expect((await readdir(folder)).sort()).toEqual(
      [running, other, foreign, '.m.json.mine.nmap-tmp', 'm.json'].sort(),
    );
  });
});
