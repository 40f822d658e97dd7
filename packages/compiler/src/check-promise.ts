import type { AnyPass } from './pass.ts';
import { clusteredOf, type CompileStage } from './stage.ts';

/** What a pass made of a stage against what its definition says: null = as promised, else what was broken. */
export function brokenPromise(pass: AnyPass, from: CompileStage, made: CompileStage): string | null {
  if (made.stage !== pass.to) return `returned the stage "${made.stage}", promised "${pass.to}".`;
  const [before, after] = [clusteredOf(from), clusteredOf(made)];
  if (before === null || before === after || pass.changes === 'clustering') return null;
  return 'returned another clustering than it was given, and does not say that it changes it.';
}
