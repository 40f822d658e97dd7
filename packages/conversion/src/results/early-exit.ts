import { wilson, type ShareInterval } from '../statistics/wilson.ts';
import type { ImageRun } from '../run/image-run.ts';

/** What stopping as soon as the answer is clear comes to. */
export interface EarlyExit {
  /** Thresholds by which the best class must lead. */
  readonly margin: number;
  readonly accuracy: ShareInterval | null;
  readonly agreement: ShareInterval;
  readonly meanSteps: number;
  readonly synapticEventsPerImage: number;
}

/** Steps after which each image is answered: the first in which the best class leads the next by `margin`, or the last. */
export function earlySteps({ images, steps, margins }: ImageRun, margin: number): number[] {
  return Array.from({ length: images }, (_, image) => {
    let t = 0;
    while (t < steps - 1 && margins[image * steps + t] < margin) t++;
    return t + 1;
  });
}

/** What stopping each image early comes to. */
export function earlyExit(run: ImageRun, margin: number): EarlyExit {
  const { images, steps, decisions, labels, dnnDecisions, synapticEvents } = run;
  const taken = earlySteps(run, margin);
  let events = 0;
  let right = 0;
  let same = 0;
  taken.forEach((count, image) => {
    const at = image * steps + count - 1;
    events += synapticEvents[at];
    if (labels !== null && decisions[at] === labels[image]) right++;
    if (decisions[at] === dnnDecisions[image]) same++;
  });
  return {
    margin,
    accuracy: labels === null ? null : wilson(right, images),
    agreement: wilson(same, images),
    meanSteps: taken.reduce((sum, count) => sum + count, 0) / images,
    synapticEventsPerImage: events / images,
  };
}
