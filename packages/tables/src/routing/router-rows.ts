import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { PORT, type KeyRoute } from './key-route.ts';

/** What a router does with a packet. */
export interface RouterOutput {
  /** Links that it leaves by, ascending. */
  readonly links: readonly number[];
  /** Cores of the tile that get it, ascending; the i/o port as {@link PORT}. */
  readonly cores: readonly number[];
}

/** Every route through one router. */
export interface RouterRows {
  readonly router: number;
  /** Indices of routes, ascending; what becomes of each; 1 where it would go on in a straight line without an entry. */
  readonly route: readonly number[];
  readonly output: readonly number[];
  readonly byDefault: readonly number[];
}

export interface RoutedRows {
  /** By router, ascending. */
  readonly rows: readonly RouterRows[];
  /** outputs[output] */
  readonly outputs: readonly RouterOutput[];
}

/**
 * The multicast tree of every route: the topology's routes joined, each joining the tree at the last router that is in it
 * already, so that no router gets a packet twice. O(links of all trees).
 */
export function routerRows(target: Target, routes: readonly KeyRoute[]): RoutedRows {
  const { topology, ioTile } = target;
  const tileOf = raw(target.tileOf);
  const rows = new Map<number, { route: number[]; output: number[]; byDefault: number[] }>();
  const outputs: RouterOutput[] = [];
  const known = new Map<string, number>();
  const links = new Uint32Array(Math.max(1, topology.maxHops));
  const straight = straightOn(target);
  routes.forEach(({ tile, cores }, route) => {
    const tree = new Map<number, { arrival: number; links: number[]; cores: number[] }>();
    tree.set(tile, { arrival: -1, links: [], cores: [] });
    for (const core of cores) {
      const to = core === PORT ? ioTile : tileOf[core];
      if (!tree.has(to)) {
        const length = topology.route(tile, to, links);
        let joined = length;
        while (joined > 0 && !tree.has(topology.linkFrom(links[joined - 1]))) joined--;
        for (let at = Math.max(0, joined - 1); at < length; at++) {
          tree.get(topology.linkFrom(links[at]))!.links.push(links[at]);
          tree.set(topology.linkTo(links[at]), { arrival: links[at], links: [], cores: [] });
        }
      }
      tree.get(to)!.cores.push(core);
    }
    for (const [router, node] of tree) {
      if (node.links.length === 0 && node.cores.length === 0) continue;
      node.links.sort((a, b) => a - b);
      const name = `${node.links.join(',')}|${node.cores.join(',')}`;
      let output = known.get(name);
      if (output === undefined) {
        output = outputs.length;
        known.set(name, output);
        outputs.push({ links: node.links, cores: node.cores });
      }
      let row = rows.get(router);
      if (row === undefined) rows.set(router, (row = { route: [], output: [], byDefault: [] }));
      row.route.push(route);
      row.output.push(output);
      const passes = node.cores.length === 0 && node.links.length === 1 && node.arrival >= 0;
      row.byDefault.push(passes && straight(node.arrival, node.links[0]) ? 1 : 0);
    }
  });
  const order = [...rows.keys()].sort((a, b) => a - b);
  return { rows: order.map((router) => ({ router, ...rows.get(router)! })), outputs };
}

/** Does a packet that comes by one link and leaves by another keep its direction? On a grid, where links are numbered alike at each tile. */
function straightOn({ topology }: Target): (arrival: number, leaving: number) => boolean {
  if (!topology.isGrid) return () => false;
  const perTile = linksPerTile(topology);
  return (arrival, leaving) => arrival % perTile === leaving % perTile;
}

/** Links are numbered tile by tile on a grid. */
export function linksPerTile({ linkCount, tileCount }: Target['topology']): number {
  return Math.round(linkCount / tileCount);
}
