/**
 * What one part may hand another as a whole: of each population that both hold side by side the units along the border, one
 * or two deep, half of what it holds, and all of it.
 */
import { NONE } from '@nmap/kernels';
import { DIRECTIONS, type Lattice } from './lattice.ts';
import type { Members } from './members.ts';

/** Nodes of one part and one population. */
export type Slab = readonly number[];

export class Slabs {
  readonly #lattice: Lattice;
  readonly #members: Members;
  readonly #partOf: Uint32Array;
  readonly #nodesOf: (node: number) => number;

  constructor(lattice: Lattice, members: Members, partOf: Uint32Array) {
    this.#lattice = lattice;
    this.#members = members;
    this.#partOf = partOf;
    this.#nodesOf = (node) => members.next[node];
  }

  /** Parts above `part` that hold something beside what it holds, ascending. */
  partnersOf(part: number): number[] {
    const { beside } = this.#lattice;
    const found = new Set<number>();
    for (let node = this.#members.first[part]; node !== NONE; node = this.#nodesOf(node))
      for (let direction = 0; direction < DIRECTIONS; direction++) {
        const other = beside[DIRECTIONS * node + direction];
        if (other !== NONE && this.#partOf[other] > part) found.add(this.#partOf[other]);
      }
    return [...found].sort((a, b) => a - b);
  }

  /** From one part towards another, by population, direction and depth; each set of nodes once. */
  towards(from: number, to: number): Slab[] {
    const { beside, populationOf } = this.#lattice;
    const borders = new Map<number, number[]>();
    for (let node = this.#members.first[from]; node !== NONE; node = this.#nodesOf(node))
      for (let direction = 0; direction < DIRECTIONS; direction++) {
        const other = beside[DIRECTIONS * node + direction];
        if (other === NONE || this.#partOf[other] !== to) continue;
        const key = DIRECTIONS * populationOf[node] + direction;
        const border = borders.get(key);
        if (border === undefined) borders.set(key, [node]);
        else border.push(node);
      }
    const slabs: Slab[] = [];
    const whole = new Set<number>();
    for (const [key, border] of [...borders].sort(([a], [b]) => a - b)) {
      const population = Math.floor(key / DIRECTIONS);
      const direction = key % DIRECTIONS;
      const piece = this.#piece(from, population);
      const own = [border, this.#deeper(border, direction, from), this.#half(piece, direction)];
      const sizes = new Set<number>([0, piece.length]);
      for (const slab of own) {
        if (sizes.has(slab.length)) continue;
        sizes.add(slab.length);
        slabs.push(slab);
      }
      if (!whole.has(population)) slabs.push(piece);
      whole.add(population);
    }
    return slabs;
  }

  /** Halves of every piece of a part along each axis, and the pieces: what an empty part could take. */
  halvesOf(part: number): Slab[] {
    const { populationOf } = this.#lattice;
    const populations = new Set<number>();
    for (let node = this.#members.first[part]; node !== NONE; node = this.#nodesOf(node))
      populations.add(populationOf[node]);
    const slabs: Slab[] = [];
    for (const population of [...populations].sort((a, b) => a - b)) {
      const piece = this.#piece(part, population);
      slabs.push(piece);
      for (let axis = 0; axis < 3; axis++) {
        const half = this.#half(piece, 2 * axis);
        if (half.length > 0 && half.length < piece.length) slabs.push(half);
      }
    }
    return slabs;
  }

  #piece(part: number, population: number): number[] {
    const piece: number[] = [];
    for (let node = this.#members.first[part]; node !== NONE; node = this.#nodesOf(node))
      if (this.#lattice.populationOf[node] === population) piece.push(node);
    return piece;
  }

  /** The border, and what lies behind it. */
  #deeper(border: readonly number[], direction: number, part: number): number[] {
    const { beside } = this.#lattice;
    const behind = border
      .map((node) => beside[DIRECTIONS * node + (direction ^ 1)])
      .filter((node) => node !== NONE && this.#partOf[node] === part);
    return [...new Set([...border, ...behind])];
  }

  /** The nodes in the half of a piece that a direction points to. */
  #half(piece: readonly number[], direction: number): number[] {
    const { at } = this.#lattice;
    const axis = direction >> 1;
    let least = Infinity;
    let most = 0;
    for (const node of piece) {
      least = Math.min(least, at[3 * node + axis]);
      most = Math.max(most, at[3 * node + axis]);
    }
    const middle = (least + most + 1) / 2;
    const isForth = (direction & 1) === 1;
    return piece.filter((node) => at[3 * node + axis] >= middle === isForth);
  }
}
