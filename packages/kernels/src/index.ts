export { NONE, asColumn, raw, type Column, type Id } from './column.ts';
export { startsFromCounts, transpose, type Csr } from './csr.ts';
export { gilbertCurve } from './curves/gilbert.ts';
export { snakeCurve } from './curves/snake.ts';
export { exp, log } from './math.ts';
export { editDistance, nearestWord } from './nearest.ts';
export { Rng, fnv1a } from './rng.ts';
export { PartCounts } from './part-counts.ts';
export { PartMembers } from './part-members.ts';
