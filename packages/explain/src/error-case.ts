/** What decides the exit code, and two kinds that do not end a run. */
export const KINDS = [
  'input',
  'infeasible',
  'not-found',
  'verification',
  'internal',
  'warning',
  'note',
] as const;
export type CaseKind = (typeof KINDS)[number];

/**
 * Why a code has no example that a command line replays.
 * library: only a program that calls the packages meets it. size: takes an input of hundreds of
 * megabytes. binary: takes a
 * file that is no text. surroundings: takes a full disk, a signal, a small machine. internal: a bug of ours.
 */
export const OBSTACLES = ['library', 'size', 'binary', 'surroundings', 'internal'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** One code: one rule, the way out, and an example that breaks it. */
export interface ErrorCase {
  readonly code: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly kind: CaseKind;
  /** Where the code stands in the sources: a package and its folder or file, and how often: `ir/legality`, `formats/json (2 times)`. */
  readonly standsIn: readonly string[];
  /** The rule, in a sentence or two. */
  readonly rule: string;
  readonly wayOut: string;
  readonly example: Example | NoExample;
}

/** A small text case: in an empty folder, the last command ends with the words. */
export interface Example {
  readonly kind: 'replayed';
  readonly files: readonly CaseFile[];
  /** Lines of a shell; all but the last one prepare. */
  readonly commands: readonly string[];
  /** The line that the last command prints. */
  readonly words: string;
}

export interface CaseFile {
  readonly name: string;
  readonly text: string;
}

export interface NoExample {
  readonly kind: 'none';
  readonly obstacle: Obstacle;
  readonly reason: string;
  /** The test that meets the code all the same; null for bugs that none is known to cause. */
  readonly testedIn: string | null;
}
