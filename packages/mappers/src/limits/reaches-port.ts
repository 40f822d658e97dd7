import type { Network } from '@nmap/ir';

/** 1 where a neuron of the chip has an external target: its spikes then go to the i/o port as well. */
export function reachesPort({ external, outStart, outTarget }: Network, neuron: number): number {
  if (external[neuron] === 1) return 0;
  for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
    if (external[outTarget[e]] === 1) return 1;
  }
  return 0;
}
