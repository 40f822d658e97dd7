import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import { countedNetwork, mixedNetwork, randomUnits } from '@nmap/testkit';
import { SynapseCut, synapseCut } from './synapse-cut.ts';

/** Neurons of the chip in random clusters; external ones in none. */
function drawn({ vertexCount, external }: Network, clusters: number, rng: Rng): Uint32Array {
  return Uint32Array.from({ length: vertexCount }, (_, v) =>
    external[v] === 1 ? NONE : rng.below(clusters),
  );
}

/** With the table, and summing when asked. */
const CELLS: readonly (readonly [string, number])[] = [
  ['with the table', 1e6],
  ['without it', 0],
];

describe('the cut of synapses', () => {
  it('is the spikes over synapses between clusters, multapses counted', () => {
    // Neuron i sends i + 1 spikes: 1 over 0 -> 1, twice 2 over 1 -> 2, 3 over 2 -> 0, none over 1 -> 1.
    const network = countedNetwork(3, [
      [0, 1],
      [1, 2],
      [1, 2],
      [2, 0],
      [1, 1],
    ]);
    expect(synapseCut(network, Uint32Array.of(0, 0, 0))).toBe(0);
    expect(synapseCut(network, Uint32Array.of(0, 1, 1))).toBe(1 + 3);
    expect(synapseCut(network, Uint32Array.of(0, 0, 1))).toBe(4 + 3);
    expect(synapseCut(network, Uint32Array.of(0, 1, 2))).toBe(1 + 4 + 3);
  });

  it.each(CELLS)('follows random moves and exchanges, %s', (_name, mostCells) => {
    const rng = new Rng(3);
    const networks = [
      mixedNetwork(rng, 20, 90, true),
      mixedNetwork(rng, 20, 90, false),
      randomUnits(5, { units: 20, edges: 60, external: 3 }).units,
    ];
    for (const network of networks) {
      const clusterOf = drawn(network, 4, rng);
      const cut = new SynapseCut(network, clusterOf, 4, mostCells);
      expect(cut.hasTable).toBe(mostCells > 0);
      const chip = Array.from(clusterOf.keys()).filter((v) => clusterOf[v] !== NONE);
      for (let step = 0; step < 60; step++) {
        const a = chip[rng.below(chip.length)];
        const b = chip[rng.below(chip.length)];
        const before = synapseCut(network, clusterOf);
        const [from, to] = [clusterOf[a], clusterOf[b]];
        const isExchange = step % 2 === 0 && from !== to;
        const delta = isExchange ? cut.swapDelta(a, b) : cut.moveDelta(a, to);
        clusterOf[a] = to;
        cut.moved(a, from, to);
        if (isExchange) {
          clusterOf[b] = from;
          cut.moved(b, to, from);
        }
        expect(synapseCut(network, clusterOf) - before).toBe(delta);
      }
    }
  });

  it.each(CELLS)('names the cluster that a neuron exchanges most with, %s', (_name, mostCells) => {
    // Neuron 2 hears 1 and 2 spikes and sends 3 to neuron 4.
    const network = countedNetwork(6, [
      [0, 2],
      [1, 2],
      [2, 4],
    ]);
    const strongest = (...clusters: number[]): number =>
      new SynapseCut(network, Uint32Array.from(clusters), 3, mostCells).strongest(2);
    expect(strongest(1, 1, 0, 0, 2, 0)).toBe(1);
    expect(strongest(1, 0, 0, 0, 2, 0)).toBe(2);
    expect(strongest(0, 0, 0, 0, 0, 1)).toBe(NONE);
  });
});
