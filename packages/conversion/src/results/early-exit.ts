import { wilson, type ShareInterval } from '../statistics/wilson.ts';
import type { ImageRun } from '../run/run-images.ts';

/** What stopping as soon as the answer is clear comes to. */
export interface EarlyExit {
  /** Thresholds by which the best class must lead. */
  readonly margin: number;
  readonly accuracy: ShareInterval | null;
  readonly agreement: ShareInterval;
  readonly meanSteps: number;
  readonly synapticEventsPerImage: number;
}

/** Each image stops in the first step in which the best class leads the next by `margin` thresholds, or after the last. */
export function earlyExit(run: ImageRun, margin: number): EarlyExit {
  const { images, steps, margins, decisions, labels, dnnDecisions, synapticEvents } = run;
  let taken = 0;
  let events = 0;
  let right = 0;
  let same = 0;
  for (let image = 0; image < images; image++) {
    const first = image * steps;
    let t = 0;
    while (t < steps - 1 && margins[first + t] < margin) t++;
    taken += t + 1;
    events += synapticEvents[first + t];
    if (labels !== null && decisions[first + t] === labels[image]) right++;
    if (decisions[first + t] === dnnDecisions[image]) same++;
  }
  return {
    margin,
    accuracy: labels === null ? null : wilson(right, images),
    agreement: wilson(same, images),
    meanSteps: taken / images,
    synapticEventsPerImage: events / images,
  };
}
