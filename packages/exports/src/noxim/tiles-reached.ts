import { visitProjection, type NetworkSpec } from '@nmap/ir';
import type { ExportSubject } from '../exporter.ts';
import { listedPopulations, rangesOn } from '../common/listed-neurons.ts';

/** Where the packets of a neuron go. */
export interface TilesReached {
  /** tileOf[neuron] = where it sits; external neurons at the i/o port's tile. */
  readonly tileOf: Uint32Array;
  /** Tiles of other cores that hold a target, one entry for each such core; entries of its own tile left out. */
  readonly of: (neuron: number) => readonly number[];
  /** Packets in the window between cores of one tile. */
  readonly withinTiles: number;
}

const NOWHERE: readonly number[] = [];

/** @param spikes of each neuron in the window. */
export function tilesReached(
  { manifest, placed }: ExportSubject,
  spec: NetworkSpec,
  spikes: Float64Array,
): TilesReached {
  const { network, target } = placed.problem;
  const listed = listedPopulations(network.populations);
  const neuronCount = spec.populations.reduce((sum, { size }) => sum + size, 0);
  // The port is a core of its own, behind those of the manifest.
  const port = manifest.cores.length;
  const coreOf = new Uint32Array(neuronCount).fill(port);
  manifest.cores.forEach((entry, index) => {
    for (const { firstNeuron, first, last } of rangesOn(entry, listed))
      coreOf.fill(index, firstNeuron + first, firstNeuron + last + 1);
  });
  const tiles = [...manifest.cores.map(({ tile }) => tile), target.ioTile];
  const coresOf = new Map<number, Set<number>>();
  spec.projections.forEach(({ from, to }, projection) => {
    const [source, sink] = [listed.get(from)!.firstNeuron, listed.get(to)!.firstNeuron];
    visitProjection(spec, projection, (pre, post) => {
      const [neuron, core] = [source + pre, coreOf[sink + post]];
      if (core === coreOf[neuron]) return;
      const known = coresOf.get(neuron);
      if (known === undefined) coresOf.set(neuron, new Set([core]));
      else known.add(core);
    });
  });
  let withinTiles = 0;
  const reached = new Map<number, readonly number[]>();
  for (const [neuron, cores] of coresOf) {
    const home = tiles[coreOf[neuron]];
    const others = [...cores]
      .sort((a, b) => a - b)
      .map((core) => tiles[core])
      .filter((tile) => tile !== home);
    withinTiles += (cores.size - others.length) * spikes[neuron];
    reached.set(neuron, others);
  }
  return {
    tileOf: coreOf.map((core) => tiles[core]),
    of: (neuron) => reached.get(neuron) ?? NOWHERE,
    withinTiles,
  };
}
