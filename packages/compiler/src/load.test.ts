import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { hardwareText, loadHardware } from './load.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function failureOf(path: string): Promise<Diagnostic> {
  try {
    await loadHardware(path);
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') return error.diagnostics[0];
    throw error;
  }
  throw new Error('it was expected to fail, and did not');
}

describe('loadHardware', () => {
  it('reads a preset and a file with its text as the same chip', async () => {
    const text = await hardwareText('loihi');
    const path = join(folder, 'copy.yaml');
    await writeFile(path, text);
    const [preset, file] = [await loadHardware('loihi'), await loadHardware(path)];
    expect(file.sha256).toBe(preset.sha256);
    expect(file.fileSha256).toBe(createHash('sha256').update(text).digest('hex'));
    await writeFile(path, `# mine\r\n${text.replaceAll('\n', '\r\n')}`);
    const changed = await loadHardware(path);
    expect(changed.sha256).toBe(preset.sha256);
    expect(changed.fileSha256).not.toBe(preset.fileSha256);
    await writeFile(path, text.replace('name: loihi', 'name: loihi-2'));
    expect((await loadHardware(path)).sha256).not.toBe(preset.sha256);
  });

  it('reads a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', 'cat > "$0"', pipe], { stdio: ['pipe', 'ignore', 'ignore'] });
    writer.stdin.end(await hardwareText('truenorth'));
    expect((await loadHardware(pipe)).target.name).toBe('truenorth');
  });

  it('refuses what is no file, or too large to be a chip', async () => {
    expect(await failureOf(folder)).toMatchObject({ code: 'E1301', message: 'is a folder, not a file.' });
    expect(await failureOf(join(folder, 'none.yaml'))).toMatchObject({
      message: 'is neither a preset nor a file.',
    });
    expect((await failureOf('a\0b')).message).toMatch(/cannot be read/);
    expect((await failureOf('/dev/zero')).message).toMatch(/more than the 4194304 bytes/);
    const large = join(folder, 'large.yaml');
    await writeFile(large, Buffer.alloc(4 * 1024 * 1024 + 1, 35));
    expect((await failureOf(large)).message).toMatch(/more than the 4194304 bytes/);
  });

  it('names the file as it was named', async () => {
    expect(await failureOf('/dev/null')).toMatchObject({ code: 'E1201', where: '/dev/null:1:1' });
    const path = join(folder, 'c:1.yaml');
    await writeFile(path, 'format: nmap-hardware\nnamw: c\n');
    expect(await failureOf(path)).toMatchObject({ where: `${path}:1:1` });
  });

  it('refuses what is not UTF-8 with its place', async () => {
    const path = join(folder, 'latin1.yaml');
    await writeFile(path, Buffer.from('format: nmap-hardware\nname: Z\u00fcrich\n', 'latin1'));
    expect(await failureOf(path)).toMatchObject({ code: 'E1024', where: `${path}:2:8` });
    await expect(hardwareText(path)).rejects.toThrow(NmapError);
  });
});
