import {
  completePasses,
  passesFor,
  settlePasses,
  type GrainName,
  type Source,
  type SplitName,
} from '@nmap/compiler';
import type { Clustered, Objective } from '@nmap/ir';
import type { PlannedMapper } from '../plan/plan.ts';
import { pipelineText } from './pipeline-text.ts';

export interface PipelineUse {
  readonly objective: Objective;
  readonly grain: GrainName;
  readonly split: SplitName;
}

/**
 * The text of all that a mapper does on one network and chip: `lower` with its grain in front, the route at the end, every option.
 * @throws NmapError (input): the mapper cannot take this network.
 */
export function completePipeline(
  { preset, pipeline }: PlannedMapper,
  start: Source | Clustered,
  use: PipelineUse,
): string {
  const choice = { preset: preset ?? '', pipeline, hasCeilings: false, ...use };
  const { passes, grain } = passesFor(choice, start);
  const target = start.stage === 'source' ? start.target : start.problem.target;
  return pipelineText(settlePasses(start, completePasses(start.stage, passes, target, { grain })));
}
