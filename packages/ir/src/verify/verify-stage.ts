import type { Diagnostic } from '../diagnostic.ts';
import type { Stage } from '../stages.ts';
import { verifyClustered } from './verify-clustered.ts';
import { verifyPlaced } from './verify-placed.ts';
import { verifyRouted } from './verify-routed.ts';

/** Verifies a stage and all it rests on; stops at the first layer with faults, which the next ones assume sound. */
export function verifyStage(stage: Stage): Diagnostic[] {
  if (stage.stage === 'lowered') return [];
  if (stage.stage === 'clustered') return verifyClustered(stage);
  const below = verifyStage(stage.stage === 'placed' ? stage.clustered : stage.placed);
  if (below.length > 0) return below;
  return stage.stage === 'placed' ? verifyPlaced(stage) : verifyRouted(stage);
}
