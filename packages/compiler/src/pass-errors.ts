/** What a failure says beyond what the pass knows: its name, the run's seed, and the limit that ended it. */
import { NmapError, type Diagnostic } from '@nmap/ir';
import type { Budget, StopReason } from './budget.ts';
import type { AnyPass } from './pass.ts';

/** Names pass and seed in an error of ours; a programming error becomes an internal one. */
export function inPass(error: unknown, pass: AnyPass, seed: number): unknown {
  if (error instanceof NmapError) {
    if (error.kind !== 'internal' && error.kind !== 'not-found') return error;
    return new NmapError(
      error.kind,
      error.diagnostics.map((diagnostic) => ({
        ...diagnostic,
        where: withSeed(diagnostic.where, pass.name, seed),
      })),
    );
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return broken(pass, seed, message);
}

/** A pass may have named itself already, alone or with what it speaks of. */
function withSeed(where: string, passName: string, seed: number): string {
  const named = `${passName} (seed ${seed})`;
  if (where === passName) return named;
  return where.startsWith(`${passName}, `) ? named + where.slice(passName.length) : `${named}: ${where}`;
}

export function broken(pass: AnyPass, seed: number, message: string): NmapError {
  return new NmapError('internal', [
    {
      code: 'E5002',
      severity: 'error',
      where: `${pass.name} (seed ${seed})`,
      message,
      hint: 'This is a bug in nmap, not in your input.',
    },
  ]);
}

/**
 * Time ran out, or the user did, before any legal state existed: that, not the search that was cut short,
 * is what the user must know. What was tried follows as a note.
 */
export function endedWithoutState(error: unknown, reason: StopReason, budget: Budget): unknown {
  if (!(error instanceof NmapError) || error.kind !== 'not-found') return error;
  const [tried] = error.diagnostics;
  const where = tried?.where ?? 'search';
  const limitS = budget.timeLimitS ?? 0;
  const first: Diagnostic =
    reason === 'time-limit'
      ? {
          code: 'E3103',
          severity: 'error',
          where,
          message: `the time limit of ${limitS} s ran out before any legal state was found; it may still fit.`,
          have: limitS,
          need: `more than ${limitS}`,
          unit: 's',
          hint: 'Raise --time-limit, or leave it out: what was tried so far follows.',
        }
      : {
          code: 'E3104',
          severity: 'error',
          where,
          message: 'interrupted before any legal state was found; it may still fit.',
          hint: 'Let it run longer: what was tried so far follows.',
        };
  return new NmapError('not-found', [
    first,
    ...error.diagnostics.map((diagnostic): Diagnostic => ({ ...diagnostic, severity: 'note' })),
  ]);
}
