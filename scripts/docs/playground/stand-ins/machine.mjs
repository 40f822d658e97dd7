/** What the rest of Node would say of the machine: a tab has one thread for the compiler, and no programs to start. */

/** `node:os`: what a tab may allocate, about; no browser tells it. */
export const totalmem = () => 4 * 2 ** 30;
export const availableParallelism = () => 1;

export const tmpdir = () => '/tmp';

/** `node:child_process`: no program is installed. */
export const spawnSync = () => ({
  error: Object.assign(new Error('there are no programs'), { code: 'ENOENT' }),
});

/** `node:process` */
export const constrainedMemory = () => undefined;

/** `node:worker_threads` */
export const isMainThread = false;

/** `node:module`: what is installed beside the program is nothing. */
export function createRequire() {
  return {
    resolve(name) {
      throw new Error(`${name} is not here`);
    },
  };
}

/** `node:url` */
export const pathToFileURL = (path) => new URL(`file://${path}`);
export const fileURLToPath = (url) => String(url).replace(/^file:\/\//, '');

/** `node:util` */
export const types = { isNativeError: (value) => value instanceof Error };
