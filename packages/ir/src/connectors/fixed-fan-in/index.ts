import { SEED, SELF_CONNECTIONS } from '../common/keys.ts';
import { evenDegrees } from '../common/proven-degrees.ts';
import { Rng } from '@nmap/kernels';
import { checkDistinct, checkSeed, excludesSelf, seedOf } from '../common/checks.ts';
import type { ConnectorDefinition } from '../connector.ts';
import { Sampler } from '../common/sampler.ts';

/** Exactly n distinct sources for each target, uniform. */
export interface FixedFanIn {
  readonly connector: 'fixed-fan-in';
  readonly n: number;
  readonly seed?: number;
  readonly selfConnections?: boolean;
}

/** Exactly n distinct sources for each target, uniform. Order: by target, then as drawn. */
export const fixedFanIn: ConnectorDefinition<FixedFanIn> = {
  name: 'fixed-fan-in',
  keys: {
    n: { kind: 'count', required: 'synapses onto each target neuron' },
    seed: SEED,
    selfConnections: SELF_CONNECTIONS,
  },
  alsoCalled: ['FixedNumberPreConnector', 'fixed_indegree'],
  countIsExact: true,
  check(connector, ends, report) {
    const available = ends.from.size - (excludesSelf(ends, connector.selfConnections) ? 1 : 0);
    checkDistinct(connector, available, 'sources', report);
    checkSeed(connector, report);
  },
  count: (connector, ends) => connector.n * ends.to.size,
  proven: (connector, ends) => evenDegrees(connector.n * ends.to.size, connector.n, 0),
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
