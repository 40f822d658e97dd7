import type { Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { assignInOrder } from './assign-in-order.ts';
import { clusterOrder } from './cluster-order.ts';
import { coresFor } from './core-sequence.ts';

/** All cores of the chip in random order. */
export function shuffledCores({ problem: { target } }: Clustered, rng: Rng): Uint32Array {
  return rng.shuffle(Uint32Array.from({ length: target.coreCount }, (_, core) => core));
}

/** Clusters by id on cores at random. @returns coreOf[cluster] */
export function atRandom(clustered: Clustered, rng: Rng): Uint32Array {
  return assignInOrder(clustered, clusterOrder(clustered, 'given'), shuffledCores(clustered, rng));
}

/** Start 0 of a search lies along a Hilbert curve, 1 by id row by row, all others at random. @returns coreOf[cluster] */
export function startOf(clustered: Clustered, number: number, rng: Rng): Uint32Array {
  if (number > 1) return atRandom(clustered, rng);
  const [order, curve] = number === 0 ? (['auto', 'hilbert'] as const) : (['given', 'rows'] as const);
  return assignInOrder(clustered, clusterOrder(clustered, order), coresFor(clustered, curve));
}
