import { z } from 'zod';
import { CLUSTER_ORDERS } from './cluster-order.ts';

/** Option of every placer that deals clusters onto a sequence of cores. */
export const orderOption = z
  .enum(CLUSTER_ORDERS)
  .default('auto')
  .describe(
    'order of the clusters: given (by id), topological (along the spikes), traffic (by attachment); auto = given for a cluster graph, traffic for a network',
  );
