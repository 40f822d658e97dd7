import { groupMembers } from '@nmap/kernels';
import type { SplitState } from './split-state.ts';

/**
 * What a part or a relay sends in the window. `graded`: one event in every step in which it hears something, which is at most
 * the sum of what it hears and at most one a step. `each`: a spike for every spike that it hears, as the unrolling of SpiNeMap's
 * released program counts them.
 */
export const RATE_MODELS = ['graded', 'each'] as const;
export type RateModel = (typeof RATE_MODELS)[number];

const MOST_SPIKES = 0xffff_ffff;

/** spikes[extra]. O(edges): every extra is asked once. */
export function extraSpikes(
  { edges, extras }: SplitState,
  spikesOfFile: Uint32Array,
  steps: number,
  rates: RateModel,
): Uint32Array {
  const neuronCount = spikesOfFile.length;
  const { count, from, to } = edges;
  const onto = new Uint32Array(count);
  for (let edge = 0; edge < count; edge++)
    onto[edge] = to[edge] < neuronCount ? extras.length : to[edge] - neuronCount;
  const { start, members } = groupMembers(onto, extras.length + 1);
  const spikes = new Uint32Array(extras.length);
  const isKnown = new Uint8Array(extras.length);
  const most = rates === 'graded' ? Math.min(steps, MOST_SPIKES) : MOST_SPIKES;
  // Chains are long: no recursion.
  const asked: number[] = [];
  for (let first = 0; first < extras.length; first++) {
    asked.push(first);
    while (asked.length > 0) {
      const extra = asked[asked.length - 1];
      let sum = 0;
      const before = asked.length;
      for (let i = start[extra]; i < start[extra + 1]; i++) {
        const source = from[members[i]] - neuronCount;
        if (source < 0) sum += spikesOfFile[from[members[i]]];
        else if (isKnown[source] === 1) sum += spikes[source];
        else asked.push(source);
      }
      if (asked.length > before) continue;
      asked.pop();
      spikes[extra] = Math.min(most, sum);
      isKnown[extra] = 1;
    }
  }
  return spikes;
}
