import { simulate } from '@nmap/simulator';
import type { PlacementCosts } from '@nmap/energy';
import type { Links } from '../model/report.ts';
import type { CoreOrder } from './core-order.ts';
import { crossersOf } from './crossers.ts';
import { ordered } from './numbers.ts';
import type { ReportSubject } from './subject.ts';

/** More loaded links than these are shown by their tiles, and only the busiest of them by themselves. */
const MANY_LINKS = 60_000;
const BUSIEST = 1000;
/** So much work of a replay is done for the peaks: about a second. */
const REPLAYED = 20_000_000;

/** Every link that carries packets, and every dead one between two routers that there are. */
export function linksOf(subject: ReportSubject, order: CoreOrder, costs: PlacementCosts): Links {
  const { topology } = subject.placed.problem.target;
  const { linkLoads } = costs.counts;
  const loaded: number[] = [];
  const deadFrom: number[] = [];
  const deadTo: number[] = [];
  const { linkDead, linkCount, hasDeadLinks } = topology;
  for (let link = 0; link < linkCount; link++) {
    if (linkLoads[link] > 0) loaded.push(link);
    // Beyond an edge there is no link, dead or alive: it ends where it begins, or on the far side of a mesh.
    else if (hasDeadLinks && linkDead[link] === 1 && topology.linkTo(link) !== topology.linkFrom(link)) {
      deadFrom.push(topology.linkFrom(link));
      deadTo.push(topology.linkTo(link));
    }
  }
  const many = loaded.length > MANY_LINKS;
  const shown = many ? busiestOf(loaded, linkLoads) : loaded;
  const links = Uint32Array.from(shown);
  const peaks = many ? null : peakLoads(subject, costs);
  return {
    count: links.length,
    from: links.map((link) => topology.linkFrom(link)),
    to: links.map((link) => topology.linkTo(link)),
    kind: links.map((link) => topology.linkClassOf[link]),
    load: ordered(linkLoads, links),
    peak: peaks === null ? null : ordered(peaks, links),
    deadFrom: Uint32Array.from(deadFrom),
    deadTo: Uint32Array.from(deadTo),
    live: topology.liveLinks.reduce((sum, count) => sum + count, 0),
    loaded: loaded.length,
    crossers: crossersOf(subject.placed, order, links, linkLoads),
    busiestOut: many ? busiestByTile(subject, linkLoads) : null,
  };
}

/** The busiest of many, ascending by number: all above the load of the last, then the first of those equal to it. */
function busiestOf(loaded: readonly number[], linkLoads: Float64Array): number[] {
  const loads = Float64Array.from(loaded, (link) => linkLoads[link]).sort();
  const least = loads[loads.length - BUSIEST];
  const above = loaded.filter((link) => linkLoads[link] > least);
  const equal = loaded.filter((link) => linkLoads[link] === least).slice(0, BUSIEST - above.length);
  return [...above, ...equal].sort((a, b) => a - b);
}

function busiestByTile({ placed }: ReportSubject, linkLoads: Float64Array): Links['busiestOut'] {
  const { topology } = placed.problem.target;
  const busiest = new Float64Array(topology.tileCount);
  for (let link = 0; link < linkLoads.length; link++) {
    if (linkLoads[link] === 0) continue;
    const from = topology.linkFrom(link);
    if (from < busiest.length && linkLoads[link] > busiest[from]) busiest[from] = linkLoads[link]!;
  }
  return ordered(busiest, Uint32Array.from(busiest.keys()));
}

/** peak[link] of a replay with the spikes spread evenly over the window; null where that would take long. */
function peakLoads(
  { manifest, placed, spec }: ReportSubject,
  { counts }: PlacementCosts,
): Float64Array | null {
  const { network, target } = placed.problem;
  if (spec === null || network.units !== null || counts.unreachablePackets > 0) return null;
  const work = counts.packets + counts.steps * (placed.clustered.clusterCount + 100);
  if (work > REPLAYED) return null;
  return simulate({ manifest, spec, network, target }).peakLinkLoads;
}
