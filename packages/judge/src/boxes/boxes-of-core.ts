import type { Sides } from '../manifest/stated-boxes.ts';

/** boxes[population] of one core; empty where it holds none of it. */
export type BoxesOfCore = ReadonlyMap<number, readonly Sides[]>;
