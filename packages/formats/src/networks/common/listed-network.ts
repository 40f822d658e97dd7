import { checkNetworkSpec, type NetworkSpec, type PopulationSpec, type ProjectionSpec } from '@nmap/ir';
import type { ViolationList } from '../../input-error.ts';
import { uniform } from '../../linear/chain.ts';
import {
  DEFAULT_DURATION_MS,
  DEFAULT_TIMESTEP_MS,
  defaultName,
  type ReadNetwork,
} from '../../nmap-network/read-nmap-network.ts';
import type { SynapseColumns } from './synapse-columns.ts';

/** The population of neurons that a file does not sort into several. */
export const NEURONS = 'neurons';

/** A projection that lists its synapses. */
export function listOf(from: string, to: string, synapses: SynapseColumns): ProjectionSpec {
  const { pre, post, weight, delayMs } = synapses.take();
  return {
    from,
    to,
    connector: 'list',
    pre,
    post,
    ...(weight === null ? {} : { weight: uniform(weight) }),
    ...(delayMs === null ? {} : { delayMs: uniform(delayMs) }),
  };
}

/** A network of what was read, after the checks that every network passes. Throws where anything was wrong. */
export function finishNetwork(
  populations: readonly PopulationSpec[],
  projections: readonly ProjectionSpec[],
  fileName: string,
  violations: ViolationList,
  given: Partial<Pick<NetworkSpec, 'name' | 'timestepMs' | 'durationMs'>> = {},
): ReadNetwork {
  violations.throwIfFailed(fileName);
  const spec: NetworkSpec = {
    name: defaultName(fileName),
    timestepMs: DEFAULT_TIMESTEP_MS,
    durationMs: DEFAULT_DURATION_MS,
    ...given,
    populations,
    projections,
  };
  for (const found of checkNetworkSpec(spec))
    violations.add({ ...found, where: `${fileName}: ${found.where}` });
  violations.throwIfFailed(fileName);
  return { spec, nameFromFile: given.name === undefined, diagnostics: violations.notes };
}
