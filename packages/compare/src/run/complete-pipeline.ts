import { completePasses, parsePipeline, pipelineFor, settledGrain, type Source } from '@nmap/compiler';
import type { Clustered, Objective } from '@nmap/ir';
import type { PlannedMapper } from '../plan/plan.ts';
import type { GrainName, lower } from '@nmap/compiler';
import { pipelineText } from './pipeline-text.ts';

/**
 * The text of all that a mapper does on one network and chip: `lower` with its grain in front, the route at the end, every option.
 * @throws NmapError (input): the mapper cannot take this network.
 */
export function completePipeline(
  { preset, pipeline }: PlannedMapper,
  start: Source | Clustered,
  { objective, grain }: { readonly objective: Objective; readonly grain: GrainName },
): string {
  const settled = settledGrain(grain, { preset, start });
  const passes = pipelineFor({ preset: preset ?? '', text: pipeline, objective, grain: settled });
  const target = start.stage === 'source' ? start.target : start.problem.target;
  const complete = completePasses(start.stage, passes, target, { grain: settled });
  if (start.stage !== 'source') return pipelineText(complete);
  // A pipeline may begin with a `lower` of its own.
  const named = complete.map((pass) => {
    if (!('settledFor' in pass)) return pass;
    return (pass as unknown as ReturnType<typeof lower>).settledFor(start);
  });
  const text = pipelineText(named);
  parsePipeline(text);
  return text;
}
