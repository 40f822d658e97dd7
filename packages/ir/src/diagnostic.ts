/** What went wrong, as data: the thing, both numbers, the unit and a way out. */
export interface Diagnostic {
  /** E1xxx input, E2xxx infeasible, E3xxx not found, E4xxx verification, E5xxx internal, W6xxx warning. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** File and position, or the object: `net.json:3:12`, `core 17 (conv2[512..1023])`. */
  readonly where: string;
  readonly message: string;
  readonly have?: number | string;
  readonly need?: number | string;
  readonly unit?: string;
  /** How many this row stands for that were counted and not worded. */
  readonly leftOut?: number;
  /** What to change. */
  readonly hint?: string;
}

/** Decides the exit code: input 2, infeasible 1, not-found 3, verification 1, internal 4. */
export type FailureKind = 'input' | 'infeasible' | 'not-found' | 'verification' | 'internal';

/** The one way to fail. Carries every violation found, not only the first. */
export class NmapError extends Error {
  readonly kind: FailureKind;
  readonly diagnostics: readonly Diagnostic[];

  constructor(kind: FailureKind, diagnostics: readonly Diagnostic[]) {
    super(messageOf(diagnostics));
    this.name = 'NmapError';
    this.kind = kind;
    this.diagnostics = diagnostics;
  }
}

/** How many diagnostics the text of an error holds; all of them are in its `diagnostics`. */
const IN_MESSAGE = 200;

function messageOf(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.slice(0, IN_MESSAGE).map(formatDiagnostic);
  const more = diagnostics.length - lines.length;
  if (more > 0) lines.push(`... and ${more} more.`);
  return lines.join('\n');
}

/** `E2104 core 17: needs 1,312 input axons, has 1,024. Split conv2 by channel.` */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, where, message, hint } = diagnostic;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return `${code} ${where}: ${sentence}${hint === undefined ? '' : ` ${hint}`}`;
}

/** A broken promise of our own code: exit code 4. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new NmapError('internal', [
      {
        code: 'E5001',
        severity: 'error',
        where: 'nmap',
        message,
        hint: 'This is a bug in nmap, not in your input.',
      },
    ]);
  }
}
