import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest, writeManifest } from './files.ts';
import { ManifestError } from './manifest-error.ts';
import { writeFileAtomically } from './output/write-file.ts';
import type { Manifest } from './schema.ts';
import { stringifyManifest } from './stringify-manifest.ts';
import { boxed, sample } from './testing/sample.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifest-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Calls whose files fail at one step, as a full disk or a dying one would. */
function failing(step: 'writeFile' | 'sync' | 'rename'): { open: typeof open; rename: typeof rename } {
  const fault = Object.assign(new Error('injected'), { code: 'ENOSPC' });
  if (step === 'rename') return { open, rename: () => Promise.reject(fault) };
  const openFailing: typeof open = async (...parameters) => {
    const file = await open(...parameters);
    if (step === 'writeFile') {
      // Half of the text reaches the disk first.
      Object.assign(file, { writeFile: async () => (await file.write('half'), await Promise.reject(fault)) });
    } else {
      Object.assign(file, { sync: () => Promise.reject(fault) });
    }
    return file;
  };
  return { open: openFailing, rename };
}

describe('writeManifest and readManifest', () => {
  it('round-trip through a file, the same bytes each time', async () => {
    const path = join(folder, 'm.json');
    await writeManifest(path, sample);
    expect(await readManifest(path)).toEqual(sample);
    expect(await readFile(path, 'utf8')).toBe(stringifyManifest(sample));
    await writeManifest(path, { ...sample, notes: [] });
    expect((await readManifest(path)).notes).toEqual([]);
    expect(await readdir(folder)).toEqual(['m.json']);
  });

  it('leave an old file alone when the new manifest is not valid', async () => {
    const path = join(folder, 'm.json');
    await writeManifest(path, sample);
    const broken = { ...sample, version: 2 } as unknown as Manifest;
    await expect(writeManifest(path, broken)).rejects.toThrow(ManifestError);
    expect(await readManifest(path)).toEqual(sample);
    expect(await readdir(folder)).toEqual(['m.json']);
  });

  it('read a long file in pieces: the same value, the same faults at the same places', async () => {
    const path = join(folder, 'long.json');
    const cores = Array.from({ length: 4000 }, (_, core) => ({ ...boxed.cores[0], core }));
    const long: Manifest = { ...boxed, cores, notes: ['é'.repeat(200_000), 'x'] };
    await writeManifest(path, long);
    expect((await stat(path)).size).toBeGreaterThan(900_000);
    expect(await readManifest(path, 1000)).toEqual(long);
    const text = await readFile(path, 'utf8');
    const broken = [
      text.replace('"core": 3998', '"core": 3997'),
      text.replace('"core": 3998,', '"core": 3998'),
      text.replace('"core": 3998', '"core": 003998'),
      text.replace(/"x"(?=\s*\])/, '"x'),
      `${text} 3`,
      text.slice(0, -200),
    ];
    for (const other of broken) {
      expect(other === text).toBe(false);
      await writeFile(path, other);
      const faults = await Promise.all(
        [1000, Infinity].map((bytes) =>
          readManifest(path, bytes).catch((error: ManifestError) => error.issues),
        ),
      );
      expect(faults[0]).toEqual(faults[1]);
      expect(faults[0]).not.toHaveProperty('cores');
    }
    await writeFile(path, Buffer.concat([Buffer.from(text), Buffer.of(0xff)]));
    await expect(readManifest(path, 1000)).rejects.toThrow(/not UTF-8/);
  }, 60_000);

  it('report a file that is not there, a folder and bytes that are not text', async () => {
    await expect(readManifest(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: cannot be read: no such file/,
    );
    await expect(readManifest(folder)).rejects.toThrow(/cannot be read: it is a directory/);
    await writeFile(join(folder, 'b.json'), Uint8Array.of(0x7b, 0xff, 0xfe));
    await expect(readManifest(join(folder, 'b.json'))).rejects.toThrow(/not UTF-8/);
  });
});

describe('writeFileAtomically', () => {
  it.each(['writeFile', 'sync', 'rename'] as const)(
    'keeps the old file and no debris when %s fails',
    async (step) => {
      const path = join(folder, 'old.txt');
      await writeFile(path, 'old');
      await expect(writeFileAtomically(path, 'new', failing(step))).rejects.toThrow(
        /no space left on the disk/,
      );
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['old.txt']);
      await expect(writeFileAtomically(join(folder, 'fresh.txt'), 'new', failing(step))).rejects.toThrow(
        ManifestError,
      );
      expect(await readdir(folder)).toEqual(['old.txt']);
    },
  );

  it('refuses a directory, a missing folder and a file as a folder', async () => {
    await mkdir(join(folder, 'd'));
    await expect(writeFileAtomically(join(folder, 'd'), 'x')).rejects.toThrow(/it is a directory/);
    await expect(writeFileAtomically(join(folder, 'none', 'x'), 'x')).rejects.toThrow(
      /no such file or folder/,
    );
    await writeFile(join(folder, 'f'), 'f');
    await expect(writeFileAtomically(join(folder, 'f', 'x'), 'x')).rejects.toThrow(/not a folder/);
    expect((await readdir(folder)).sort()).toEqual(['d', 'f']);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it.skip : it)('keeps the old file in a folder that refuses writing (not as root)', async () => {
    const path = join(folder, 'old.txt');
    await writeFile(path, 'old');
    await chmod(folder, 0o500);
    await expect(writeFileAtomically(path, 'new')).rejects.toThrow(/permission denied/);
    await chmod(folder, 0o700);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('follows a link to its file and keeps permissions', async () => {
    await writeFile(join(folder, 'real'), 'old');
    await chmod(join(folder, 'real'), 0o600);
    await symlink('real', join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'new');
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
    expect((await stat(join(folder, 'real'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toEqual(['link', 'real']);
  });

  it('writes pieces one after another, and nothing where making one of them fails', async () => {
    const path = join(folder, 'p.txt');
    await writeFileAtomically(path, ['one ', 'two ', '\u00e9']);
    expect(await readFile(path, 'utf8')).toBe('one two \u00e9');
    const breaking = function* (): Generator<string> {
      yield 'half';
      throw new Error('no more');
    };
    await expect(writeFileAtomically(path, breaking())).rejects.toThrow(/no more/);
    expect(await readFile(path, 'utf8')).toBe('one two \u00e9');
    expect(await readdir(folder)).toEqual(['p.txt']);
  });

  it('writes to a device without replacing it', async () => {
    await writeFileAtomically('/dev/null', 'x');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('never shows a reader half of a file', async () => {
    const path = join(folder, 'busy.txt');
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(200_000));
    await writeFileAtomically(path, texts[0] ?? '');
    const seen = new Set<string>();
    const writing = Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    for (let i = 0; i < 20; i++) seen.add(await readFile(path, 'utf8'));
    await writing;
    for (const text of seen) expect(texts).toContain(text);
    expect(await readdir(folder)).toEqual(['busy.txt']);
  });
});
