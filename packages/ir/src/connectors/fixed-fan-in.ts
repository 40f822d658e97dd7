import { Rng } from '@nmap/kernels';
import { checkDistinct, checkSeed, excludesSelf, seedOf } from './checks.ts';
import type { ConnectorDefinition } from './connector.ts';
import { Sampler } from './sampler.ts';

/** Exactly n distinct sources for each target, uniform. Order: by target, then as drawn. */
export const fixedFanIn: ConnectorDefinition<'fixed-fan-in'> = {
  check(connector, ends, report) {
    const available = ends.from.size - (excludesSelf(ends, connector.selfConnections) ? 1 : 0);
    checkDistinct(connector, available, 'sources', report);
    checkSeed(connector, report);
  },
  count: (connector, ends) => connector.n * ends.to.size,
  visit(connector, ends, visitor) {
    const { n } = connector;
    const skipSelf = excludesSelf(ends, connector.selfConnections);
    const toSize = ends.to.size;
    const rng = Rng.fork(seedOf(connector), 'fixed-fan-in', ends.projectionIndex);
    const sampler = new Sampler(ends.from.size - (skipSelf ? 1 : 0), rng);
    for (let post = 0; post < toSize; post++) {
      for (let k = 0; k < n; k++) {
        const drawn = sampler.draw(k);
        visitor(skipSelf && drawn >= post ? drawn + 1 : drawn, post, 0);
      }
    }
  },
};
