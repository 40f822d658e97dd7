/**
 * Replaces max pooling by average pooling of the same windows. The values are others: this is no conversion but another
 * network, and what it costs in accuracy is shown beside the trained one's. Networks trained with average pooling lose nothing.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const maxPoolAverage = defineConversion({
  name: 'maxpool/average',
  summary: 'average pooling in place of max pooling: another network, look at the accuracy',
  paper: null,
  from: 'folded',
  to: 'folded',
  options: z.strictObject({}),
  replacesMaxPool: true,
  run(folded, _options, ctx) {
    const replaced = folded.dnn.layers.filter(({ kind }) => kind === 'max-pool').length;
    ctx.stat('poolingReplaced', replaced);
    const layers = folded.dnn.layers.map((layer) =>
      layer.kind === 'max-pool' ? { ...layer, kind: 'average-pool' as const, countsPadding: false } : layer,
    );
    return { ...folded, dnn: { ...folded.dnn, layers } };
  },
});
