/** docs/metrics.md defines every number that a manifest states: of packets, of trees, of a graph of clusters, and every bound. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { place } from '@nmap/compiler';
import { temporaryFolder } from '../../packages/cli/src/testing/run-cli.ts';

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
const defined = new Set([...page.matchAll(/`([\w/-]+)`/g)].map(([, key]) => key));

const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  populations: [{ id: 'a', size: 6, spikes: 2 }],
  projections: [{ from: 'a', to: 'a', connector: 'all-to-all' }],
};
const chip = (multicast: string): string => `format: nmap-hardware
version: 1
name: chip
topology: { kind: mesh, width: 2, height: 2, multicast: ${multicast} }
core: { neurons: 2 }
`;

it.each(['unicast-per-core', 'tree', 'clusters'])('%s', async (kind) => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('net.json'), JSON.stringify(NET));
  writeFileSync(at('graph.csv'), 'source,target,weight\n0,1,2.5\n1,2,1\n');
  writeFileSync(at('chip.yaml'), chip(kind === 'tree' ? 'tree' : 'unicast-per-core'));
  const { manifest } =
    kind === 'clusters'
      ? await place(at('graph.csv'), at('chip.yaml'), { kind: 'clusters', preset: 'fast' })
      : await place(at('net.json'), at('chip.yaml'), { preset: 'fast' });
  const { metrics, bounds, clusterBounds } = manifest;
  const { further = {}, energyPj, energyBackToBackPj, ...counts } = metrics;
  const keys = [
    ...Object.keys({ ...counts, ...energyPj, ...energyBackToBackPj, ...bounds, ...clusterBounds }),
    ...Object.keys(further).map((key) => key.replace(/^utilisation\/\w+-/, 'utilisation/R-')),
  ];
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter((key) => !defined.has(key))).toEqual([]);
});
