import { boardsFrom, isPreset, type Board } from '@nmap/hardware';
import { NmapError, grouped, type Clustered, type Diagnostic, type Target } from '@nmap/ir';
import { coresOfSplit, type SplitOptions } from '@nmap/mappers';
import { loadHardware, type LoadedHardware } from './load.ts';
import type { AnyPass } from './pass.ts';
import { quietContext } from './split/quiet-context.ts';
import { isSplitPass } from './split/settle-split.ts';
import type { Source } from './stage.ts';

/** The codes of what all cores together have too little of. */
const BUDGET = /^E220[1-5]$/;

/** What was to be placed, where, and by which passes. */
export interface Attempt {
  readonly chip: LoadedHardware;
  readonly start: Source | Clustered;
  readonly passes: readonly AnyPass[];
  /** The chip of a board, as the options of the run change it. */
  readonly asUsed: (target: Target) => Target;
  /** Whether a clustering on a larger board may be looked for, which takes seconds: not under a time limit, and not after an interrupt. */
  readonly maySearch: boolean;
}

/**
 * A refusal for want of cores, with the board of the same chip that has enough; every other error as it is. Of a network whose
 * neurons are split the board is one on which a clustering was found, of others one with as much of what is too little.
 */
export async function withLargerBoard(error: unknown, attempt: Attempt): Promise<unknown> {
  if (!(error instanceof NmapError)) return error;
  const { chip, start } = attempt;
  const [first, ...others] = error.diagnostics;
  const split = attempt.passes.find(isSplitPass);
  // A search that ended with neurons left over may have had too few cores.
  const isLeftOver = error.kind === 'not-found' && first.unit === 'neurons' && split !== undefined;
  const isAsked = BUDGET.test(first.code) || isLeftOver;
  const { name } = chip.target;
  if (!isAsked || start.stage !== 'source' || start.constraints.maxCores !== null) return error;
  // A file may bear the name of a preset and be another chip.
  if (!isPreset(name) || (await loadHardware(name)).sha256 !== chip.sha256) return error;
  const boards = boardsFrom(name);
  if (boards === null) return error;
  const told =
    boards.length === 1
      ? 'No preset has a larger board of this chip.'
      : split === undefined
        ? byNeed(first, boards)
        : attempt.maySearch
          ? await bySplit(start, split, boards, attempt.asUsed)
          : null;
  if (told === null) return error;
  const hint = first.hint === undefined ? told : `${first.hint} ${told}`;
  return new NmapError(error.kind, [{ ...first, hint }, ...others]);
}

/** The smallest that has as much of it as is needed, whatever else it may lack. */
function byNeed({ have, need, unit }: Diagnostic, boards: readonly Board[]): string | null {
  if (typeof have !== 'number' || typeof need !== 'number' || have === 0) return null;
  const cores = Math.ceil((need / have) * boards[0].cores);
  const board = boards.find((each) => each.cores >= cores);
  if (board === undefined)
    return `The largest board of this chip, ${largestOf(boards)}, has too few as well.`;
  return `${board.name}, a larger board of this chip, has so many ${unit}: ${grouped(board.cores)} cores.`;
}

async function bySplit(
  start: Source,
  split: AnyPass,
  boards: readonly Board[],
  asUsed: Attempt['asUsed'],
): Promise<string> {
  const { target } = await loadHardware(boards[boards.length - 1].name);
  const way = split.name.slice(split.name.indexOf('/') + 1) as Parameters<typeof coresOfSplit>[1];
  const options = split.options as SplitOptions;
  const cores = coresOfSplit({ ...start, target: asUsed(target) }, way, options, quietContext());
  const board = boards.slice(1).find((each) => each.cores >= cores);
  if (board === undefined)
    return `No way was found to place it on the largest board of this chip either, ${largestOf(boards)}.`;
  return `${board.name}, a larger board of this chip, takes it: ${grouped(cores)} of its ${grouped(board.cores)} cores.`;
}

function largestOf(boards: readonly Board[]): string {
  const { name, cores } = boards[boards.length - 1];
  return `${name} with ${grouped(cores)} cores`;
}
