import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { coresByTile } from './core-sequence.ts';

/** Live cores that hold nothing yet, tile by tile. */
export class FreeCores {
  /** free[class * tileCount + tile] = free cores of the class on the tile. */
  readonly #free: Uint32Array;
  readonly #tileCount: number;
  readonly #start: Uint32Array;
  readonly #cores: Uint32Array;
  readonly #classOf: Uint32Array;
  readonly #isTaken: Uint8Array;

  constructor({ problem: { target } }: Clustered) {
    const { start, cores } = coresByTile(target);
    this.#start = start;
    this.#cores = cores;
    this.#classOf = raw(target.classOf);
    this.#tileCount = target.topology.tileCount;
    this.#isTaken = Uint8Array.from(target.dead);
    this.#free = new Uint32Array(target.classes.length * this.#tileCount);
    const tileOf = raw(target.tileOf);
    for (let core = 0; core < target.coreCount; core++)
      if (target.dead[core] === 0) this.#free[this.#classOf[core] * this.#tileCount + tileOf[core]]++;
  }

  on(tile: number, classId: number): number {
    return this.#free[classId * this.#tileCount + tile];
  }

  /** The lowest free core of the class on the tile; NONE where there is none. */
  take(tile: number, classId: number): number {
    for (let e = this.#start[tile]; e < this.#start[tile + 1]; e++) {
      const core = this.#cores[e];
      if (this.#isTaken[core] === 1 || this.#classOf[core] !== classId) continue;
      this.#isTaken[core] = 1;
      this.#free[classId * this.#tileCount + tile]--;
      return core;
    }
    return NONE;
  }
}
