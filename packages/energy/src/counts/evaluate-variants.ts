import type { Placed } from '@nmap/ir';
import { networkVariants, placementVariants, type Variants } from '../metrics/variants.ts';
import { evaluate, type CostReport } from './evaluate.ts';

/**
 * Every published measure of a placement, by the names of the register: slower than `evaluate`.
 * @param report what `evaluate` says of this placement, where it has been asked already.
 */
export function evaluateVariants(placed: Placed, report: CostReport = evaluate(placed)): Variants {
  const { energy, metrics, groundwork } = report;
  return {
    ...networkVariants(report),
    ...placementVariants(groundwork.pairs, groundwork.problem.target.topology),
    'energy/preset': energy.interconnect,
    edp: metrics.edp,
    'congestion/xy-average': metrics.linkLoad.mean,
    'congestion/xy-max': metrics.linkLoad.max,
    'congestion/xy-variance': metrics.linkLoad.variance,
  };
}
