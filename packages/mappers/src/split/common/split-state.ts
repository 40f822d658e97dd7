import { visitWeightedSynapses, type NetworkSpec } from '@nmap/ir';
import type { Edges } from './edges.ts';

/** A neuron that is not in the file: adds up what arrives, or passes it on, and sends it in the next step. */
export interface Extra {
  readonly kind: 'part' | 'relay';
  /** The neuron of the file whose inputs or whose spikes it carries, in the flat network. */
  readonly of: number;
}

/** A network in the middle of being split. Neurons of the file keep their numbers, others come behind them. */
export interface SplitState {
  readonly spec: NetworkSpec;
  /** firstOf[population] of the file, and the number of its neurons at the end. */
  readonly firstOf: Uint32Array;
  /** extras[i] has the number firstOf.at(-1) + i: parts by neuron, then relays by neuron. */
  readonly extras: readonly Extra[];
  /** The synapses of the projections that are listed, and the edges of extras. */
  readonly edges: Edges;
  /** isListed[projection] = 1: its synapses are edges; the others are as the file says. */
  readonly isListed: Uint8Array;
  /** groupOf[neuron] = those of a group fit a core together under every limit; null where no limit asked for it. */
  readonly groupOf: Uint32Array | null;
  /** Groups were looked for under every limit of the chip, and there were none. */
  readonly foundNone: boolean;
}

export function firstNeurons({ populations }: NetworkSpec): Uint32Array {
  const firstOf = new Uint32Array(populations.length + 1);
  for (const [index, { size }] of populations.entries()) firstOf[index + 1] = firstOf[index] + size;
  return firstOf;
}

/** populationOf[id] = its index. */
export function populationIndex({
  populations,
}: Pick<NetworkSpec, 'populations'>): ReadonlyMap<string, number> {
  return new Map(populations.map(({ id }, index) => [id, index]));
}

export function delaySteps(delayMs: number, timestepMs: number): number {
  return Math.max(1, Math.round(delayMs / timestepMs));
}

/** Visits the synapses of a projection by the numbers of the flat network. */
export function visitFlat(
  { spec, firstOf }: Pick<SplitState, 'spec' | 'firstOf'>,
  projection: number,
  visit: (from: number, to: number, weight: number, steps: number) => void,
): void {
  const index = populationIndex(spec);
  const before = firstOf[index.get(spec.projections[projection].from)!];
  const behind = firstOf[index.get(spec.projections[projection].to)!];
  visitWeightedSynapses(spec, projection, (pre, post, weight, delayMs) => {
    visit(before + pre, behind + post, weight, delaySteps(delayMs, spec.timestepMs));
  });
}
