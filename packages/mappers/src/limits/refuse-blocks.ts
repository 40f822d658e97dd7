import { type Problem } from '@nmap/ir';
import { failure } from './failure.ts';

/**
 * Vertices of a block have to stay together (`Units.blockOf`), and nets name only its first one: an algorithm that
 * places them one by one would count wrong.
 * @throws NmapError `input` where the network has blocks of several vertices.
 */
export function refuseBlocks({ network }: Problem, passName: string): void {
  const blockOf = network.units?.blockOf ?? null;
  if (blockOf === null) return;
  const blocks = blockOf.reduce((most, block) => Math.max(most, block + 1), 0);
  throw failure('input', {
    code: 'E1953',
    where: passName,
    message: `places units one by one, and the ${network.vertexCount} units of "${network.name}" come in ${blocks} blocks, each of which has to stay whole.`,
    have: blocks,
    unit: 'blocks',
    hint: 'Use partition/blocks, or lower to units that are free: lower(grain=position).',
  });
}
