import { NONE } from '@nmap/kernels';
import type { PlacedNeurons } from '../placed-neurons.ts';
import type { SynapseColumns } from './synapse-columns.ts';

/** Which core hears which neuron, both ways. */
export interface Axons {
  /** Axons of place p are start[p] .. start[p + 1] - 1: their sources, ascending, and their first synapses. */
  readonly start: Float64Array;
  readonly source: Uint32Array;
  readonly firstSynapse: Float64Array;
  /** Places that hear neuron n are heardStart[n] .. heardStart[n + 1] - 1, ascending, each with the number of its axon there. */
  readonly heardStart: Float64Array;
  readonly heardPlace: Uint32Array;
  readonly heardAxon: Uint32Array;
}

/** O(synapses). */
export function axonsOf({ neuronCount, coreOf }: PlacedNeurons, synapses: SynapseColumns): Axons {
  const places = coreOf.length;
  const start = new Float64Array(places + 1);
  const heardStart = new Float64Array(neuronCount + 1);
  forEachAxon(synapses, places, (place, source) => {
    start[place + 1]++;
    heardStart[source + 1]++;
  });
  for (let place = 0; place < places; place++) start[place + 1] += start[place];
  for (let neuron = 0; neuron < neuronCount; neuron++) heardStart[neuron + 1] += heardStart[neuron];
  const count = start[places];
  const source = new Uint32Array(count);
  const firstSynapse = new Float64Array(count);
  const heardPlace = new Uint32Array(count);
  const heardAxon = new Uint32Array(count);
  const nextHeard = heardStart.slice();
  let axon = 0;
  forEachAxon(synapses, places, (place, neuron, first) => {
    source[axon] = neuron;
    firstSynapse[axon] = first;
    const at = nextHeard[neuron]++;
    heardPlace[at] = place;
    heardAxon[at] = axon - start[place];
    axon++;
  });
  return { start, source, firstSynapse, heardStart, heardPlace, heardAxon };
}

function forEachAxon(
  { start, source }: SynapseColumns,
  places: number,
  visit: (place: number, source: number, firstSynapse: number) => void,
): void {
  for (let place = 0; place < places; place++) {
    let last: number = NONE;
    for (let at = start[place]; at < start[place + 1]; at++) {
      if (source[at] === last) continue;
      last = source[at]!;
      visit(place, last, at);
    }
  }
}
