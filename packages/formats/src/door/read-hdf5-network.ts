import { withHdf5 } from '../hdf5/open-hdf5.ts';
import { inputError } from '../input-error.ts';
import type { ImportContext } from '../network-format.ts';
import { readersOf } from '../network-readers.ts';
import type { ReadNetwork } from '../nmap-network/read-nmap-network.ts';
import { allBytes } from '../source/all-bytes.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { MODEL_HINT } from '../source/content-kind.ts';
import type { NetworkFormat } from '../tables.ts';

/** The library's own file system is in a memory of 2 GiB. */
const MAX_BYTES = 2 ** 30;

/** Reads an HDF5 file by the one reader that knows it. */
export async function readHdf5Network(
  source: ByteSource,
  context: ImportContext,
  asked: NetworkFormat | null,
): Promise<ReadNetwork> {
  const all = await readersOf('hdf5', asked);
  const bytes = await allBytes(
    source,
    MAX_BYTES,
    'Convert it to a format that is streamed, such as a CSV of its edges.',
  );
  return withHdf5(bytes, source.name, (root) => {
    if (asked !== null) return all[0].reader.read(root, context);
    const found = all.filter(({ reader }) => reader.recognise(root) !== null);
    if (found.length > 1) {
      throw inputError(
        'E1017',
        source.name,
        `this HDF5 file fits both ${found[0].about.called} and ${found[1].about.called}.`,
        `Say which it is: --from ${found[0].about.name} or --from ${found[1].about.name}.`,
      );
    }
    if (found.length === 1) return found[0].reader.read(root, context);
    if (root.attribute('model_config') !== null || root.group('model_weights') !== null) {
      throw inputError(
        'E1003',
        `${source.name}:1:1`,
        'the file is a trained network (Keras), not a spiking one.',
        MODEL_HINT,
      );
    }
    throw inputError(
      'E1003',
      `${source.name}:1:1`,
      `the file is HDF5 and no network that can be read; it holds ${list(root.keys())}.`,
      `Read from HDF5: ${all.map(({ about }) => about.called).join(', ')}.`,
    );
  });
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  return `${names
    .slice(0, 6)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(', ')}${names.length > 6 ? ', ...' : ''}`;
}
