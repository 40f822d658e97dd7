import { MAPPERS, chooseMethod, splitAuto, type SplitOptions } from '@nmap/mappers';
import { NmapError } from '@nmap/ir';
import type { AnyPass } from '../pass.ts';
import { keepsGroups, partitionerIn } from './partitioner-of.ts';
import type { Source } from '../stage.ts';
import { quietContext } from './quiet-context.ts';

const PREFIX = 'split/';

/** Whether a pass makes several neurons of one. */
export function isSplitPass({ name }: Pick<AnyPass, 'name'>): boolean {
  return name.startsWith(PREFIX);
}

/**
 * `split/auto` decided: what a manifest records is the pass that it chose, or none where nothing is to be split.
 * @throws NmapError where no way of splitting makes a network for this chip.
 */
export function settleSplit(source: Source, passes: readonly AnyPass[]): AnyPass[] {
  if (passes.filter(isSplitPass).length > 1) throw splitTwice();
  const partitioner = passes[partitionerIn(passes)]?.name ?? 'none';
  for (const { name, options } of passes.filter(isSplitPass))
    if (options['groups'] === 'partitioner' && !keepsGroups(partitioner)) throw keepsNone(name, partitioner);
  return passes.flatMap((pass): AnyPass[] => {
    if (pass.name !== splitAuto.name) return [pass];
    const method = chooseMethod(source, pass.options as SplitOptions, quietContext());
    const definition = MAPPERS.find(({ name }) => name === PREFIX + method);
    return definition === undefined ? [] : [definition(pass.options)];
  });
}

function keepsNone(split: string, partitioner: string): NmapError {
  return new NmapError('input', [
    {
      code: 'E1651',
      severity: 'error',
      where: split,
      message: `groups=partitioner is for a partitioner that keeps the clusters of its own rule, and the pipeline has ${partitioner}.`,
      hint: 'Leave groups out: this one begins with the groups that the split packs, and moves on from there.',
    },
  ]);
}

function splitTwice(): NmapError {
  return new NmapError('input', [
    {
      code: 'E1651',
      severity: 'error',
      where: 'pipeline',
      message: 'splits neurons more than once.',
      hint: 'Keep one of its split passes.',
    },
  ]);
}
