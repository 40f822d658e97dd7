import { windowOf, type EnergyPart, type Placed } from '@nmap/ir';
import { emptyCounts, type Counts } from '../counts/counts.ts';
import { priceCounts } from '../counts/price-counts.ts';

/** pJ of one event each, as {@link priceCounts} charges it: energy is linear in the counts, so it can be handed out event by event. */
export interface UnitPrices {
  /** A neuron that never spikes, over the whole window. */
  readonly neuron: number;
  /** What a step with a spike costs above one without. */
  readonly spikingStep: number;
  readonly spike: number;
  readonly event: number;
  readonly injection: number;
  readonly localDelivery: number;
  readonly router: number;
  /** hop[kind], by index into the topology's `linkKinds`. */
  readonly hop: Float64Array;
  /** Static power of a core, a tile and a chip in use, over the whole window. */
  readonly core: number;
  readonly tile: number;
  readonly chip: number;
}

/** Constants that are unknown count as 0: the part that needs them is null in the report as a whole. */
export function unitPrices({ problem: { network, target } }: Placed): UnitPrices {
  const { steps, lengthMs } = windowOf(network);
  const trees = target.multicast === 'tree';
  const { linkKinds } = target.topology;
  const price = (part: EnergyPart, events: Partial<Counts>): number =>
    priceCounts({ ...emptyCounts(0, { linkKinds }), steps, ...events }, target, lengthMs)[part] ?? 0;
  const hop = linkKinds.map((_, kind) => {
    const hopsByClass = new Float64Array(linkKinds.length);
    hopsByClass[kind] = 1;
    return price('interconnect', { hopsByClass });
  });
  return {
    neuron: price('neurons', { neurons: 1 }),
    spikingStep:
      price('neurons', { neurons: 1, steps: 1, spikingSteps: 1 }) -
      price('neurons', { neurons: 1, steps: 1 }),
    spike: price('neurons', { spikes: 1 }),
    event: price('synapses', { synapticEvents: 1 }),
    injection: price('interconnect', trees ? { trees: 1 } : { packets: 1 }),
    localDelivery: price('interconnect', { localDeliveries: 1 }),
    router: price('interconnect', { routersVisited: 1 }),
    hop: Float64Array.from(hop),
    core: price('static', { usedCores: 1 }),
    tile: price('static', { usedTiles: 1 }),
    chip: price('static', { usedChips: 1 }),
  };
}
