import type { Clustered } from '@nmap/ir';
import type { AnyPass } from './pass.ts';
import type { CompileStage } from './stage.ts';

/** What a pass made of a stage against what its definition says: null = as promised, else what was broken. */
export function brokenPromise(pass: AnyPass, from: CompileStage, made: CompileStage): string | null {
  if (made.stage !== pass.to) return `returned the stage "${made.stage}", promised "${pass.to}".`;
  const [before, after] = [clusteringOf(from), clusteringOf(made)];
  if (before === null || before === after || pass.changes === 'clustering') return null;
  return 'returned another clustering than it was given, and does not say that it changes it.';
}

function clusteringOf(stage: CompileStage): Clustered | null {
  switch (stage.stage) {
    case 'source':
    case 'lowered':
      return null;
    case 'clustered':
      return stage;
    case 'placed':
      return stage.clustered;
    case 'routed':
      return stage.placed.clustered;
  }
}
