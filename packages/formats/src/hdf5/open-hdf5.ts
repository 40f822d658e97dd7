/**
 * The one door to HDF5 files: groups, arrays and texts by name, each with the place for messages. Whatever the library
 * throws over a damaged file becomes a coded error with that place; sizes that the file cannot hold are refused
 * before anything is allocated. The library (h5wasm) is loaded with the first file.
 */
import type * as H5 from 'h5wasm';
import { grouped, inputError } from '../input-error.ts';
import { heapsAreWalkable } from './check-heaps.ts';

/** What an array of numbers holds, row-major; a scalar has the shape []. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface Hdf5Dataset {
  /** As messages name it: `net.nir: /node/nodes/lif/tau`. */
  readonly where: string;
  readonly shape: readonly number[];
  /** Throws where it holds anything else. */
  numbers(): Numbers;
  /** Texts of any shape, in order; null where it holds anything else. */
  texts(): readonly string[] | null;
  attribute(name: string): string | number | null;
}

export interface Hdf5Group {
  readonly where: string;
  /** Names of groups, arrays and links in it, as the file lists them. */
  keys(): readonly string[];
  /** null where there is none of that name, or it is no group. */
  group(name: string): Hdf5Group | null;
  dataset(name: string): Hdf5Dataset | null;
  attribute(name: string): string | number | null;
}

/** What compression can make of a byte. */
const MAX_RATIO = 1032;
/** Of all arrays read from one file, as doubles. */
const MAX_BYTES = 2 ** 31;
/** Links may make a circle. */
const MAX_DEPTH = 64;
const MAX_KEYS = 1_000_000;

type Library = typeof H5;

/** What is used of the library beside its classes. */
interface Module {
  readonly FS: { writeFile(name: string, bytes: Uint8Array): void; unlink(name: string): void };
  activate_throwing_error_handler(): void;
}

let files = 0;

/** Opens a file from memory, hands its root to `use` and closes it. Throws NmapError (input) where it is damaged. */
export async function withHdf5<Result>(
  bytes: Uint8Array,
  fileName: string,
  use: (root: Hdf5Group) => Result,
): Promise<Result> {
  if (!heapsAreWalkable(bytes)) throw damaged(fileName, 'a heap of texts is broken');
  const library = await import('h5wasm');
  const module = (await library.ready) as unknown as Module;
  const { FS } = module;
  try {
    // What goes wrong is thrown; the library would print it, too.
    module.activate_throwing_error_handler();
  } catch {
    // A damaged file can take the library with it, which one process loads once.
    throw damaged(
      fileName,
      'the library broke down over a file that this process read before; start a new one',
    );
  }
  // The library reads from a file system of its own in memory.
  const name = `network-${files++}.h5`;
  FS.writeFile(name, bytes);
  try {
    const reading = new Reading(library, fileName, bytes.length);
    const file = reading.guard(fileName, () => new library.File(name, 'r'));
    if (file.file_id < 0n) throw damaged(fileName, 'it does not open');
    try {
      return use(reading.group(file, '', 0));
    } finally {
      reading.guard(fileName, () => file.close());
    }
  } finally {
    FS.unlink(name);
  }
}

/** One file that is being read, and what was taken from it so far. */
class Reading {
  readonly #library: Library;
  readonly #fileName: string;
  readonly #fileBytes: number;
  #bytes = 0;

  constructor(library: Library, fileName: string, fileBytes: number) {
    this.#library = library;
    this.#fileName = fileName;
    this.#fileBytes = fileBytes;
  }

  /** Runs one call of the library; all that it throws is the file's fault. */
  guard<Value>(where: string, call: () => Value): Value {
    try {
      return call();
    } catch (error) {
      throw damaged(where, error instanceof Error ? error.message.split('\n')[0].slice(0, 100) : 'unknown');
    }
  }

  group(entity: H5.Group, path: string, depth: number): Hdf5Group {
    const where = this.#where(path);
    if (depth > MAX_DEPTH) throw damaged(where, `groups are nested deeper than ${MAX_DEPTH}`);
    const get = (name: string) => this.guard(`${where}/${name}`, () => entity.get(name));
    let keys: readonly string[] | null = null;
    const listed = (): readonly string[] => {
      if (keys !== null) return keys;
      keys = this.guard(where, () => entity.keys());
      if (keys.length > MAX_KEYS) throw damaged(where, `it lists ${grouped(keys.length)} names`);
      return keys;
    };
    return {
      where,
      keys: listed,
      group: (name) => {
        if (!listed().includes(name)) return null;
        const found = get(name);
        return found instanceof this.#library.Group ? this.group(found, `${path}/${name}`, depth + 1) : null;
      },
      dataset: (name) => {
        if (!listed().includes(name)) return null;
        const found = get(name);
        return found instanceof this.#library.Dataset ? this.#dataset(found, `${path}/${name}`) : null;
      },
      attribute: (name) => this.#attribute(entity, name, where),
    };
  }

  #dataset(entity: H5.Dataset, path: string): Hdf5Dataset {
    const where = this.#where(path);
    const shape = this.guard(where, () => entity.shape) ?? [0];
    return {
      where,
      shape,
      numbers: () => ({ shape, data: this.#numbers(entity, shape, where) }),
      texts: () => {
        const value = this.#value(entity, shape, where);
        if (typeof value === 'string') return [value];
        const list: readonly unknown[] = Array.isArray(value) ? (value.flat(8) as readonly unknown[]) : [];
        return list.length > 0 && list.every((entry) => typeof entry === 'string') ? list : null;
      },
      attribute: (name) => this.#attribute(entity, name, where),
    };
  }

  #numbers(entity: H5.Dataset, shape: readonly number[], where: string): Float64Array {
    const value = this.#value(entity, shape, where);
    const numbers = asDoubles(value);
    if (numbers === null)
      throw inputError(
        'E1851',
        where,
        'it holds no numbers that are read.',
        'Write it as integers or floats of 32 or 64 bits.',
      );
    const count = product(shape);
    if (numbers.length !== count)
      throw damaged(where, `${grouped(numbers.length)} numbers for the shape ${shapeText(shape)}`);
    return numbers;
  }

  /** The contents, after a check that the file can hold them. */
  #value(entity: H5.Dataset, shape: readonly number[], where: string): unknown {
    const { size, chunks } = this.guard(where, () => entity.metadata);
    const count = product(shape);
    const bytes = count * Math.max(Number(size), 1);
    this.#bytes += count * 8;
    if (!(bytes <= this.#fileBytes * (chunks === null ? 1 : MAX_RATIO) + 64 && this.#bytes <= MAX_BYTES)) {
      throw inputError(
        'E1850',
        where,
        `an array of the shape ${shapeText(shape)} takes ${grouped(bytes)} bytes; the file has ${grouped(this.#fileBytes)}, and ${grouped(MAX_BYTES)} are the most that is read.`,
        'The file is damaged: write it again.',
      );
    }
    return count === 0 ? new Float64Array(0) : this.guard(where, () => entity.value);
  }

  #attribute(entity: H5.Group | H5.Dataset, name: string, where: string): string | number | null {
    const value: unknown = this.guard(where, () => (name in entity.attrs ? entity.attrs[name].value : null));
    const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (typeof only === 'string' || typeof only === 'number') return only;
    if (typeof only === 'bigint') return Number(only);
    const numbers = asDoubles(only);
    return numbers !== null && numbers.length > 0 ? numbers[0] : null;
  }

  #where(path: string): string {
    return `${this.#fileName}: ${path === '' ? '/' : path}`;
  }
}

function damaged(where: string, what: string): Error {
  return inputError(
    'E1850',
    where,
    `this HDF5 file cannot be read (${what}).`,
    'Was it written or downloaded completely?',
  );
}

function asDoubles(value: unknown): Float64Array | null {
  if (value instanceof Float64Array) return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return Float64Array.of(Number(value));
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return null;
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return Float64Array.from(value, Number);
  return Float64Array.from(value as unknown as ArrayLike<number>);
}

function product(shape: readonly number[]): number {
  return shape.reduce((count, length) => count * length, 1);
}

/** `[16, 2, 5, 5]`, or `[]` for a single number. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** A text of a dataset in a group; null where there is none. */
export function textOf(group: Hdf5Group, name: string): string | null {
  return group.dataset(name)?.texts()?.[0] ?? null;
}
