import { reachOf, type ClusterReach, type Diagnostic, type Stage } from '@nmap/ir';
import { verifyClustered } from './verify-clustered.ts';
import { verifyPlaced } from './verify-placed.ts';
import { verifyRouted } from './verify-routed.ts';

/**
 * Verifies a stage and all it rests on; stops at the first layer with faults, which the next ones assume sound.
 * @param reach as `clusterReach` of its clustering, asked where it is needed: made once for all layers.
 */
export function verifyStage(stage: Stage, reach: () => ClusterReach = reachOf(stage)): Diagnostic[] {
  if (stage.stage === 'lowered') return [];
  if (stage.stage === 'clustered') return verifyClustered(stage, reach);
  const below = verifyStage(stage.stage === 'placed' ? stage.clustered : stage.placed, reach);
  if (below.length > 0) return below;
  return stage.stage === 'placed' ? verifyPlaced(stage) : verifyRouted(stage, reach);
}
