import { z } from 'zod';
import { CLUSTER_ORDERS } from './cluster-order.ts';

/** Option of every placer that deals clusters onto a sequence of cores. */
export const orderOption = z
  .enum(CLUSTER_ORDERS)
  .default('auto')
  .describe(
    'order of the clusters: given (by id), topological (along the spikes), traffic (by attachment); auto = given for a cluster graph, traffic for a network',
  );

/**
 * Option of every search that can be told how much to try, so that searches are compared at equal effort.
 * @param published what 0 means.
 */
export function evaluationsOption(published: string) {
  return z.int().min(0).max(1_000_000_000).default(0).describe(`placements costed at most; 0: ${published}`);
}

/** Option of a search whose length is a multiple of its usual one. */
export function effortOption(most: number, meaning: string, usual = 1) {
  return z.number().positive().max(most).default(usual).describe(meaning);
}

export function startsOption(most: number, meaning: string, usual: number) {
  return z.int().min(1).max(most).default(usual).describe(meaning);
}

/** Option of annealers: part of the proposals that follow the traffic. */
export function directedOption(usual: number, more = '') {
  return z
    .number()
    .min(0)
    .max(1)
    .default(usual)
    .describe(`part of the proposals that aim next to a neighbour in the traffic${more}`);
}
