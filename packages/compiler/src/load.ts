import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readClusterGraphFile, readNetworkFile } from '@nmap/formats';
import { isPreset, presetNames, presetText, readHardware } from '@nmap/hardware';
import { NmapError, type Diagnostic, type Target } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';

export interface LoadedHardware {
  readonly target: Target;
  /** Of the YAML bytes. */
  readonly sha256: string;
  /** Of the file's bytes, where that is another hash. */
  readonly fileSha256?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A hardware description is a page of text; anything far larger is another file. */
const HARDWARE_FILE_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * A preset's name (`loihi`) or the path of a YAML file (`loihi.yaml`, `./loihi`).
 * @throws NmapError (input) with every fault and its line and column.
 */
export async function loadHardware(nameOrPath: string): Promise<LoadedHardware> {
  const { text, fileName } = await textOf(nameOrPath);
  const { target, diagnostics } = readHardware(text, fileName);
  return { target, diagnostics, sha256: createHash('sha256').update(text).digest('hex') };
}

/** The YAML text of a preset or a file, unread. */
export async function hardwareText(nameOrPath: string): Promise<string> {
  return (await textOf(nameOrPath)).text;
}

function textOf(nameOrPath: string): Promise<{ text: string; fileName: string }> {
  return isPreset(nameOrPath) ? Promise.resolve(presetText(nameOrPath)) : readText(nameOrPath);
}

async function readText(path: string): Promise<{ text: string; fileName: string }> {
  const fail = (message: string, hint: string): NmapError =>
    new NmapError('input', [{ code: 'E1301', severity: 'error', where: path, message, hint }]);
  const nearest = nearestWord(path, presetNames());
  const presets = `${nearest === null ? '' : `Did you mean "${nearest}"? `}Presets: ${presetNames().join(', ')}.`;
  try {
    const info = await stat(path);
    if (!info.isFile()) throw fail('is not a file.', presets);
    if (info.size > HARDWARE_FILE_LIMIT_BYTES) {
      throw fail(
        `has ${info.size} bytes, a hardware file has at most ${HARDWARE_FILE_LIMIT_BYTES}.`,
        'Did you swap network and hardware?',
      );
    }
    return { text: await readFile(path, 'utf8'), fileName: basename(path) };
  } catch (error) {
    if (error instanceof NmapError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw fail(
      code === 'ENOENT' ? 'is neither a preset nor a file.' : `cannot be read (${code ?? String(error)}).`,
      presets,
    );
  }
}

export { readClusterGraphFile as loadClusterGraph, readNetworkFile as loadNetwork };
