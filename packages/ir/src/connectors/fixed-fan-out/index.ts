import { SEED, SELF_CONNECTIONS } from '../common/keys.ts';
import { evenDegrees } from '../common/proven-degrees.ts';
import { Rng } from '@nmap/kernels';
import { checkDistinct, checkSeed, excludesSelf, seedOf } from '../common/checks.ts';
import type { ConnectorDefinition } from '../connector.ts';
import { Sampler } from '../common/sampler.ts';

/** Exactly n distinct targets for each source, uniform. */
export interface FixedFanOut {
  readonly connector: 'fixed-fan-out';
  readonly n: number;
  readonly seed?: number;
  readonly selfConnections?: boolean;
}

/** Exactly n distinct targets for each source, uniform. Order: by source, then as drawn. */
export const fixedFanOut: ConnectorDefinition<FixedFanOut> = {
  name: 'fixed-fan-out',
  keys: {
    n: { kind: 'count', required: 'synapses from each source neuron' },
    seed: SEED,
    selfConnections: SELF_CONNECTIONS,
  },
  alsoCalled: ['FixedNumberPostConnector', 'fixed_outdegree'],
  countIsExact: true,
  check(connector, ends, report) {
    const available = ends.to.size - (excludesSelf(ends, connector.selfConnections) ? 1 : 0);
    checkDistinct(connector, available, 'targets', report);
    checkSeed(connector, report);
  },
  count: (connector, ends) => connector.n * ends.from.size,
  proven: (connector, ends) => evenDegrees(connector.n * ends.from.size, 0, connector.n),
  visit(connector, ends, visitor) {
    const { n } = connector;
    const skipSelf = excludesSelf(ends, connector.selfConnections);
    const fromSize = ends.from.size;
    const rng = Rng.fork(seedOf(connector), 'fixed-fan-out', ends.projectionIndex);
    const sampler = new Sampler(ends.to.size - (skipSelf ? 1 : 0), rng);
    for (let pre = 0; pre < fromSize; pre++) {
      for (let k = 0; k < n; k++) {
        const drawn = sampler.draw(k);
        visitor(pre, skipSelf && drawn >= pre ? drawn + 1 : drawn, 0);
      }
    }
  },
};
