/** What the table of docs/splitting.md says of the MLP, by a partitioner that takes no time. */
import { beforeAll, expect, it } from '@jest/globals';
import type { NetworkSpec } from '@nmap/ir';
import { loadNetwork } from './load.ts';
import { place } from './place.ts';

const MLP = new URL('../../../examples/mlp.json', import.meta.url).pathname;

let spec: NetworkSpec;
beforeAll(async () => {
  ({ spec } = await loadNetwork(MLP));
});

it.each([
  ['truenorth', 'slices', 400, 0],
  ['dynapse', 'chain', 1210, 784],
  ['dynapse-8x8', 'chain', 1210, 784],
  ['crossbar128', 'slices', 700, 0],
])('the MLP on %s', async (hardware, way, parts, relays) => {
  // Verified before it is returned.
  const { manifest } = await place(spec, hardware, {
    pipeline: 'split/auto; lower; partition/sequential; place/row-major',
  });
  const sizes = (kind: string) =>
    manifest.split!.parts.reduce((sum, each) => sum + (each.kind === kind ? each.size : 0), 0);
  expect([manifest.pipeline[0].pass, sizes('parts'), sizes('relays')]).toEqual([
    `split/${way}`,
    parts,
    relays,
  ]);
});
