import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { tilesOfParts } from '../counts/parts.ts';

/** Which neurons are on a core, and how many cores, tiles and chips are in use. Every step O(1). */
export class CoreMembers {
  usedCores = 0;
  usedTiles = 0;
  usedChips = 0;
  /** size[core] = neurons on it. */
  readonly size: Uint32Array;
  /** Doubly linked list per core: head[core] -> next[neuron] -> ... -> NONE. */
  readonly head: Uint32Array;
  readonly next: Uint32Array;
  readonly #previous: Uint32Array;
  readonly #usedOnTile: Uint32Array;
  readonly #usedOnChip: Uint32Array;
  readonly #tileOf: Uint32Array;
  readonly #chipOf: Uint32Array;

  constructor(neuronCount: number, target: Target) {
    this.size = new Uint32Array(target.coreCount);
    this.head = new Uint32Array(target.coreCount).fill(NONE);
    this.next = new Uint32Array(neuronCount).fill(NONE);
    this.#previous = new Uint32Array(neuronCount).fill(NONE);
    this.#tileOf = tilesOfParts(target);
    this.#chipOf = target.chipOf;
    this.#usedOnTile = new Uint32Array(target.topology.tileCount);
    this.#usedOnChip = new Uint32Array(target.chipCount);
  }

  insert(neuron: number, core: number): void {
    const first = this.head[core];
    this.next[neuron] = first;
    this.#previous[neuron] = NONE;
    if (first !== NONE) this.#previous[first] = neuron;
    this.head[core] = neuron;
    if (this.size[core]++ === 0) this.#count(core, 1);
  }

  remove(neuron: number, core: number): void {
    const next = this.next[neuron];
    const previous = this.#previous[neuron];
    if (previous === NONE) this.head[core] = next;
    else this.next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
    if (--this.size[core] === 0) this.#count(core, -1);
  }

  swapCores(a: number, b: number): void {
    const head = this.head[a];
    this.head[a] = this.head[b]!;
    this.head[b] = head;
    const size = this.size[a];
    this.size[a] = this.size[b]!;
    this.size[b] = size;
    const onA = this.size[a] > 0;
    const onB = this.size[b] > 0;
    if (onA === onB) return;
    this.#count(a, onA ? 1 : -1);
    this.#count(b, onB ? 1 : -1);
  }

  /** A core comes into use (1) or falls out of it (-1). */
  #count(core: number, sign: 1 | -1): void {
    const tile = this.#tileOf[core];
    const chip = this.#chipOf[tile];
    this.usedCores += sign;
    this.#usedOnTile[tile] += sign;
    if (this.#usedOnTile[tile] !== (sign === 1 ? 1 : 0)) return;
    this.usedTiles += sign;
    this.#usedOnChip[chip] += sign;
    if (this.#usedOnChip[chip] === (sign === 1 ? 1 : 0)) this.usedChips += sign;
  }
}
