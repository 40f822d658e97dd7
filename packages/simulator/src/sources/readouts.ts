import type { Lif } from './lif.ts';

/** What a host reads of an integrator at the end of a presentation. */
export interface Readout {
  readonly population: string;
  readonly presentation: number;
  /** potential[neuron of the population]. */
  readonly potential: Float64Array;
}

/** The readouts that are due after a step: at the end of each presentation, and of the run. */
export function readoutsAfter(lif: Lif, step: number, stepCount: number): Readout[] {
  const due: Readout[] = [];
  for (const { id, first, size, integrator, presentationSteps } of lif.parameters.populations) {
    if (!integrator) continue;
    if ((step + 1) % presentationSteps !== 0 && step + 1 !== stepCount) continue;
    const potential = lif.potential.slice(first, first + size);
    due.push({ population: id, presentation: Math.floor(step / presentationSteps), potential });
  }
  return due;
}
