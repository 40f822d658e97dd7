import type { Network } from '@nmap/ir';

/** Graph, nets and tables, before a search can be asked to stop; on 10^6 neurons with 8 targets each, rounded up. */
const SET_UP_NEURON_NS = 1000;
const SET_UP_PIN_NS = 500;

export function setUpMs({ vertexCount, outTarget }: Network): number {
  return 1e-6 * (SET_UP_NEURON_NS * vertexCount + SET_UP_PIN_NS * outTarget.length);
}
