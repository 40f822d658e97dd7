import { excludesSelf, pairCount } from './checks.ts';
import type { ConnectorDefinition } from './connector.ts';

/** Every pair. Order: by source, then by target. */
export const allToAll: ConnectorDefinition<'all-to-all'> = {
  check() {
    // Any two sizes fit.
  },
  count: (connector, ends) => pairCount(ends, connector.selfConnections),
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
