/**
 * split/auto: the cheapest of `split/slices`, `split/tree` and `split/chain` that the chip permits. Each is made and clustered by
 * `growClusters` under all limits; the fewest packets between cores and spikes of parts together win, then the fewest
 * neurons, then this order. One that breaks a limit or finds no clustering is out; where all are, the first is taken, and what
 * is in its way is told of it.
 *
 * **Source** none. Cost: three clusterings.
 */
import { definePass } from '../../pass.ts';
import { chooseMethod } from '../common/choose-method.ts';
import { splitOptions } from '../common/options.ts';
import { splitNetwork } from '../common/split-network.ts';

export const splitAuto = definePass({
  name: 'split/auto',
  summary: 'The cheapest of slices, tree and chain that the chip permits; nothing where every neuron fits.',
  paper: null,
  from: 'source',
  to: 'source',
  options: splitOptions,
  run: (source, options, ctx) => {
    const method = chooseMethod(source, options, ctx);
    return method === null ? source : splitNetwork(source, method, options, ctx);
  },
});
