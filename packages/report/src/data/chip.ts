import { raw } from '@nmap/kernels';
import type { Placed, Topology } from '@nmap/ir';
import type { Chip } from '../model/report.ts';

export function chipOf({ problem: { network, target } }: Placed): Chip {
  const { topology } = target;
  const dead: number[] = [];
  for (let core = 0; core < target.coreCount; core++) if (target.dead[core] === 1) dead.push(core);
  const parents = parentsOf(topology);
  return {
    kind: topology.kind,
    layout: parents !== null ? 'tree' : topology.linkClasses.includes('diagonal') ? 'hex' : 'grid',
    columns: topology.columns,
    rows: topology.rows,
    tileCount: topology.tileCount,
    tileOf: raw(target.tileOf),
    chipOf: target.chipOf,
    chipCount: target.chipCount,
    deadCores: Uint32Array.from(dead),
    portTile: network.populations.some(({ external }) => external) ? target.ioTile : null,
    classes: target.classes.map(({ name }) => name),
    parentOf: parents,
    linkKinds: topology.linkKinds.map((kind) =>
      [kind.class, kind.direction, kind.level === undefined ? undefined : `level ${kind.level}`]
        .filter((word) => word !== undefined)
        .join(' '),
    ),
  };
}

/**
 * parentOf[router] where inner routers join the tiles; null where there are none. Routers are met level by level from the
 * tiles up: the first router past a level that a link of it leads to is the parent.
 */
function parentsOf(topology: Topology): Uint32Array | null {
  const { routerCount, tileCount, linkCount } = topology;
  if (routerCount === tileCount) return null;
  const parentOf = Uint32Array.from({ length: routerCount }, (_, router) => router);
  const heightOf = new Int32Array(routerCount).fill(-1);
  heightOf.fill(0, 0, tileCount);
  for (let height = 0, rising = true; rising; height++) {
    rising = false;
    for (let link = 0; link < linkCount; link++) {
      const from = topology.linkFrom(link);
      const to = topology.linkTo(link);
      if (heightOf[from] !== height || (heightOf[to] >= 0 && heightOf[to] <= height)) continue;
      heightOf[to] = height + 1;
      parentOf[from] = to;
      rising = true;
    }
  }
  return parentOf;
}
