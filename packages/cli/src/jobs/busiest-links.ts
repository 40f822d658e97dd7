import type { Topology } from '@nmap/ir';
import type { SimulationReport } from '@nmap/simulator';

/** A link by the routers that it joins: `tile (1, 2)`, or `router 17` for one without tiles. */
export interface BusyLink {
  readonly link: number;
  readonly from: string;
  readonly to: string;
  /** In all steps. */
  readonly packets: number;
}

/** As many as a person reads; every load stands in `linkLoads`. */
const MOST_LINKS = 100;

/** Links that packets crossed, the busiest first, those of equal load by number. */
export function busiestLinks(
  topology: Topology,
  { linkLoads }: Pick<SimulationReport, 'linkLoads'>,
): BusyLink[] {
  const loaded: number[] = [];
  for (let link = 0; link < linkLoads.length; link++) if (linkLoads[link] > 0) loaded.push(link);
  return loaded
    .sort((a, b) => linkLoads[b] - linkLoads[a] || a - b)
    .slice(0, MOST_LINKS)
    .map((link) => ({
      link,
      from: routerName(topology, topology.linkFrom(link)),
      to: routerName(topology, topology.linkTo(link)),
      packets: linkLoads[link],
    }));
}

function routerName({ tileCount, columns }: Topology, router: number): string {
  if (router >= tileCount) return `router ${router}`;
  return `tile (${router % columns}, ${Math.floor(router / columns)})`;
}
