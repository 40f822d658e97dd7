/**
 * The neurons of a network of units, laid out so that stated boxes are read without visiting neurons: each population is cut
 * along each axis wherever a unit begins or ends, and the cells between the cuts are claimed. A cell lies in one unit.
 */
import { axesOf, type DiagnosticList, type Network, type Population } from '@nmap/ir';
import { NONE, type Unclaimed } from '@nmap/kernels';
import { placementFault } from './placement-fault.ts';
import { boxText, runsOf, type Sides, type Stated } from './stated-boxes.ts';

interface Grid {
  readonly population: Population;
  /** Number of its first cell. */
  readonly first: number;
  /** Ascending along each axis, from 0 to its length. */
  readonly cuts: readonly [Uint32Array, Uint32Array, Uint32Array];
  /** unitOf[cell of the grid] */
  readonly unitOf: Uint32Array;
}

interface Claim {
  readonly core: number;
  readonly cluster: number;
  readonly population: Population;
  readonly unclaimed: Unclaimed;
  readonly faults: DiagnosticList;
}

export class UnitCells {
  readonly count: number;
  readonly #network: Network;
  readonly #gridOf = new Map<string, Grid>();
  /** clusterOf[cell] */
  readonly #clusterOf: Uint32Array;

  constructor(network: Network) {
    this.#network = network;
    let count = 0;
    for (const population of network.populations) {
      if (population.external) continue;
      const grid = gridOf(population, network.units!.boxes, count);
      this.#gridOf.set(population.id, grid);
      count += grid.unitOf.length;
    }
    this.count = count;
    this.#clusterOf = new Uint32Array(count).fill(NONE);
  }

  /** @returns how many of its neurons were gone already, and where the first of them is. */
  claim(
    { boxes, text }: Stated,
    { core, cluster, population, unclaimed, faults }: Claim,
  ): { gone: number; firstGone: string } {
    const grid = this.#gridOf.get(population.id)!;
    const inCells = boxes.map((sides) => cellBox(grid, sides));
    if (inCells.includes(null)) {
      faults.error('E4141', () => ({
        ...placementFault(
          `core ${core} (${population.id})`,
          `neurons ${text} end within a unit of the network as it was lowered, whose neurons stay together.`,
        ),
        have: text,
        need: 'whole units',
      }));
      return { gone: 0, firstGone: '' };
    }
    let gone = boxes.reduce((sum, sides) => sum + volume(sides), 0);
    let firstGone = '';
    for (const box of inCells as Sides[]) {
      for (const [from, to] of runsOf(box, lengthsOf(grid))) {
        const run = unclaimed.claim(grid.first + from, grid.first + to, (cell) => {
          this.#clusterOf[cell] = cluster;
          gone -= volume(cellSides(grid, cell - grid.first));
        });
        if (firstGone === '' && run.gone > 0)
          firstGone = boxText(cellSides(grid, run.firstGone - grid.first));
      }
    }
    return { gone, firstGone };
  }

  /**
   * Fills clusterOf[unit]; where no box was cut through, which leaves cells open, reports neurons that no core holds, units and blocks that
   * lie on several.
   */
  settle(clusterOf: Uint32Array, faults: DiagnosticList): void {
    if (faults.countOf('E4141') > 0) return;
    for (const grid of this.#gridOf.values()) {
      for (let cell = 0; cell < grid.unitOf.length; cell++) {
        if (this.#clusterOf[grid.first + cell] === NONE) cell = this.#reportLost(grid, cell, faults);
        else this.#settleCell(grid, cell, clusterOf, faults);
      }
    }
    if (!faults.failed) this.#checkBlocks(clusterOf, faults);
  }

  #settleCell(grid: Grid, cell: number, clusterOf: Uint32Array, faults: DiagnosticList): void {
    const unit = grid.unitOf[cell];
    const cluster = this.#clusterOf[grid.first + cell];
    if (clusterOf[unit] === NONE) clusterOf[unit] = cluster;
    else if (clusterOf[unit] !== cluster) this.#reportSplit('unit', unit, faults);
  }

  /** One fault for each run of lost cells in a row. @returns the last of them. */
  #reportLost(grid: Grid, cell: number, faults: DiagnosticList): number {
    const width = grid.cuts[2].length - 1;
    const end = cell - (cell % width) + width;
    let last = cell;
    while (last + 1 < end && this.#clusterOf[grid.first + last + 1] === NONE) last++;
    const sides = cellSides(grid, cell);
    const lost: Sides = [sides[0], sides[1], sides[2], sides[3], sides[4], cellSides(grid, last)[5]];
    faults.error('E4106', () => ({
      ...placementFault(
        `${grid.population.id}[${boxText(lost)}]`,
        `is on no core: ${volume(lost)} neurons are lost.`,
      ),
      have: volume(lost),
      need: 0,
      unit: 'neurons',
    }));
    return last;
  }

  /** Nets name one vertex of a block for all of it. */
  #checkBlocks(clusterOf: Uint32Array, faults: DiagnosticList): void {
    const blockOf = this.#network.units!.blockOf;
    if (blockOf === null) return;
    const clusterOfBlock = new Map<number, number>();
    for (let unit = 0; unit < clusterOf.length; unit++) {
      if (clusterOf[unit] === NONE) continue;
      const cluster = clusterOfBlock.get(blockOf[unit]);
      if (cluster === undefined) clusterOfBlock.set(blockOf[unit], clusterOf[unit]);
      else if (cluster !== clusterOf[unit]) this.#reportSplit('block', unit, faults);
    }
  }

  #reportSplit(what: 'unit' | 'block', unit: number, faults: DiagnosticList): void {
    const { populations, units } = this.#network;
    const id = populations.find(({ first, vertexCount }) => unit >= first && unit < first + vertexCount)!.id;
    const message =
      what === 'unit'
        ? 'is a unit of the network as it was lowered, and lies on several cores.'
        : 'lies on another core than the rest of its block, which was lowered to stay together.';
    faults.error(what === 'unit' ? 'E4141' : 'E4142', () =>
      placementFault(`${id}[${boxText(units!.boxes, 6 * unit)}]`, message),
    );
  }
}

function gridOf(population: Population, boxes: Uint32Array, first: number): Grid {
  const axes = axesOf(population.shape);
  const { first: from, vertexCount } = population;
  const cuts = axes.map((length, axis) => cutsAlong(boxes, population, axis, length));
  const indexOf = cuts.map((list, axis) => {
    const index = new Uint32Array(axes[axis] + 1);
    list.forEach((cut, at) => (index[cut] = at));
    return index;
  });
  const [height, width] = [cuts[1].length - 1, cuts[2].length - 1];
  const unitOf = new Uint32Array((cuts[0].length - 1) * height * width);
  for (let unit = from; unit < from + vertexCount; unit++) {
    const at = (axis: number, end: number): number => indexOf[axis][boxes[6 * unit + 2 * axis + end]];
    const [columnFrom, columnTo] = [at(2, 0), at(2, 1)];
    for (let channel = at(0, 0); channel < at(0, 1); channel++) {
      for (let row = at(1, 0); row < at(1, 1); row++) {
        const line = (channel * height + row) * width;
        unitOf.fill(unit, line + columnFrom, line + columnTo);
      }
    }
  }
  return { population, first, cuts: cuts as unknown as Grid['cuts'], unitOf };
}

function cutsAlong(
  boxes: Uint32Array,
  { first, vertexCount }: Population,
  axis: number,
  length: number,
): Uint32Array {
  const isCut = new Uint8Array(length + 1);
  isCut[0] = isCut[length] = 1;
  for (let unit = first; unit < first + vertexCount; unit++)
    isCut[boxes[6 * unit + 2 * axis]] = isCut[boxes[6 * unit + 2 * axis + 1]] = 1;
  const cuts: number[] = [];
  for (let at = 0; at <= length; at++) if (isCut[at] === 1) cuts.push(at);
  return Uint32Array.from(cuts);
}

/** A box in numbers of cuts; null where it ends between cuts. */
function cellBox({ cuts }: Grid, sides: Sides): Sides | null {
  const box = sides.map((side, at) => indexIn(cuts[at >> 1], side));
  return box.includes(-1) ? null : (box as unknown as Sides);
}

/** Cells along each axis. */
function lengthsOf({ cuts }: Grid): [number, number, number] {
  return [cuts[0].length - 1, cuts[1].length - 1, cuts[2].length - 1];
}

function indexIn(cuts: Uint32Array, value: number): number {
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] < value) low = middle + 1;
    else high = middle;
  }
  return cuts[low] === value ? low : -1;
}

function cellSides({ cuts }: Grid, cell: number): Sides {
  const height = cuts[1].length - 1;
  const width = cuts[2].length - 1;
  const channel = Math.floor(cell / (height * width));
  const row = Math.floor(cell / width) % height;
  const column = cell % width;
  return [
    cuts[0][channel],
    cuts[0][channel + 1],
    cuts[1][row],
    cuts[1][row + 1],
    cuts[2][column],
    cuts[2][column + 1],
  ];
}

function volume(sides: Sides): number {
  return (sides[1] - sides[0]) * (sides[3] - sides[2]) * (sides[5] - sides[4]);
}
