/** The fixture of the SpiNeMap release, drawn anew: 400-400-200 neurons, fully connected, in crossbars of 256. */
import { Rng, raw } from '@nmap/kernels';
import type { Clustered, Network, Problem } from '@nmap/ir';
import { buildNetwork, buildProblem } from '@nmap/testkit';
import { synapseCut } from '../cut/synapse-cut.ts';

const LAYERS = [400, 400, 200] as const;
/**
 * Fewest spikes of a neuron in 300 ms and how many numbers they are drawn from: inputs at some 100 Hz that spread like a
 * Poisson process, which drives what follows all but evenly. Mean and spread as recorded; growth gains packets by the
 * spread of the inputs.
 */
const FEWEST = [21, 14, 18] as const;
const NUMBERS = [19, 2, 3] as const;

/** @param spikes of all 1,000 neurons; left out: drawn as recorded. */
export function crossbarFixture(seed: number, spikes?: readonly number[]): Problem {
  const rng = new Rng(seed);
  const drawn = LAYERS.map((size, layer) =>
    Array.from({ length: size }, () => FEWEST[layer] + rng.below(NUMBERS[layer])),
  );
  let first = 0;
  const populations = LAYERS.map((size, layer) => {
    const given = spikes?.slice(first, first + size) ?? drawn[layer];
    first += size;
    return { id: `layer${layer}`, size, spikes: given };
  });
  const synapses: [number, number][] = [];
  for (let i = 0; i < 400; i++) for (let j = 400; j < 800; j++) synapses.push([i, j]);
  for (let i = 400; i < 800; i++) for (let j = 800; j < 1000; j++) synapses.push([i, j]);
  return buildProblem(buildNetwork(populations, synapses), { columns: 2, rows: 2, limits: { neurons: 256 } });
}

export interface Cuts {
  /** F: spikes over synapses between cores. */
  readonly perSynapse: number;
  /** Packets: spikes times other cores reached. */
  readonly multicast: number;
}

export function cutsOf({ problem, clusterOf }: Clustered): Cuts {
  const homes = raw(clusterOf);
  return { perSynapse: synapseCut(problem.network, homes), multicast: packets(problem.network, homes) };
}

function packets({ vertexCount, outStart, outTarget, spikes }: Network, clusterOf: Uint32Array): number {
  let sum = 0;
  for (let u = 0; u < vertexCount; u++) {
    const reached = new Set(
      Array.from(outTarget.subarray(outStart[u], outStart[u + 1]), (v) => clusterOf[v]),
    );
    reached.delete(clusterOf[u]);
    sum += spikes[u] * reached.size;
  }
  return sum;
}
