/**
 * The one door out to HDF5: groups, arrays and texts by name, as the bytes of a file. Equal contents are equal bytes:
 * no time is written. The library (h5wasm) is loaded with the first file.
 */
import type { Dataset, Group, GuessableDataTypes } from 'h5wasm';

/** Row-major values of a shape; a single value without one. */
export interface ArrayContent {
  readonly values:
    ArrayLike<number> | readonly bigint[] | BigInt64Array | readonly string[] | number | string;
  readonly shape?: readonly number[];
  /** As the library calls it, `<f`, `<d`, `<b`, `<q`, ...; absent = as the values are. */
  readonly type?: string;
  /** With gzip, row by row of the first axis, several at once where they are short. */
  readonly packed?: boolean;
  readonly attributes?: Readonly<Record<string, string | number>>;
}

export interface GroupContent {
  readonly entries: ReadonlyMap<string, GroupContent | ArrayContent>;
  readonly attributes?: Readonly<Record<string, string | number>>;
}

/** Of an array, packed as one piece: enough to find what repeats, little beside a file. */
const PIECE_BYTES = 1 << 20;
/** As frameworks pack; more takes longer, and gains little on weights. */
const GZIP_LEVEL = 4;

let files = 0;

/** The bytes of an HDF5 file. Names may hold anything but `/`. */
export async function writeHdf5(root: GroupContent): Promise<Uint8Array> {
  const { File, ready } = await import('h5wasm');
  const { FS } = (await ready) as unknown as {
    FS: { readFile(name: string): Uint8Array; unlink(name: string): void };
  };
  // The library writes into a file system of its own in memory.
  const name = `written-${files++}.h5`;
  return withoutClock(() => {
    const file = new File(name, 'w');
    try {
      try {
        fill(file, root);
      } finally {
        file.close();
      }
      return FS.readFile(name).slice();
    } finally {
      FS.unlink(name);
    }
  });
}

/** The library stamps every group and array with the time, and has no switch for it. Nothing else runs meanwhile. */
function withoutClock<Result>(write: () => Result): Result {
  const clock = Date.now;
  Date.now = () => 0;
  try {
    return write();
  } finally {
    Date.now = clock;
  }
}

function fill(group: Group, { entries, attributes }: GroupContent): void {
  describe(group, attributes);
  for (const [name, entry] of entries) {
    if ('entries' in entry) fill(group.create_group(name), entry);
    else add(group, name, entry);
  }
}

function add(group: Group, name: string, { values, shape, type, packed, attributes }: ArrayContent): void {
  const made = group.create_dataset({
    name,
    data: values as GuessableDataTypes,
    ...(shape === undefined ? {} : { shape: [...shape] }),
    ...(type === undefined ? {} : { dtype: type }),
    ...(packed === true && shape !== undefined
      ? { chunks: pieceOf(shape), compression: 'gzip' as const, compression_opts: GZIP_LEVEL }
      : {}),
  });
  describe(made, attributes);
}

function describe(made: Group | Dataset, attributes: Readonly<Record<string, string | number>> = {}): void {
  for (const [key, value] of Object.entries(attributes)) made.create_attribute(key, value);
}

/** Rows of the first axis that make up a piece; a row that is longer alone is cut along the next axis. */
function pieceOf(shape: readonly number[]): number[] {
  let left = PIECE_BYTES / 8;
  const piece = shape.slice();
  let inner = shape.reduce((product, length) => product * length, 1);
  for (let axis = 0; axis < piece.length; axis++) {
    inner /= piece[axis];
    piece[axis] = Math.min(piece[axis], Math.max(1, Math.floor(left / inner)));
    left = Math.max(1, left / piece[axis]);
    if (piece[axis] > 1) break;
  }
  return piece;
}
