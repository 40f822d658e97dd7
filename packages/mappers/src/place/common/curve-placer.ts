import { makePlaced, type Curve } from '@nmap/ir';
import { z } from 'zod';
import { definePass, type PassDefinition } from '../../pass.ts';
import { assignInOrder } from './assign-in-order.ts';
import { clusterOrder } from './cluster-order.ts';
import { coresFor } from './core-sequence.ts';
import { orderOption } from './options.ts';

/** A placer that deals clusters in some order onto the cores along a curve. */
export function curvePlacer(
  about: Pick<PassDefinition<'clustered', 'placed'>, 'name' | 'summary' | 'paper'>,
  curve: Curve,
) {
  return definePass({
    ...about,
    from: 'clustered',
    to: 'placed',
    options: z.strictObject({ order: orderOption }),
    run: (clustered, { order }) =>
      makePlaced(
        clustered,
        assignInOrder(clustered, clusterOrder(clustered, order), coresFor(clustered, curve)),
      ),
  });
}
