import type { EnergyReport } from './price-counts.ts';

/** Energy as manifests and simulations state it: without what follows from the parts. */
export interface StatedEnergy {
  readonly neurons: number | null;
  readonly synapses: number | null;
  readonly interconnect: number | null;
  readonly static: number | null;
  /** Sum of the known parts. */
  readonly total: number | null;
  readonly partial: boolean;
  readonly unpriced: readonly string[];
  /** Only where there are any: constants of evidence U that the numbers rest on. */
  readonly unverified?: readonly string[];
  /** Only where a constant is all-in: the terms that it contains, which are 0, and the constants that do. */
  readonly contained?: readonly string[];
  readonly allIn?: readonly string[];
}

export function statedEnergy(report: EnergyReport): StatedEnergy {
  const { neurons, synapses, interconnect, total, partial, unpriced, unverified, contained, allIn } = report;
  return {
    neurons,
    synapses,
    interconnect,
    static: report.static,
    total,
    partial,
    unpriced,
    ...(unverified.length === 0 ? {} : { unverified }),
    ...(allIn.length === 0 ? {} : { contained, allIn }),
  };
}
