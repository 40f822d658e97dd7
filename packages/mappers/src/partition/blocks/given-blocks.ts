/** A network that was lowered in blocks: each of them is a cluster, on the first class of core that holds it. */
import type { NmapError } from '@nmap/ir';
import { grouped, type Problem } from '@nmap/ir';
import { groupMembers } from '@nmap/kernels';
import { failure } from '../../limits/failure.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { Filling } from '../../limits/filling.ts';
import { openForAll } from '../../limits/place-whole.ts';
import { mostOften } from '../../limits/refusals.ts';

/** @throws NmapError `not-found` where a block fits no core that is left: blocks cannot be taken apart. */
export function clustersOfBlocks(problem: Problem, blockOf: Uint32Array): Filling {
  const { network } = problem;
  const { external, vertexCount } = network;
  const filling = new Filling(problem);
  let blocks = 0;
  for (let vertex = 0; vertex < vertexCount; vertex++) blocks = Math.max(blocks, blockOf[vertex] + 1);
  const { start, members } = groupMembers(blockOf, blocks);
  for (let block = 0; block < blocks; block++) {
    const vertices = members.subarray(start[block], start[block + 1]);
    if (external[vertices[0]] === 1) continue;
    if (!openForAll(filling, vertices)) throw noCoreFor(problem, filling, block, blocks, vertices[0]);
  }
  return filling;
}

function noCoreFor(
  problem: Problem,
  { tracker, supply }: Filling,
  block: number,
  blocks: number,
  vertex: number,
): NmapError {
  const population = problem.network.populations.find(
    ({ first, vertexCount }) => vertex >= first && vertex < first + vertexCount,
  )!;
  const limit = mostOften(tracker.blocked);
  const cores = usableCores(problem);
  const full = supply.totalLeft === 0;
  return failure('not-found', {
    code: 'E3101',
    where: `partition/blocks, ${population.id}`,
    message: full
      ? `the network was cut into ${grouped(blocks)} blocks, one a core, and only ${grouped(cores)} cores are usable.`
      : `block ${grouped(block)} of ${grouped(blocks)} fits none of the ${grouped(supply.totalLeft)} cores that are left${limit === null ? '' : `: ${limit}`}.`,
    have: full ? cores : block,
    need: blocks,
    unit: full ? 'cores' : 'blocks',
    hint: 'Blocks stay whole: lower it with --grain position, or use a chip with more or larger cores.',
  });
}
