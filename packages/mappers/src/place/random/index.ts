/**
 * Places every cluster on a uniformly random live core of its class.
 *
 * **Source** folklore; the lower baseline of every placement study.
 * Cost O(cores). Requires nothing; guarantees a legal placement that depends on the seed only.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { atRandom } from '../common/starts.ts';

export const randomPlacer = definePass({
  name: 'place/random',
  summary: 'uniformly random cores: the baseline',
  paper: null,
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({}),
  run(clustered, _options, ctx) {
    return makePlaced(clustered, atRandom(clustered, ctx.rng));
  },
});
