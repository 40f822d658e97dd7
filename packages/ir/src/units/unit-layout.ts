import { axesOf } from '../axes.ts';
import { refuseUnits } from './refuse-units.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { linkedPinsOf } from './unit-count.ts';
import { piecesOf, type Pieces } from './pieces.ts';
import { blockCountOf, type Tiling, type Tilings } from './tiling.ts';

/** A population's units among those of all: block by block, within a block by channels, rows, columns. */
export interface UnitPopulation {
  readonly axes: readonly [channels: number, rows: number, columns: number];
  readonly tiling: Tiling;
  readonly pieces: Pieces;
  readonly external: boolean;
  readonly firstVertex: number;
  readonly vertexCount: number;
  /** Of its blocks among those of all populations. */
  readonly firstBlock: number;
  readonly blockCount: number;
}

export interface UnitLayout {
  readonly populations: readonly UnitPopulation[];
  readonly vertexCount: number;
  /** groupOf[block] = what the block stays together with, dense, ascending by first vertex. */
  readonly groupOf: Uint32Array;
  /** firstVertexOf[group] = the vertex that nets name. */
  readonly firstVertexOf: Uint32Array;
}

/** Which blocks of a population stay together: equal numbers do, across populations too; null = each by itself. */
export type BlockGroups = readonly (Uint32Array | null)[];

/** Ids are 32 bits and the highest one means "none". */
const MOST_VERTICES = 0xffff_fffe;
/** Of a CSR column. */
export const MOST_PINS = 0xffff_ffff;

/** Numbers the units. Blocks of an external population need no core and stay by themselves. O(blocks). */
export function layOutUnits(network: LinkedNetwork, tilings: Tilings, groups?: BlockGroups): UnitLayout {
  const populations: UnitPopulation[] = [];
  let firstVertex = 0;
  let firstBlock = 0;
  let pins = 0;
  for (const [number, { size, shape, external = false }] of network.populations.entries()) {
    const pieces = piecesOf(number, network, tilings);
    const tiling = tilings[number];
    const vertexCount = pieces.reduce((product, { cuts }) => product * (cuts.length - 1), 1);
    const blockCount = blockCountOf(tiling);
    const axes = axesOf(shape ?? [size]);
    populations.push({ axes, tiling, pieces, external, firstVertex, vertexCount, firstBlock, blockCount });
    pins += linkedPinsOf(network, tilings, number, pieces);
    firstVertex += vertexCount;
    firstBlock += blockCount;
  }
  if (firstVertex > MOST_VERTICES)
    refuseUnits('network', { what: 'units', have: firstVertex, most: MOST_VERTICES });
  // Blocks that stay together are one pin: how many there are is known only after they were counted.
  if (groups === undefined && pins > MOST_PINS)
    refuseUnits('network', { what: 'pins', have: pins, most: MOST_PINS });
  return { populations, vertexCount: firstVertex, ...groupBlocks(populations, firstBlock, groups) };
}

/** Visits the units of a population in the order of their numbers. */
export function forEachUnit(
  { pieces: [channels, rows, columns], firstVertex, firstBlock }: UnitPopulation,
  visit: (vertex: number, block: number, channelPiece: number, rowPiece: number, columnPiece: number) => void,
): void {
  let vertex = firstVertex;
  let block = firstBlock;
  for (let i = 0; i + 1 < channels.firstPiece.length; i++)
    for (let j = 0; j + 1 < rows.firstPiece.length; j++)
      for (let k = 0; k + 1 < columns.firstPiece.length; k++, block++)
        for (let c = channels.firstPiece[i]; c < channels.firstPiece[i + 1]; c++)
          for (let y = rows.firstPiece[j]; y < rows.firstPiece[j + 1]; y++)
            for (let x = columns.firstPiece[k]; x < columns.firstPiece[k + 1]; x++)
              visit(vertex++, block, c, y, x);
}

function groupBlocks(
  populations: readonly UnitPopulation[],
  blockCount: number,
  groups: BlockGroups | undefined,
): Pick<UnitLayout, 'groupOf' | 'firstVertexOf'> {
  const groupOf = new Uint32Array(blockCount);
  const firstVertexOf = new Uint32Array(blockCount);
  const numberOf = new Map<number, number>();
  let count = 0;
  for (const [population, { firstVertex, firstBlock, pieces, external }] of populations.entries()) {
    const given = external ? null : (groups?.[population] ?? null);
    let vertex = firstVertex;
    let block = 0;
    forEachBlock(pieces, (units) => {
      let group = given === null ? undefined : numberOf.get(given[block]);
      if (group === undefined) {
        group = count++;
        firstVertexOf[group] = vertex;
        if (given !== null) numberOf.set(given[block], group);
      }
      groupOf[firstBlock + block++] = group;
      vertex += units;
    });
  }
  return { groupOf, firstVertexOf: firstVertexOf.slice(0, count) };
}

function forEachBlock([channels, rows, columns]: Pieces, visit: (units: number) => void): void {
  for (let i = 0; i + 1 < channels.firstPiece.length; i++)
    for (let j = 0; j + 1 < rows.firstPiece.length; j++)
      for (let k = 0; k + 1 < columns.firstPiece.length; k++)
        visit(
          (channels.firstPiece[i + 1] - channels.firstPiece[i]) *
            (rows.firstPiece[j + 1] - rows.firstPiece[j]) *
            (columns.firstPiece[k + 1] - columns.firstPiece[k]),
        );
}
