import type { ChipMeasure } from '../measure/measure-on-chip.ts';
import type { SpikeMeasure } from '../measure/measure-spikes.ts';
import type { Variant } from '../variant/variant.ts';

/** A variant with its steps, measured on the chip. */
export interface DeployPoint {
  readonly variant: Variant;
  readonly steps: number;
  /** Share of the search's images that are answered rightly. */
  readonly accuracy: number;
  readonly measure: ChipMeasure;
}

/** The points that no other one beats in accuracy, energy and latency at once, in order of energy. */
export function paretoFront(points: readonly DeployPoint[]): DeployPoint[] {
  const values = ({ accuracy, measure }: DeployPoint): number[] => [
    -accuracy,
    measure.totalPj,
    measure.latencyNs ?? Infinity,
  ];
  const beats = (a: DeployPoint, b: DeployPoint): boolean => {
    const [own, others] = [values(a), values(b)];
    return own.every((value, k) => value <= others[k]) && own.some((value, k) => value < others[k]);
  };
  return points
    .filter((point) => !points.some((other) => beats(other, point)))
    .sort((a, b) => a.measure.totalPj - b.measure.totalPj);
}

/** Least energy; of equal ones the shorter time. */
export function cheapest<Point extends DeployPoint>(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>((best, point) => {
    if (best === null) return point;
    const difference = point.measure.totalPj - best.measure.totalPj;
    if (difference !== 0) return difference < 0 ? point : best;
    return (point.measure.latencyNs ?? Infinity) < (best.measure.latencyNs ?? Infinity) ? point : best;
  }, null);
}

/** Rough pJ of an image before anything is placed: synaptic events and steps of neurons, at the chip's prices. */
export function roughPj(
  { exercised, curve, steps }: SpikeMeasure,
  prices: { readonly synapseEventPj: number; readonly neuronStepPj: number },
): number {
  if (steps === null) return Infinity;
  const neurons = exercised.network.populations.reduce((sum, { size }) => sum + size, 0);
  return (
    curve[steps - 1].synapticEventsPerImage * prices.synapseEventPj + neurons * steps * prices.neuronStepPj
  );
}
