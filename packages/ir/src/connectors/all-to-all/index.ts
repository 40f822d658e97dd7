import { SELF_CONNECTIONS } from '../common/keys.ts';
import { degreesOfAllPairs } from '../common/proven-degrees.ts';
import { excludesSelf, pairCount } from '../common/checks.ts';
import { groupedAxis } from '../common/grouped-axis.ts';
import type { ConnectorDefinition } from '../connector.ts';
import { axesOf } from '../../axes.ts';

/** Every pair, by source, then target. `selfConnections` (default true) matters where from = to. */
export interface AllToAll {
  readonly connector: 'all-to-all';
  readonly selfConnections?: boolean;
}

/** Every pair. Order: by source, then by target. */
export const allToAll: ConnectorDefinition<AllToAll> = {
  name: 'all-to-all',
  keys: { selfConnections: SELF_CONNECTIONS },
  alsoCalled: ['AllToAllConnector', 'all_to_all', 'dense', 'full', 'fullyConnected', 'linear'],
  countIsExact: true,
  check() {
    // Any two sizes fit.
  },
  count: (connector, ends) => pairCount(ends, connector.selfConnections),
  proven: (connector, ends) => degreesOfAllPairs(ends, connector.selfConnections),
  links(connector, ends) {
    const from = axesOf(ends.from.shape);
    const to = axesOf(ends.to.shape);
    return {
      along: [groupedAxis(from[0], to[0], 1), groupedAxis(from[1], to[1], 1), groupedAxis(from[2], to[2], 1)],
      withoutSelf: excludesSelf(ends, connector.selfConnections),
      kernelEntriesPerChannel: 0,
    };
  },
  visit(connector, ends, visitor) {
    const skipSelf = excludesSelf(ends, connector.selfConnections);
    const fromSize = ends.from.size;
    const toSize = ends.to.size;
    for (let pre = 0; pre < fromSize; pre++) {
      for (let post = 0; post < toSize; post++) {
        if (skipSelf && pre === post) continue;
        visitor(pre, post, 0);
      }
    }
  },
};
