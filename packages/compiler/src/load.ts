import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { readClusterGraphFile, readNetworkFile } from '@nmap/formats';
import { decodeHardware, isPreset, presetNames, presetText, readHardware } from '@nmap/hardware';
import { NmapError, type Diagnostic, type Target } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';

export interface LoadedHardware {
  readonly target: Target;
  /** Of what the file says: see `readHardware`. A preset and a file with its text have the same. */
  readonly sha256: string;
  /** Of the YAML bytes. */
  readonly fileSha256: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A hardware description is a page of text; anything far larger is another file. */
const HARDWARE_FILE_LIMIT_BYTES = 4 * 1024 * 1024;

interface HardwareBytes {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/**
 * A preset's name (`loihi`) or the path of a YAML file (`loihi.yaml`, `./loihi`), which may be a pipe.
 * @throws NmapError (input) with every fault and its line and column.
 */
export async function loadHardware(nameOrPath: string): Promise<LoadedHardware> {
  const { bytes, fileName } = await bytesOf(nameOrPath);
  const { target, diagnostics, sha256 } = readHardware(decodeHardware(bytes, fileName), fileName);
  return { target, diagnostics, sha256, fileSha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The YAML text of a preset or a file, unread. */
export async function hardwareText(nameOrPath: string): Promise<string> {
  const { bytes, fileName } = await bytesOf(nameOrPath);
  return decodeHardware(bytes, fileName);
}

async function bytesOf(nameOrPath: string): Promise<HardwareBytes> {
  if (!isPreset(nameOrPath)) return { bytes: await readBytes(nameOrPath), fileName: basename(nameOrPath) };
  const { text, fileName } = presetText(nameOrPath);
  return { bytes: new TextEncoder().encode(text), fileName };
}

async function readBytes(path: string): Promise<Uint8Array> {
  const fail = (message: string, hint: string): NmapError =>
    new NmapError('input', [{ code: 'E1301', severity: 'error', where: path, message, hint }]);
  const nearest = nearestWord(path, presetNames());
  const presets = `${nearest === null ? '' : `Did you mean "${nearest}"? `}Presets: ${presetNames().join(', ')}.`;
  try {
    const file = await open(path, 'r');
    try {
      if ((await file.stat()).isDirectory()) throw fail('is a folder, not a file.', presets);
      const bytes = await readUpTo(file, HARDWARE_FILE_LIMIT_BYTES);
      if (bytes !== null) return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof NmapError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw fail(
      code === 'ENOENT' ? 'is neither a preset nor a file.' : `cannot be read (${code ?? String(error)}).`,
      presets,
    );
  }
  throw fail(
    `has more than the ${HARDWARE_FILE_LIMIT_BYTES} bytes that a hardware file may have.`,
    'Did you swap network and hardware?',
  );
}

/** All bytes of a file or a pipe, whose size nobody knows beforehand; null where there are more than the limit. */
async function readUpTo(file: FileHandle, limitBytes: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(1 << 16), 0, 1 << 16, null);
    if (bytesRead === 0) return Buffer.concat(pieces);
    size += bytesRead;
    if (size > limitBytes) return null;
    pieces.push(buffer.subarray(0, bytesRead));
  }
}

export { readClusterGraphFile as loadClusterGraph, readNetworkFile as loadNetwork };
export { GRAPH_FORMATS, NETWORK_FORMATS, type GraphFormat, type NetworkFormat } from '@nmap/formats';
