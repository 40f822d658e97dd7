import { startsFromCounts } from '@nmap/kernels';
import { Faults } from '../faults.ts';
import type { Fired, SpikeSource } from './spike-source.ts';

/** Given spikes: row k says that neuron[k] fires in step[k]. In any order; a repeated row is one more spike. */
export interface SpikeTrains {
  readonly step: ArrayLike<number>;
  /** Neuron of the flat network: populations in order of declaration. */
  readonly neuron: ArrayLike<number>;
  /** Line of the file that a row is from, for messages. */
  readonly line?: ArrayLike<number>;
}

/** Where a row of given spikes stands. */
export function placeOfRow({ line }: SpikeTrains, row: number): string {
  return line === undefined ? `spike trains, row ${row + 1}` : `spike trains, line ${line[row]}`;
}

/** Replays given spikes. */
export class SpikeTrainSource implements SpikeSource {
  /** Rows of a step: start[step] .. start[step + 1] - 1 of neuron, ascending. */
  readonly #start: Uint32Array;
  readonly #neuron: Uint32Array;

  constructor(trains: SpikeTrains, stepCount: number, neuronCount: number) {
    checkTrains(trains, stepCount, neuronCount);
    const counts = new Uint32Array(stepCount);
    for (let row = 0; row < trains.step.length; row++) counts[trains.step[row]]++;
    this.#start = startsFromCounts(counts);
    this.#neuron = new Uint32Array(trains.step.length);
    const next = this.#start.slice(0, stepCount);
    for (let row = 0; row < trains.step.length; row++)
      this.#neuron[next[trains.step[row]]++] = trains.neuron[row];
    for (let step = 0; step < stepCount; step++) {
      if (counts[step] > 1) this.#neuron.subarray(this.#start[step], this.#start[step + 1]).sort();
    }
  }

  fire(step: number, fired: Fired): number {
    let count = 0;
    for (let row = this.#start[step]; row < this.#start[step + 1]; row++) {
      if (count > 0 && fired.neuron[count - 1] === this.#neuron[row]) {
        fired.times[count - 1]++;
      } else {
        fired.neuron[count] = this.#neuron[row];
        fired.times[count++] = 1;
      }
    }
    return count;
  }
}

function checkTrains(trains: SpikeTrains, stepCount: number, neuronCount: number): void {
  const faults = new Faults();
  const { step, neuron } = trains;
  if (step.length !== neuron.length) {
    const message = `${step.length} steps and ${neuron.length} neurons: a spike has one of each.`;
    faults.add({
      code: 'E1621',
      where: 'spike trains',
      message,
      have: neuron.length,
      need: step.length,
      unit: 'rows',
    });
  }
  for (let row = 0; row < Math.min(step.length, neuron.length); row++) {
    if (!Number.isInteger(step[row]) || step[row] < 0 || step[row] >= stepCount) {
      const message = `step ${step[row]} is outside the ${stepCount} steps, numbered from 0.`;
      faults.addOfKind({
        code: 'E1622',
        where: placeOfRow(trains, row),
        message,
        have: step[row],
        need: stepCount - 1,
        unit: 'steps',
        hint: 'Simulate more steps.',
      });
    }
    if (!Number.isInteger(neuron[row]) || neuron[row] < 0 || neuron[row] >= neuronCount) {
      const message = `there is no neuron ${neuron[row]}: the network has ${neuronCount}, numbered from 0.`;
      faults.addOfKind({
        code: 'E1623',
        where: placeOfRow(trains, row),
        message,
        have: neuronCount,
        need: neuron[row],
        unit: 'neurons',
        hint: 'Number the neurons from 0, populations in order.',
      });
    }
  }
  faults.throwIfAny();
}
