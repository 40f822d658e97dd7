import { expect, it } from '@jest/globals';
import { readHardware } from '@nmap/hardware';
import type { Topology } from '@nmap/ir';
import { busiestLinks } from './busiest-links.ts';

const chip = (topology: string): ReturnType<typeof readHardware>['target'] =>
  readHardware(
    `format: nmap-hardware\nversion: 1\nname: c\ntopology: ${topology}\ncore: { neurons: 1 }\n`,
    'c.yaml',
  ).target;

/** The link between two neighbours. */
function linkBetween(topology: Topology, from: number, to: number): number {
  for (let link = 0; link < topology.linkCount; link++)
    if (topology.linkFrom(link) === from && topology.linkTo(link) === to) return link;
  throw new Error(`no link from ${from} to ${to}`);
}

it('names the links of a mesh by their tiles, the busiest first', () => {
  const { topology } = chip('{ kind: mesh, width: 3, height: 2 }');
  const linkLoads = new Float64Array(topology.linkCount);
  const first = linkBetween(topology, 0, 1);
  const second = linkBetween(topology, 1, 4);
  linkLoads[first] = 4;
  linkLoads[second] = 7;
  expect(busiestLinks(topology, { linkLoads })).toEqual([
    { link: second, from: 'tile (1, 0)', to: 'tile (1, 1)', packets: 7 },
    { link: first, from: 'tile (0, 0)', to: 'tile (1, 0)', packets: 4 },
  ]);
});

it('names routers of a tree that are no tiles by their number', () => {
  const { topology } = chip('{ kind: tree, width: 4, height: 1, arity: 4 }');
  const linkLoads = new Float64Array(topology.linkCount);
  linkLoads[linkBetween(topology, 2, 4)] = 1;
  expect(busiestLinks(topology, { linkLoads })).toMatchObject([{ from: 'tile (2, 0)', to: 'router 4' }]);
});
