import { NmapError, type Diagnostic } from '../diagnostic.ts';
import { FaultyTopology } from './faulty.ts';
import { topologyKind, type TopologyName } from './table.ts';
import type { TopologyKind } from './topology-kind.ts';
import type { PlainTopology, Topology } from './topology.ts';

export interface TopologyDescription extends TopologyLayout {
  readonly kind: TopologyName;
}

/** What is said of a chip whatever its kind. */
export interface TopologyLayout {
  /** Tiles along x and along y, over all chips. */
  readonly columns: number;
  readonly rows: number;
  /** Chips along x and along y, all of one size: a chip is columns / chipColumns tiles wide. */
  readonly chipColumns: number;
  readonly chipRows: number;
  /** Boards along x and along y, all of one size, each of whole chips. Default: one. */
  readonly boardColumns?: number;
  readonly boardRows?: number;
  /** Links differ by the levels of a tree and, between chips, by their direction. */
  readonly tellsApart?: boolean;
  /** Kinds with an arity only: children per router, level by level from the root; default: all tiles on one router. */
  readonly arity?: readonly number[];
  /** Directed, by router numbers; every link between the two is dead. */
  readonly deadLinks: readonly { readonly from: number; readonly to: number }[];
}

/** Routers, links and routes of a chip, or of several joined at their edges. */
export function createTopology(description: TopologyDescription): Topology {
  return buildTopology(topologyKind(description.kind), description);
}

/** The same for a kind that need not be in the table. */
export function buildTopology(kind: TopologyKind, layout: TopologyLayout): Topology {
  const diagnostics = checkSizes(kind, layout);
  if (diagnostics.length > 0) throw new NmapError('input', diagnostics);
  const { columns, rows, chipColumns, chipRows, arity, deadLinks } = layout;
  const { boardColumns = 1, boardRows = 1, tellsApart = false } = layout;
  const grid = {
    columns,
    rows,
    chipWidth: columns / chipColumns,
    chipHeight: rows / chipRows,
    boardWidth: columns / boardColumns,
    boardHeight: rows / boardRows,
    tellsApart,
  };
  const plain = kind.create(grid, kind.arity === null ? [] : (arity ?? [columns * rows]));
  if (deadLinks.length === 0) return plain;
  return new FaultyTopology(plain, markDead(plain, deadLinks));
}

function checkSizes(kind: TopologyKind, layout: TopologyLayout): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { columns, rows, chipColumns, chipRows, arity } = layout;
  const sizes = { columns, rows, chipColumns, chipRows };
  for (const [name, size] of Object.entries(sizes)) {
    if (Number.isSafeInteger(size) && size >= 1) continue;
    diagnostics.push(
      fault(
        `topology.${name}`,
        `is ${size}, must be a whole number, 1 or more.`,
        size,
        1,
        'Give a size of at least 1.',
      ),
    );
  }
  if (diagnostics.length > 0) return diagnostics;
  if (columns % chipColumns !== 0) {
    diagnostics.push(
      fault(
        'topology.columns',
        `${columns} columns do not divide into ${chipColumns} equal chips.`,
        columns,
        chipColumns,
        'Make it a multiple.',
      ),
    );
  }
  if (rows % chipRows !== 0) {
    diagnostics.push(
      fault(
        'topology.rows',
        `${rows} rows do not divide into ${chipRows} equal chips.`,
        rows,
        chipRows,
        'Make it a multiple.',
      ),
    );
  }
  if (columns * rows > MOST_TILES) {
    diagnostics.push(
      fault(
        'topology',
        `has ${columns * rows} tiles, at most ${MOST_TILES} are handled.`,
        columns * rows,
        MOST_TILES,
        'Use a smaller chip.',
      ),
    );
  }
  if (kind.arity !== null && arity !== undefined) {
    const leaves = arity.reduce((product, children) => product * children, 1);
    const whole = arity.every((children) => Number.isSafeInteger(children) && children >= 1);
    if (!whole || arity.length === 0 || arity.length > 32 || leaves !== columns * rows) {
      diagnostics.push(
        fault(
          'topology.arity',
          `[${arity.join(', ')}] makes ${leaves} leaves, the grid has ${columns * rows} tiles.`,
          leaves,
          columns * rows,
          'The product over the levels must be the number of tiles.',
        ),
      );
    }
  }
  return diagnostics;
}

/** Link numbers stay below 2^31: the shift that finds a link's tile is 32 bits wide. */
const MOST_TILES = 2 ** 26;

/** Copies the plain marks and adds every live link between the given ends. */
function markDead(plain: PlainTopology, deadLinks: TopologyLayout['deadLinks']): Uint8Array {
  const linkDead = plain.linkDead.slice();
  const wanted = new Map<number, boolean>();
  for (const { from, to } of deadLinks) wanted.set(from * plain.routerCount + to, false);
  for (let link = 0; link < plain.linkCount; link++) {
    if (plain.linkDead[link] === 1) continue;
    const ends = plain.linkFrom(link) * plain.routerCount + plain.linkTo(link);
    if (!wanted.has(ends)) continue;
    wanted.set(ends, true);
    linkDead[link] = 1;
  }
  const diagnostics: Diagnostic[] = [];
  for (const { from, to } of deadLinks) {
    if (wanted.get(from * plain.routerCount + to) === true) continue;
    diagnostics.push(
      fault(
        'topology.deadLinks',
        `no link leads from router ${from} to router ${to}.`,
        from,
        to,
        'Name two neighbours, in the direction of the link.',
      ),
    );
  }
  if (diagnostics.length > 0) throw new NmapError('input', diagnostics);
  return linkDead;
}

function fault(where: string, message: string, have: number, need: number, hint: string): Diagnostic {
  return { code: 'E1302', severity: 'error', where, message, have, need, unit: 'tiles', hint };
}
