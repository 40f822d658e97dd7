export { NONE, asColumn, raw, type Column, type Id } from './column.ts';
export { startsFromCounts, transpose, type Csr } from './csr.ts';
export { Rng, fnv1a } from './rng.ts';
