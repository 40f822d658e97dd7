import { synapseCountOf, type CoreLimits, type NetworkSpec, type Target } from '@nmap/ir';

/** A core has room for so many units of every population: fewer, and their sizes decide where they go. */
const UNITS_OF_NEURONS = 8;
const UNITS_OF_SYNAPSES = 2;

/**
 * mostNeuronsOf[population] = neurons of a unit that leave a core room for others, by its neurons and what it stores; 1 where
 * a core holds no more. O(populations x projections).
 */
export function neuronsOfUnits(spec: NetworkSpec, { classes }: Target): number[] {
  return spec.populations.map(({ id, size }) => {
    const onto = { ...spec, projections: spec.projections.filter(({ to }) => to === id) };
    const fanIn = synapseCountOf(onto) / Math.max(1, size);
    const most = classes.map(({ limits }) => {
      const byNeurons = (limits.neurons ?? Infinity) / UNITS_OF_NEURONS;
      return Math.min(byNeurons, fanIn === 0 ? Infinity : storedBy(limits) / fanIn / UNITS_OF_SYNAPSES);
    });
    return Math.max(1, Math.floor(Math.max(...most)));
  });
}

function storedBy({ synapses, synapseMemoryBits, bitsPerSynapse }: CoreLimits): number {
  const bits = bitsPerSynapse ?? 0;
  const byMemory = synapseMemoryBits === null || bits === 0 ? Infinity : synapseMemoryBits / bits;
  return Math.min(synapses ?? Infinity, byMemory);
}
