import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { withHdf5, type Hdf5Group } from '../../hdf5/open-hdf5.ts';
import { grouped, inputError } from '../../input-error.ts';
import type { JsonObject } from '../../json/json-value.ts';

const MAX_BYTES = 2 ** 30;
/** Variables that name each other in a circle. */
const MAX_STEPS = 16;

/** Files that a configuration names, found from its own folder. */
export class Beside {
  readonly #folder: string;
  readonly #manifest: JsonObject;

  constructor(config: string, manifest: JsonObject) {
    this.#folder = dirname(config);
    this.#manifest = manifest;
  }

  /** The path that a text of the configuration stands for: variables of its manifest filled in. */
  path(given: string, where: string): string {
    let path = given;
    for (let step = 0; path.includes('$'); step++) {
      const name = /\$\{?(\w+)\}?/.exec(path);
      const value =
        name === null ? undefined : (this.#manifest[`$${name[1]}`] ?? this.#manifest[`\${${name[1]}}`]);
      if (name === null || typeof value !== 'string' || step === MAX_STEPS)
        throw inputError(
          'E1867',
          where,
          `the path ${JSON.stringify(given.slice(0, 100))} holds a variable that the manifest does not resolve.`,
        );
      path = path.replace(name[0], () => value);
    }
    return isAbsolute(path) ? path : join(this.#folder, path);
  }

  async bytes(given: string, where: string): Promise<{ path: string; bytes: Uint8Array }> {
    const path = this.path(given, where);
    try {
      const { size } = await stat(path);
      if (size > MAX_BYTES)
        throw inputError(
          'E1867',
          where,
          `the file ${path} has ${grouped(size)} bytes; ${grouped(MAX_BYTES)} are the most that is read.`,
        );
      return { path, bytes: await readFile(path) };
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      throw inputError(
        'E1867',
        where,
        `the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        'Paths count from the folder of the configuration.',
      );
    }
  }

  async hdf5<Result>(
    given: string,
    where: string,
    use: (root: Hdf5Group, name: string) => Result,
  ): Promise<Result> {
    const { path, bytes } = await this.bytes(given, where);
    if (bytes[0] !== 0x89 || bytes[1] !== 0x48)
      throw inputError(
        'E1867',
        where,
        `the file ${path} is no HDF5 file.`,
        'A Git LFS pointer stands for the file: git lfs pull',
      );
    return withHdf5(bytes, path, (root) => use(root, path));
  }
}
