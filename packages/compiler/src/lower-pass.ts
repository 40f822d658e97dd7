import { lower as lowerSpec, type Diagnostic } from '@nmap/ir';
import type { Pass } from './pass.ts';

/** Flattens populations and projections into the hypergraph that mappers read. */
export function lower(
  onDiagnostic: (diagnostic: Diagnostic) => void = () => undefined,
): Pass<'source', 'lowered'> {
  return {
    name: 'lower',
    from: 'source',
    to: 'lowered',
    options: {},
    run: ({ spec, target, constraints, objective }) => {
      const { network, diagnostics } = lowerSpec(spec);
      diagnostics.forEach(onDiagnostic);
      return { stage: 'lowered', problem: { network, target, constraints, objective } };
    },
  };
}
