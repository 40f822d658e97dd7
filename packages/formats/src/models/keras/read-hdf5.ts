import { heapsAreWalkable } from '../../hdf5/check-heaps.ts';
import { inputError } from '../../input-error.ts';
import { Refusal, shapeText } from '../graph/refusal.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StoredWeight } from './weight-store.ts';

/** What is read of an HDF5 file, before the file is closed. */
export interface Hdf5Weights {
  /** Attribute `model_config` of the root; null where there is none. */
  readonly config: string | null;
  readonly weights: readonly StoredWeight[];
}

const MAX_DATASETS = 100_000;
const MAX_GROUPS = 100_000;
const MAX_BYTES = 2 ** 31;
const MAX_DEPTH = 12;
/** What compression can make of a byte. */
const MAX_RATIO = 1032;

/** What is used of the library beside its classes. */
interface Hdf5Library {
  readonly FS: { writeFile(name: string, bytes: Uint8Array): void; unlink(name: string): void };
  activate_throwing_error_handler(): void;
}

let files = 0;

/**
 * The weights in an HDF5 file.
 * @param root group that holds them; null where the file holds nothing else.
 */
export async function readHdf5(
  bytes: Uint8Array,
  fileName: string,
  root: string | null,
): Promise<Hdf5Weights> {
  if (!heapsAreWalkable(bytes)) {
    throw inputError(
      'E1802',
      fileName,
      'this HDF5 file cannot be read (a heap of texts is broken).',
      'Was it written or downloaded completely?',
    );
  }
  const h5 = await import('h5wasm');
  const library = (await h5.ready) as unknown as Hdf5Library;
  const { FS } = library;
  // What goes wrong is thrown; the library would print it, too.
  library.activate_throwing_error_handler();
  let groups = 0;
  let total = 0;
  // The library reads from a file system of its own in memory.
  const name = `model-${files++}.h5`;
  FS.writeFile(name, bytes);
  try {
    const file = new h5.File(name, 'r');
    try {
      const config: unknown = file.attrs['model_config']?.value ?? null;
      const start = root === null ? file : file.get(root);
      const weights: StoredWeight[] = [];
      if (start instanceof h5.Group) collect(start, [], weights);
      return { config: typeof config === 'string' ? config : null, weights };
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'NmapError') throw error;
    throw inputError(
      'E1802',
      fileName,
      `this HDF5 file cannot be read (${error instanceof Error ? error.message.split('\n')[0].slice(0, 100) : 'unknown'}).`,
      'Was it written or downloaded completely?',
    );
  } finally {
    FS.unlink(name);
  }

  function collect(
    group: InstanceType<typeof h5.Group>,
    path: readonly string[],
    into: StoredWeight[],
  ): void {
    // Links may make a circle.
    if (path.length > MAX_DEPTH || ++groups > MAX_GROUPS) return;
    for (const key of group.keys()) {
      const entity = group.get(key);
      if (entity instanceof h5.Group) collect(entity, [...path, key], into);
      else if (entity instanceof h5.Dataset && into.length < MAX_DATASETS) {
        const tensor = tensorOf(entity);
        into.push({
          path: [...path, key],
          read() {
            if (tensor instanceof Refusal) throw tensor;
            return tensor;
          },
        });
      }
    }
  }

  function tensorOf(dataset: InstanceType<typeof h5.Dataset>): Tensor | Refusal {
    const shape = dataset.shape ?? [];
    const count = shape.reduce((product, length) => product * length, 1);
    const size = count * Number(dataset.metadata.size);
    const { chunks } = dataset.metadata;
    total += size;
    if (!(size <= bytes.length * (chunks === null ? 1 : MAX_RATIO) && total <= MAX_BYTES)) {
      return new Refusal(
        'E1806',
        `a weight of the shape ${shapeText(shape)} takes ${size} bytes, the file has ${bytes.length}.`,
        'The file is damaged: save the model again.',
      );
    }
    const value: unknown = dataset.value;
    if (value instanceof Float32Array || value instanceof Float64Array)
      return { shape, data: value, integer: false };
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const numbers = Array.from(value as unknown as ArrayLike<number | bigint>, Number);
      return { shape, data: Float64Array.from(numbers), integer: true };
    }
    if (typeof value === 'number') return { shape, data: Float64Array.of(value), integer: false };
    return new Refusal(
      'E1806',
      'a weight holds no numbers that are read.',
      'Save the model with weights of type float32.',
    );
  }
}
