import type { Network, NetworkSpec } from '@nmap/ir';
import { Faults } from '../faults.ts';
import type { SpikeMode } from '../report.ts';
import { Lif, type InjectedCurrent } from './lif.ts';
import { SpikeCounts } from './spike-counts.ts';
import type { LifParameters } from './lif-parameters.ts';
import type { SpikeSource } from './spike-source.ts';
import { SpikeTrainSource, placeOfRow, type SpikeTrains } from './spike-trains.ts';

/** What decides who fires when. */
export interface SpikePlan {
  readonly mode: SpikeMode;
  readonly steps: number;
  readonly trains: SpikeTrains | undefined;
  /** Only for `lif`. */
  readonly input?: SpikeSource | undefined;
  readonly currents?: readonly InjectedCurrent[] | undefined;
  /** Receives what had to be assumed. */
  readonly notes: string[];
}

/** The source of spikes of a mode. Only `lif` reads the spec. */
export function makeSource(
  spec: NetworkSpec,
  network: Network,
  { mode, steps, trains, input, currents, notes }: SpikePlan,
): SpikeSource {
  const given = (): SpikeSource =>
    new SpikeTrainSource(trains ?? { step: [], neuron: [] }, steps, network.neuronCount);
  switch (mode) {
    case 'counts':
      if (network.units === null) noteCrowded(network.spikes, steps, notes);
      return new SpikeCounts(network.spikes, steps);
    case 'trains':
      return given();
    case 'lif': {
      checkSpec(spec, network);
      const driven = ({ dynamic }: LifParameters): SpikeSource => {
        if (input !== undefined) return input;
        if (trains === undefined) {
          const counts = network.spikes.map((spikes, neuron) => (dynamic[neuron] === 1 ? 0 : spikes));
          return new SpikeCounts(counts, steps);
        }
        checkDriven(trains, dynamic);
        return given();
      };
      const lif = new Lif(spec, network, steps, driven, currents);
      notes.push(...lif.parameters.notes);
      return lif;
    }
  }
}

/** Counts that the steps do not hold one by one, for steps that need not be those of the window. */
function noteCrowded(spikes: Uint32Array, steps: number, notes: string[]): void {
  let neurons = 0;
  let most = 0;
  for (const count of spikes) {
    if (count <= steps) continue;
    neurons++;
    most = Math.max(most, count);
  }
  if (neurons === 0) return;
  notes.push(
    `neurons with more spikes than steps: ${neurons}, with up to ${most} spikes in ${steps} steps; ` +
      `they spike up to ${Math.ceil(most / steps)} times in a step`,
  );
}

/** The spec must be what the network was lowered from. */
function checkSpec(spec: NetworkSpec, network: Network): void {
  const faults = new Faults();
  const same =
    spec.populations.length === network.populations.length &&
    spec.populations.every(
      ({ id, size }, i) => id === network.populations[i].id && size === network.populations[i].size,
    );
  if (!same) {
    faults.add({
      code: 'E1615',
      where: 'network',
      message: 'the populations of the spec are not those of the network.',
      hint: 'Lower the spec again.',
    });
  }
  faults.throwIfAny();
}

/** A neuron with dynamics fires by itself: a given spike would contradict it. */
function checkDriven(trains: SpikeTrains, dynamic: Uint8Array): void {
  const faults = new Faults();
  for (let row = 0; row < trains.neuron.length; row++) {
    if (dynamic[trains.neuron[row]] !== 1) continue;
    const message = `neuron ${trains.neuron[row]} follows dynamics, its spikes cannot be given.`;
    faults.addOfKind({
      code: 'E1616',
      where: placeOfRow(trains, row),
      message,
      have: trains.neuron[row],
      hint: 'Give spikes of input populations, or use mode "trains".',
    });
  }
  faults.throwIfAny();
}
