import type { CoreLimits } from '@nmap/ir';

/** Synapses, or weights, that a core holds by their number and by its memory. */
export function mostStored({ synapses, synapseMemoryBits, bitsPerSynapse }: CoreLimits): number {
  const bits = bitsPerSynapse ?? 0;
  const byMemory = synapseMemoryBits === null || bits === 0 ? Infinity : Math.floor(synapseMemoryBits / bits);
  return Math.min(synapses ?? Infinity, byMemory);
}
