import type { Units } from '../network.ts';

/** neurons[block]; by vertex where every vertex is a block by itself. O(vertices). */
export function neuronsOfBlocks({ size, blockOf }: Units): ArrayLike<number> {
  if (blockOf === null) return size;
  let blocks = 0;
  for (let u = 0; u < blockOf.length; u++) blocks = Math.max(blocks, blockOf[u] + 1);
  const neurons = new Float64Array(blocks);
  for (let u = 0; u < blockOf.length; u++) neurons[blockOf[u]] += size[u];
  return neurons;
}
