import { NmapError, type Diagnostic } from '@nmap/ir';
import { MAPPERS } from '@nmap/mappers';
import type { GrainName } from '../grain/grain.ts';
import type { AnyPass } from '../pass.ts';
import { keepsGroups, partitionerIn } from './partitioner-of.ts';
import { isSplitPass } from './settle-split.ts';

/** Whether neurons that no core takes are made several, and how. */
export const SPLITS = ['off', 'auto', 'chain', 'tree', 'slices'] as const;
export type SplitName = (typeof SPLITS)[number];

/**
 * The passes with the one that splits in front.
 * @throws NmapError (input) where the pipeline has one already, or neurons are not what is placed.
 */
export function withSplit(
  split: SplitName,
  passes: readonly AnyPass[],
  grain: GrainName,
): readonly AnyPass[] {
  const own = passes.find(isSplitPass);
  const faults: Diagnostic[] = [];
  if (split !== 'off' && own !== undefined)
    faults.push(
      conflict('--split', `is ${split}, and the pipeline splits by ${own.name}.`, 'Keep one of them.'),
    );
  if ((split !== 'off' || own !== undefined) && grain !== 'auto' && grain !== 'neuron') {
    faults.push(
      conflict('--grain', `is ${grain}, and neurons are split one by one.`, 'Leave --grain out, or --split.'),
    );
  }
  if (faults.length > 0) throw new NmapError('input', faults);
  if (split === 'off') return passes;
  const definition = MAPPERS.find(({ name }) => name === `split/${split}`)!;
  const partitioner = passes[partitionerIn(passes)]?.name;
  // Relays are made for the clusters that will be kept.
  const groups = partitioner !== undefined && keepsGroups(partitioner) ? 'partitioner' : 'packed';
  return [definition({ groups }), ...passes];
}

function conflict(where: string, message: string, hint: string): Diagnostic {
  return { code: 'E1651', severity: 'error', where, message, hint };
}
