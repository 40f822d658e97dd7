import { CELL_LIMIT, networkVariants, placementVariants, type Variants } from '../metrics/variants.ts';
import type { CostReport } from './evaluate.ts';

/**
 * Every published measure of the placement that was evaluated, by the names of the register: slower than `evaluate`.
 * @param cellLimit cells of bounding boxes that congestions may walk; 0 = none: these are null.
 */
export function evaluateVariants(report: CostReport, cellLimit = CELL_LIMIT): Variants {
  const { energy, metrics, groundwork, length } = report;
  const { topology } = groundwork.problem.target;
  return {
    ...networkVariants(report),
    ...placementVariants(groundwork.pairs, topology, length, cellLimit),
    'energy/preset': energy.interconnect,
    edp: metrics.edp,
    'congestion/xy-average': metrics.linkLoad.mean,
    'congestion/xy-max': metrics.linkLoad.max,
    'congestion/xy-variance': metrics.linkLoad.variance,
  };
}
