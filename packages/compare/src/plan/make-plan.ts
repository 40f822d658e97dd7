import type { AnyPass } from '@nmap/compiler';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { pipelineText } from '../run/pipeline-text.ts';
import { planOf } from './plan-of.ts';
import type { Plan } from './plan.ts';
import { resolveMapper } from './resolve-mapper.ts';
import { settlePlan } from './settle-plan.ts';
import type { PlanFile } from './schema.ts';

/** A mapper as a library caller names it: as in a plan's file, or by its passes. */
export type MapperInput =
  PlanFile['mappers'][number] | { readonly name: string; readonly pipeline: readonly AnyPass[] };

/** The keys of a plan's file; relative paths are relative to the working folder. */
export interface PlanInput extends Omit<PlanFile, 'mappers' | 'format' | 'version'> {
  readonly mappers: readonly MapperInput[];
}

/**
 * @param where what a value is called in messages; its key, where that is left out.
 * @throws NmapError (input) with every fault.
 */
export function makePlan(
  input: PlanInput,
  where: (path: readonly (string | number)[]) => string = ([key]) => String(key),
): Plan {
  const faults: Diagnostic[] = [];
  const mappers = input.mappers.flatMap((one, index) => {
    try {
      return [resolveMapper(written(one))];
    } catch (error) {
      if (!(error instanceof NmapError)) throw error;
      const place = where(['mappers', index]);
      faults.push(...error.diagnostics.map((fault) => ({ ...fault, where: `${place}, ${fault.where}` })));
      return [];
    }
  });
  if (faults.length > 0) throw new NmapError('input', faults);
  return settlePlan(planOf({ ...input, mappers }, process.cwd()), where);
}

function written(mapper: MapperInput): PlanFile['mappers'][number] {
  if (typeof mapper === 'string' || !('pipeline' in mapper) || typeof mapper.pipeline === 'string')
    return mapper as PlanFile['mappers'][number];
  return { name: mapper.name, pipeline: pipelineText(mapper.pipeline) };
}
