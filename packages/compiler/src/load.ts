import { createHash } from 'node:crypto';
import {
  fileChunks,
  networkMeaning,
  readClusterGraphFile,
  readDataset,
  readLabelFile,
  readModel,
  writeOnnx,
  readNetworkFile,
} from '@nmap/formats';
import {
  decodeHardware,
  hardwareText as ownText,
  isPreset,
  presetNames,
  presetText,
  readHardware,
} from '@nmap/hardware';
import { NmapError, type Diagnostic, type NetworkSpec, type Target } from '@nmap/ir';
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
  const known = presetsRead.get(nameOrPath);
  if (known !== undefined) return known;
  const { bytes, fileName } = await bytesOf(nameOrPath);
  const { target, diagnostics, sha256 } = readHardware(decodeHardware(bytes, fileName), fileName);
  const fileSha256 = createHash('sha256').update(bytes).digest('hex');
  const loaded: LoadedHardware = { target, diagnostics, sha256, fileSha256 };
  if (isPreset(nameOrPath)) presetsRead.set(nameOrPath, loaded);
  return loaded;
}

/** A preset does not change while a program runs, and takes longer to read than a small network to place. */
const presetsRead = new Map<string, LoadedHardware>();

/** The YAML text of a preset or a file, unread; of an architecture of SANA-FE, the hardware file that it is read as. */
export async function hardwareText(nameOrPath: string): Promise<string> {
  const { bytes, fileName } = await bytesOf(nameOrPath);
  return ownText(decodeHardware(bytes, fileName), fileName);
}

async function bytesOf(nameOrPath: string): Promise<HardwareBytes> {
  if (!isPreset(nameOrPath)) return { bytes: await readBytes(nameOrPath), fileName: nameOrPath };
  const { text, fileName } = presetText(nameOrPath);
  return { bytes: new TextEncoder().encode(text), fileName };
}

async function readBytes(path: string): Promise<Uint8Array> {
  const fail = (message: string, hint: string): NmapError =>
    new NmapError('input', [{ code: 'E1301', severity: 'error', where: path, message, hint }]);
  const nearest = nearestWord(path, presetNames());
  const presets = `${nearest === null ? '' : `Did you mean "${nearest}"? `}Presets: ${presetNames().join(', ')}.`;
  try {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of fileChunks(path)) {
      size += piece.length;
      if (size > HARDWARE_FILE_LIMIT_BYTES) {
        throw fail(
          `has more than the ${HARDWARE_FILE_LIMIT_BYTES} bytes that a hardware file may have.`,
          'Did you swap network and hardware?',
        );
      }
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof NmapError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EISDIR') throw fail('is a folder, not a file.', presets);
    throw fail(
      code === 'ENOENT' ? 'is neither a preset nor a file.' : `cannot be read (${code ?? String(error)}).`,
      presets,
    );
  }
}

/** `network.sha256` of the manifest of a network that has a name of its own, before it is in any file. */
export function networkHash(spec: NetworkSpec): string {
  return networkMeaning(spec, false);
}

export {
  writeOnnx,
  readClusterGraphFile as loadClusterGraph,
  readDataset as loadDataset,
  readLabelFile as loadLabels,
  readModel as loadModel,
  readNetworkFile as loadNetwork,
};
export {
  networkJsonSchema,
  type DatasetFile,
  type DatasetOptions,
  type GraphFormat,
  type ModelFile,
  type ModelOptions,
  type NetworkFormat,
} from '@nmap/formats';
