import { spikesGiven } from '../lower/spikes.ts';
import type { NetworkSpec } from '../network-spec.ts';
import { windowOf } from '../window.ts';
import { refuseUnits } from './refuse-units.ts';
import { forEachUnit, type UnitLayout, type UnitPopulation } from './unit-layout.ts';

export interface UnitActivity {
  /** spikes[vertex] of all its neurons. */
  readonly spikes: Uint32Array;
  /** spikingSteps[vertex] = sum over its neurons of min(spikes, steps of the window). */
  readonly spikingSteps: Float64Array;
}

const MOST_SPIKES = 0xffff_ffff;

/** By formula where a number is given for a whole population, else by sums over boxes: O(units + neurons with lists). */
export function unitActivity(spec: NetworkSpec, layout: UnitLayout): UnitActivity {
  const spikes = new Uint32Array(layout.vertexCount);
  const spikingSteps = new Float64Array(layout.vertexCount);
  const { steps } = windowOf(spec);
  for (const [number, population] of layout.populations.entries()) {
    const given = spec.populations[number];
    const spikesOf = spikesGiven(given, spec.durationMs);
    let most = 0;
    const set = (vertex: number, sum: number, spiking: number): void => {
      if (sum > most) most = sum;
      spikes[vertex] = sum;
      spikingSteps[vertex] = spiking;
    };
    if (typeof spikesOf === 'number') {
      const [channels, rows, columns] = population.pieces.map(({ cuts }) => cuts);
      forEachUnit(population, (vertex, _block, c, y, x) => {
        const size =
          (channels[c + 1] - channels[c]) * (rows[y + 1] - rows[y]) * (columns[x + 1] - columns[x]);
        set(vertex, size * spikesOf, size * Math.min(spikesOf, steps));
      });
    } else {
      forEachSum(population, spikesOf, steps, set);
    }
    if (most > MOST_SPIKES)
      refuseUnits(`population ${given.id}`, { what: 'spikes of one unit', have: most, most: MOST_SPIKES });
  }
  return { spikes, spikingSteps };
}

function forEachSum(
  population: UnitPopulation,
  spikesOf: (neuron: number) => number,
  steps: number,
  visit: (vertex: number, sum: number, spiking: number) => void,
): void {
  const { axes, pieces } = population;
  const [channels, rows, columns] = pieces.map(({ cuts }) => cuts);
  forEachUnit(population, (vertex, _block, channelPiece, rowPiece, columnPiece) => {
    let sum = 0;
    let spiking = 0;
    for (let c = channels[channelPiece]; c < channels[channelPiece + 1]; c++)
      for (let y = rows[rowPiece]; y < rows[rowPiece + 1]; y++) {
        const first = (c * axes[1] + y) * axes[2];
        for (let x = columns[columnPiece]; x < columns[columnPiece + 1]; x++) {
          const spikes = spikesOf(first + x);
          sum += spikes;
          spiking += Math.min(spikes, steps);
        }
      }
    visit(vertex, sum, spiking);
  });
}
