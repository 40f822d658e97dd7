import { lower as lowerSpec } from '@nmap/ir';
import type { Pass } from './pass.ts';

/** Flattens populations and projections into the hypergraph that mappers read. */
export function lower(): Pass<'source', 'lowered'> {
  return {
    name: 'lower',
    from: 'source',
    to: 'lowered',
    options: {},
    run: ({ spec, target, constraints, objective }, ctx) => {
      const { network, diagnostics } = lowerSpec(spec);
      for (const diagnostic of diagnostics) ctx.diagnostic(diagnostic);
      return { stage: 'lowered', problem: { network, target, constraints, objective } };
    },
  };
}
