/** `h5wasm`, which is larger than the rest: a script of its own, put in front of the worker's where a file needs it. */
const library = self.HDF5_LIBRARY;

export const { ready, File, Group, Dataset } = library ?? {};
