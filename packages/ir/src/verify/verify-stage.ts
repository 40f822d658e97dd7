import type { Diagnostic } from '../diagnostic.ts';
import type { Clustered, Stage } from '../stages.ts';
import { clusterReach, type ClusterReach } from './cluster-reach.ts';
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

/** Of the clustering that a stage rests on, looked up when it is first asked for. */
export function reachOf(stage: Stage): () => ClusterReach {
  let known: ClusterReach | null = null;
  return () => (known ??= clusterReach(clusteringOf(stage)));
}

function clusteringOf(stage: Stage): Clustered {
  switch (stage.stage) {
    case 'clustered':
      return stage;
    case 'placed':
      return stage.clustered;
    case 'routed':
      return stage.placed.clustered;
    case 'lowered':
      throw new RangeError('a lowered network has no clusters');
  }
}
