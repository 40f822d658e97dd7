import type { NetworkSpec } from '@nmap/ir';
import { withHdf5 } from '../hdf5/open-hdf5.ts';
import { inputError } from '../input-error.ts';
import { allBytes } from '../source/all-bytes.ts';
import { openBytes } from '../source/byte-source.ts';
import { unpacked } from '../source/gunzip.ts';
import { NPY_MAGIC } from '../tensors/npy.ts';
import { readTensorBytes } from '../tensors/read-tensor.ts';
import { isAedat, readAedat } from './read-aedat.ts';
import { readNirData } from './read-nir-data.ts';
import { readSonataSpikes } from './read-sonata-spikes.ts';
import { readSpikeTable } from './read-spike-table.ts';
import type { SpikeRecord } from './spike-record.ts';

const MAX_BYTES = 2 ** 30;
const HDF5_MAGIC = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04] as const;

/** What every kind of file is, for messages. */
const READABLE_SPIKES =
  'Readable spikes: CSV with the columns neuron and time (or step), arrays of NumPy (.npy, .npz), SONATA spikes, NIRGraphData, AEDAT 3.1.';

/** The records of a file of spikes, recognised by its content, and the hash of its bytes. Throws NmapError (input). */
export async function readSpikeFile(
  path: string,
  spec: NetworkSpec,
): Promise<{ readonly records: readonly SpikeRecord[]; readonly fileSha256: string }> {
  const given = await openBytes(path);
  const source = await unpacked(given);
  const bytes = await allBytes(source, MAX_BYTES, 'Cut the recording, or write counts: neuron,spikes.');
  const records = await recordsOf(bytes, source.name, spec);
  return { records, fileSha256: given.digest().fileSha256 };
}

async function recordsOf(
  bytes: Uint8Array,
  name: string,
  spec: NetworkSpec,
): Promise<readonly SpikeRecord[]> {
  const begins = (signature: readonly number[]): boolean => signature.every((byte, k) => bytes[k] === byte);
  if (begins(NPY_MAGIC) || begins(ZIP_MAGIC)) return rastersOf(bytes, name, spec);
  if (begins(HDF5_MAGIC)) {
    return withHdf5(bytes, name, (root) => {
      if (root.attribute('__type__') === 'NIRGraphData') return readNirData(root);
      if (root.group('spikes') !== null) return readSonataSpikes(root);
      throw inputError(
        'E1143',
        name,
        'this HDF5 file holds no spikes: neither a group "spikes" (SONATA) nor the type NIRGraphData.',
        READABLE_SPIKES,
      );
    });
  }
  if (isAedat(bytes)) return readAedat(bytes, name);
  return readSpikeTable(bytes, name);
}

/** Arrays of an archive may be called as populations are. */
async function rastersOf(
  bytes: Uint8Array,
  name: string,
  spec: NetworkSpec,
): Promise<readonly SpikeRecord[]> {
  const { arrays } = await readTensorBytes([bytes], name);
  const known = new Set(spec.populations.map(({ id }) => id));
  return arrays.map((array) => ({
    kind: 'raster',
    where: arrays.length === 1 ? name : `${name}: ${array.name}`,
    population: known.has(array.name) ? array.name : null,
    shape: array.shape,
    values: array.values,
    stepMs: null,
  }));
}
