/** A pipeline for one network: its grain decided, and the passes held against it. */
import { NmapError, type Diagnostic } from '@nmap/ir';
import { isLowerPass, lower, type LowerPass } from '../lower-pass.ts';
import type { AnyPass } from '../pass.ts';
import { isSplitPass, settleSplit } from '../split/settle-split.ts';
import type { CompileStage } from '../stage.ts';

/** What makes a clustering of blocks; any other takes vertices apart that belong together. */
const OF_BLOCKS = 'partition/blocks';

/** @throws NmapError (input) where a pass cannot work on blocks. */
export function settlePasses(start: CompileStage, passes: readonly AnyPass[]): AnyPass[] {
  if (start.stage !== 'source') return [...passes];
  const chosen = settleSplit(start, passes);
  const isSplit = chosen.some(isSplitPass);
  const settled = chosen.map((pass) =>
    isLowerPass(pass) ? ((isSplit ? ofNeurons(pass) : pass).settledFor(start) as unknown as AnyPass) : pass,
  );
  const lowering = settled.find(isLowerPass)?.choice;
  if (lowering?.grain !== 'block' || lowering.borders === 'free') return settled;
  const faults = settled.filter(takesBlocksApart).map(({ name }): Diagnostic => ({
    code: 'E1406',
    severity: 'error',
    where: name,
    message:
      'moves neurons one by one, and the network is lowered to blocks that stay together (grain=block).',
    hint: `Use ${OF_BLOCKS} to partition, without refine/joint, or --grain position.`,
  }));
  if (faults.length > 0) throw new NmapError('input', faults);
  return settled;
}

/** Neurons are split one by one, into lists that no units describe. */
function ofNeurons(pass: Pick<LowerPass, 'choice' | 'settledFor'>): Pick<LowerPass, 'settledFor'> {
  return pass.choice.grain === 'auto' ? lower({ ...pass.choice, grain: 'neuron' }) : pass;
}

/** `refine/boxes` and `refine/rivals` leave blocks that stay whole as they are: a preset ends with them for those that need not. */
const LEAVE_BLOCKS: readonly string[] = ['refine/boxes', 'refine/rivals'];

function takesBlocksApart({ name, from, to, changes }: AnyPass): boolean {
  if (LEAVE_BLOCKS.includes(name)) return false;
  return (from === 'lowered' && to === 'clustered' && name !== OF_BLOCKS) || changes === 'clustering';
}
