import { textOf, type Hdf5Group } from '../../hdf5/open-hdf5.ts';
import type { ViolationList } from '../../input-error.ts';

/**
 * What nmap puts into the `metadata` of nodes, where NIR has no word for it, and reads again. Other tools leave it alone;
 * what they put there is not read. `docs/nir.md` describes these keys, and those of an exported placement.
 */
export const OWN = {
  /** Of the graph: length of a step, which thresholds of a LIF neuron in steps depend on. */
  timestepMs: 'nmap_timestep_ms',
  /** Of the graph: window of the counts. */
  durationMs: 'nmap_duration_ms',
  /** Of the graph. */
  name: 'nmap_name',
  /** Of Linear and Affine, in the shape of the weight: 1 where a synapse is, 0 where the zero stands for none. */
  synapses: 'nmap_synapses',
  /** Of neurons whose parameters are in one row, since a matrix leads to them. */
  shape: 'nmap_shape',
  /** Of an Input: 1 where the neurons that fire as given are on the chip. */
  onChip: 'nmap_on_chip',
} as const;

/** Those of nodes, all numbers. */
export const NODE_KEYS: readonly string[] = [OWN.synapses, OWN.shape, OWN.onChip];

/** What the metadata of the outermost graph say of the network; null where they say nothing. */
export interface OwnSettings {
  readonly timestepMs: number | null;
  readonly durationMs: number | null;
  readonly name: string | null;
}

export function ownSettings(root: Hdf5Group, violations: ViolationList): OwnSettings {
  const metadata = root.group('node')?.group('metadata') ?? null;
  const time = (key: string): number | null => {
    const dataset = metadata?.dataset(key) ?? null;
    const value = dataset?.numbers().data[0];
    if (dataset === null || (value !== undefined && value > 0 && Number.isFinite(value)))
      return value ?? null;
    violations.error('E1853', dataset.where, `it is ${value}, must be a time above 0, in ms.`);
    return null;
  };
  return {
    timestepMs: time(OWN.timestepMs),
    durationMs: time(OWN.durationMs),
    name: metadata === null ? null : textOf(metadata, OWN.name),
  };
}
