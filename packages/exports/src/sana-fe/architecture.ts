import type { Target } from '@nmap/ir';
import { NEURONS_PER_CORE } from './check-sana-fe.ts';
import type { Layout, TileRun } from './layout.ts';
import type { Prices } from './prices.ts';

/** Messages that a link holds: read by the detailed timing only, and our hardware files do not say it. */
const LINK_BUFFER = 16;
const FREE = [0, 0] as const;

/** The chip, as SANA-FE reads it: every core has a unit of each kind. */
export function architectureOf(target: Target, layout: Layout, prices: Prices): object {
  const { columns, rows } = target.topology;
  const { sync } = prices;
  return {
    architecture: {
      name: 'nmap',
      attributes: {
        topology: 'mesh',
        width: columns,
        height: rows,
        link_buffer_size: LINK_BUFFER,
        sync_model: typeof sync === 'number' ? 'fixed' : 'table',
        latency_sync: sync,
      },
      tile: layout.runs.map((run, index) => ({
        name: replicated(`tile${index}`, run.count),
        attributes: {
          ...hop('north', prices.hopNorthSouth),
          ...hop('east', prices.hopEastWest),
          ...hop('south', prices.hopNorthSouth),
          ...hop('west', prices.hopEastWest),
        },
        core: coresOf(run, target, prices),
      })),
    },
  };
}

function coresOf({ classes, portCores }: TileRun, target: Target, prices: Prices): object[] {
  const groups: { id: number; count: number }[] = [];
  for (const id of classes) {
    const last = groups.at(-1);
    if (last?.id === id) last.count++;
    else groups.push({ id, count: 1 });
  }
  const cores = groups.map(({ id, count }, index) =>
    coreOf(replicated(`core${index}`, count), target.classes[id].limits.neurons ?? NEURONS_PER_CORE, prices),
  );
  if (portCores === 0) return cores;
  // Nothing outside the chip costs anything but the messages that it sends.
  const free = { ...prices, neuronAccess: FREE, spikeOut: FREE, synapse: FREE, messageIn: FREE };
  return [...cores, coreOf(replicated('port', portCores), NEURONS_PER_CORE, free)];
}

function coreOf(name: string, neurons: number, prices: Prices): object {
  const unit = (unitName: string, attributes: object) => [{ name: unitName, attributes }];
  return {
    name,
    attributes: {
      buffer_position: 'soma',
      buffer_inside_unit: false,
      max_neurons_supported: Math.min(neurons, NEURONS_PER_CORE),
    },
    axon_in: unit('axon_in', cost('message_in', prices.messageIn)),
    synapse: unit('synapse', { model: 'current_based', ...cost('process_spike', prices.synapse) }),
    dendrite: unit('dendrite', { model: 'accumulator', ...cost('update', FREE) }),
    soma: unit('soma', {
      model: 'leaky_integrate_fire',
      ...cost('access_neuron', prices.neuronAccess),
      ...cost('update_neuron', FREE),
      ...cost('spike_out', prices.spikeOut),
    }),
    axon_out: unit('axon_out', cost('message_out', prices.messageOut)),
  };
}

function hop(direction: string, price: readonly [number, number]): object {
  return cost(`${direction}_hop`, price);
}

function cost(event: string, [joules, seconds]: readonly [number, number]): object {
  return { [`energy_${event}`]: joules, [`latency_${event}`]: seconds };
}

/** One entry for several alike. */
function replicated(name: string, count: number): string {
  return count === 1 ? name : `${name}[0..${count - 1}]`;
}
