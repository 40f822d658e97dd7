/** Cores, tiles and chips in use, and how many there would be if one core came into use and another fell out of it. O(1). */
import { NONE } from '@nmap/kernels';

export class Usage {
  cores = 0;
  tiles = 0;
  chips = 0;
  /** After the change that {@link propose} was asked about. */
  coresAfter = 0;
  tilesAfter = 0;
  chipsAfter = 0;
  readonly #tileOf: Uint32Array;
  readonly #chipOf: Uint32Array;
  readonly #onTile: Uint32Array;
  readonly #onChip: Uint32Array;

  /** @param tileOf tileOf[part]; @param chipOf chipOf[tile]. None is in use yet. */
  constructor(tileOf: Uint32Array, chipOf: Uint32Array, chipCount: number) {
    this.#tileOf = tileOf;
    this.#chipOf = chipOf;
    this.#onTile = new Uint32Array(chipOf.length);
    this.#onChip = new Uint32Array(chipCount);
  }

  /** @param opened part that comes into use, @param closed part that falls out of it; NONE: there is none. */
  propose(opened: number, closed: number): void {
    this.coresAfter = this.cores;
    this.tilesAfter = this.tiles;
    this.chipsAfter = this.chips;
    const from = closed === NONE ? NONE : this.#tileOf[closed];
    const to = opened === NONE ? NONE : this.#tileOf[opened];
    if (closed !== NONE) this.coresAfter--;
    if (opened !== NONE) this.coresAfter++;
    if (from === to) return;
    const leaves = from !== NONE && this.#onTile[from] === 1;
    const arrives = to !== NONE && this.#onTile[to] === 0;
    if (leaves) this.tilesAfter--;
    if (arrives) this.tilesAfter++;
    const fromChip = leaves ? this.#chipOf[from] : NONE;
    const toChip = arrives ? this.#chipOf[to] : NONE;
    if (fromChip === toChip) return;
    if (fromChip !== NONE && this.#onChip[fromChip] === 1) this.chipsAfter--;
    if (toChip !== NONE && this.#onChip[toChip] === 0) this.chipsAfter++;
  }

  /** Is a core of the part's tile in use? */
  isTileUsed(part: number): boolean {
    return this.#onTile[this.#tileOf[part]] > 0;
  }

  open(part: number): void {
    this.#count(part, 1);
  }

  close(part: number): void {
    this.#count(part, -1);
  }

  #count(part: number, sign: 1 | -1): void {
    const tile = this.#tileOf[part];
    const chip = this.#chipOf[tile];
    // The first to come and the last to go count.
    const turns = sign === 1 ? 1 : 0;
    this.cores += sign;
    this.#onTile[tile] += sign;
    if (this.#onTile[tile] !== turns) return;
    this.tiles += sign;
    this.#onChip[chip] += sign;
    if (this.#onChip[chip] === turns) this.chips += sign;
  }
}
