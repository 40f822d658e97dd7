import { kernelChannels, kernelLength } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import type { NetworkSpec } from '../network-spec.ts';

/** The kernel of a projection, in parts: one for each channel of the target. */
export interface ProjectionKernel {
  readonly channels: number;
  /** Entries of a part: tap t belongs to channel floor(t / entriesPerChannel). */
  readonly entriesPerChannel: number;
  /** Neurons of a channel, consecutive in the target. */
  readonly area: number;
}

/** null where the synapses of the projection take their weights from no kernel. O(1). */
export function projectionKernel(spec: NetworkSpec, projectionIndex: number): ProjectionKernel | null {
  const projection = spec.projections[projectionIndex];
  const ends = endsOf(spec, projectionIndex);
  const channels = kernelChannels(projection, ends);
  if (channels === null) return null;
  const entriesPerChannel = kernelLength(projection, ends)! / channels;
  return { channels, entriesPerChannel, area: ends.to.size / channels };
}
