import { wilson, type ShareInterval } from '../statistics/wilson.ts';
import type { ImageRun } from '../run/image-run.ts';

/** What a presentation of so many steps comes to, over the images of a run. */
export interface CurvePoint {
  readonly steps: number;
  /** Images whose label is answered; null without labels. */
  readonly accuracy: ShareInterval | null;
  /** Images that are answered as by the trained network, right or wrong. */
  readonly agreement: ShareInterval;
  /** Means over the images. */
  readonly spikesPerImage: number;
  readonly synapticEventsPerImage: number;
  /** Of those, made by the spikes of the input. */
  readonly inputEventsPerImage: number;
}

/** Points at 1, 2, 4, ... steps and at the last, or at the given numbers of steps. */
export function accuracyCurve(run: ImageRun, at: readonly number[] = doublings(run.steps)): CurvePoint[] {
  return at.map((steps) => {
    const mean = (column: Float64Array): number => {
      let sum = 0;
      for (let image = 0; image < run.images; image++) sum += column[image * run.steps + steps - 1];
      return sum / run.images;
    };
    const right = rightAnswers(run, steps);
    return {
      steps,
      accuracy: right === null ? null : wilson(countOnes(right), run.images),
      agreement: wilson(
        count(
          run.images,
          (image) => run.decisions[image * run.steps + steps - 1] === run.dnnDecisions[image],
        ),
        run.images,
      ),
      spikesPerImage: mean(run.spikes),
      synapticEventsPerImage: mean(run.synapticEvents),
      inputEventsPerImage: mean(run.inputEvents),
    };
  });
}

/** right[image] = 1 where the label is answered after so many steps; null without labels. */
export function rightAnswers(
  { decisions, labels, images, steps: all }: ImageRun,
  steps: number,
): Uint8Array | null {
  if (labels === null) return null;
  return Uint8Array.from({ length: images }, (_, image) =>
    decisions[image * all + steps - 1] === labels[image] ? 1 : 0,
  );
}

/** Share of the images that the trained network answers rightly; null without labels. */
export function dnnAccuracy({ dnnDecisions, labels, images }: ImageRun): ShareInterval | null {
  return labels === null
    ? null
    : wilson(
        count(images, (image) => dnnDecisions[image] === labels[image]),
        images,
      );
}

function doublings(steps: number): number[] {
  const points: number[] = [];
  for (let at = 1; at < steps; at *= 2) points.push(at);
  return [...points, steps];
}

function count(length: number, holds: (index: number) => boolean): number {
  let total = 0;
  for (let index = 0; index < length; index++) if (holds(index)) total++;
  return total;
}

const countOnes = (bits: Uint8Array): number => bits.reduce((sum, bit) => sum + bit, 0);
