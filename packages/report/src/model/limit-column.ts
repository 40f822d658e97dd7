import type { Cores, Numbers } from './report.ts';

/** What used cores hold of a limit of a core, by the limit's name in a hardware file; null where it is none of a core, or not counted. */
export function limitColumn(cores: Cores, limit: string): Numbers | null {
  const columns: Readonly<Record<string, Numbers | null>> = {
    neurons: cores.neurons,
    synapses: cores.synapses,
    synapseMemoryBits: cores.memoryBits,
    fanInPerNeuron: cores.fanIn,
    inputAxons: cores.inputAxons,
    outputAxons: cores.outputAxons,
    fanOutCoresPerNeuron: cores.fanOutCores,
  };
  return columns[limit] ?? null;
}
