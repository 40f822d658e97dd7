import { checkDataSet, readSample, type DataSet } from './data-set.ts';
import { dnnError } from './dnn-error.ts';
import { createForward } from './forward/create-forward.ts';
import { sizeOf, type DnnSpec } from './spec.ts';

export interface Accuracy {
  /** Samples whose largest logit is that of their label. */
  readonly correct: number;
  readonly count: number;
  /** correct / count. */
  readonly share: number;
  /** predicted[sample] = class. */
  readonly predicted: Uint32Array;
}

/** How often the largest logit (ties: the lowest class) is that of the label. */
export function accuracy(spec: DnnSpec, data: DataSet): Accuracy {
  checkDataSet(data);
  const { labels } = data;
  if (labels === null) {
    throw dnnError('E1721', data.name, 'has no labels', 'Give labels to measure accuracy.');
  }
  const net = createForward(spec);
  const sample = new Float64Array(sizeOf(data.shape));
  const predicted = new Uint32Array(data.count);
  let correct = 0;
  for (let i = 0; i < data.count; i++) {
    readSample(data, i, sample);
    predicted[i] = largestIndex(net.run(sample));
    if (predicted[i] === labels[i]) correct++;
  }
  return { correct, count: data.count, share: data.count === 0 ? 0 : correct / data.count, predicted };
}

/** Index of the largest value; the lowest of several. */
export function largestIndex(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
