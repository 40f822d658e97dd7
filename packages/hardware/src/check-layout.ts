import { raw } from '@nmap/kernels';
import { type Diagnostic, type Target, type Topology } from '@nmap/ir';

/** Up to this many tiles every pair is asked for its route, beside the search over links. */
const PAIRWISE_TILES = 256;

/** Tiles that are named one by one where links cut them off. */
const MOST_LISTED = 100;

/** Cores, classes and links against each other. What it costs: the links, twice. */
export function checkLayout(target: Target): Diagnostic[] {
  const found = checkClasses(target);
  if (!target.dead.includes(0)) {
    found.push({
      code: 'E1213',
      severity: 'error',
      where: 'cores',
      message: `all ${target.coreCount} cores are dead.`,
      have: 0,
      need: 1,
      unit: 'live cores',
      hint: 'A chip needs a core that lives.',
    });
  }
  if (target.topology.hasDeadLinks) {
    found.push(...checkOneWay(target.topology), ...checkReach(target));
  }
  return found;
}

/** A class whose cores are all dead holds nothing: most likely a mistake in a list. */
function checkClasses(target: Target): Diagnostic[] {
  const live = new Uint32Array(target.classes.length);
  const classOf = raw(target.classOf);
  for (let core = 0; core < target.coreCount; core++) if (target.dead[core] === 0) live[classOf[core]]++;
  return target.classes.flatMap(({ name }, index) =>
    live[index] > 0 || !target.dead.includes(0)
      ? []
      : [
          {
            code: 'W6202',
            severity: 'warning' as const,
            where: `class ${name}`,
            message: 'every core of this class is dead.',
            have: 0,
            need: 1,
            unit: 'live cores',
            hint: 'Remove the class, or look at faults.cores.',
          },
        ],
  );
}

/** A link that is dead in one direction only is possible, and rarely meant. */
function checkOneWay(topology: Topology): Diagnostic[] {
  const dead = new Set<string>();
  for (const link of linksOf(topology, true)) dead.add(`${topology.linkFrom(link)} ${topology.linkTo(link)}`);
  const found: Diagnostic[] = [];
  for (const link of linksOf(topology, true)) {
    const from = topology.linkFrom(link);
    const to = topology.linkTo(link);
    if (dead.has(`${to} ${from}`)) continue;
    found.push({
      code: 'W6203',
      severity: 'warning',
      where: `link ${tileName(topology, from)} to ${tileName(topology, to)}`,
      message: 'is dead in this direction only.',
      hint: 'Add "both: true" if the link back is dead too.',
    });
  }
  return found;
}

/**
 * From the port along the live links, and against them: a tile that both searches reach is
 * connected to every other such tile. Small chips are also asked for the route of every pair,
 * since a router may fail to use a way that exists.
 */
function checkReach(target: Target): Diagnostic[] {
  const { topology } = target;
  const out = search(topology, target.ioTile, false);
  const back = search(topology, target.ioTile, true);
  const used = new Uint8Array(topology.tileCount);
  const tileOf = raw(target.tileOf);
  for (let core = 0; core < target.coreCount; core++) if (target.dead[core] === 0) used[tileOf[core]] = 1;

  const found: Diagnostic[] = [];
  for (let tile = 0; tile < topology.tileCount; tile++) {
    if (used[tile] === 0) continue;
    if (out[tile] === 0) found.push(cutOff(topology, tile, 'cannot be reached from'));
    else if (back[tile] === 0) found.push(cutOff(topology, tile, 'cannot reach'));
  }
  if (found.length > MOST_LISTED) return abridged(found);
  if (found.length > 0 || topology.tileCount > PAIRWISE_TILES) return found;
  for (let from = 0; from < topology.tileCount; from++) {
    for (let to = 0; to < topology.tileCount; to++) {
      if (used[from] === 0 || used[to] === 0 || Number.isFinite(topology.hops(from, to))) continue;
      found.push({
        code: 'E1214',
        severity: 'error',
        where: `tile ${tileName(topology, from)}`,
        message: `the routing finds no way to tile ${tileName(topology, to)} round the dead links.`,
        hint: 'List the cores of one of the two under faults.cores.',
      });
    }
  }
  return found;
}

/** One dead link can cut a million tiles off: the first ones are named, the rest counted. */
function abridged(found: readonly Diagnostic[]): Diagnostic[] {
  const last: Diagnostic = {
    code: 'E1214',
    severity: 'error',
    where: 'tiles',
    message: `${found.length - MOST_LISTED} more tiles with live cores are cut off.`,
    have: found.length,
    need: 0,
    unit: 'tiles',
    hint: 'Look at the links of the i/o port first.',
  };
  return [...found.slice(0, MOST_LISTED), last];
}

function cutOff(topology: Topology, tile: number, how: string): Diagnostic {
  return {
    code: 'E1214',
    severity: 'error',
    where: `tile ${tileName(topology, tile)}`,
    message: `holds a live core but ${how} the i/o port and the other cores over the live links.`,
    hint: 'List its cores under faults.cores, or take a link out of faults.links.',
  };
}

function search(topology: Topology, start: number, against: boolean): Uint8Array {
  const links = [...linksOf(topology, false)];
  const tail = against ? (link: number) => topology.linkTo(link) : (link: number) => topology.linkFrom(link);
  const head = against ? (link: number) => topology.linkFrom(link) : (link: number) => topology.linkTo(link);
  const first = new Uint32Array(topology.routerCount + 1);
  for (const link of links) first[tail(link) + 1]++;
  for (let router = 0; router < topology.routerCount; router++) first[router + 1] += first[router];
  const next = first.slice();
  const neighbour = new Uint32Array(links.length);
  for (const link of links) neighbour[next[tail(link)]++] = head(link);

  const reached = new Uint8Array(topology.routerCount);
  const queue = new Uint32Array(topology.routerCount);
  reached[start] = 1;
  queue[0] = start;
  for (let read = 0, write = 1; read < write; read++) {
    const router = queue[read];
    for (let e = first[router]; e < first[router + 1]; e++) {
      const to = neighbour[e];
      if (reached[to] === 1) continue;
      reached[to] = 1;
      queue[write++] = to;
    }
  }
  return reached;
}

/** Links that exist and are dead, or live. A number that names no link ends where it begins. */
function* linksOf(topology: Topology, dead: boolean): Iterable<number> {
  for (let link = 0; link < topology.linkCount; link++) {
    if ((topology.linkDead[link] === 1) !== dead) continue;
    if (dead && topology.linkFrom(link) === topology.linkTo(link)) continue;
    yield link;
  }
}

function tileName(topology: Topology, tile: number): string {
  return `[${tile % topology.columns}, ${Math.floor(tile / topology.columns)}]`;
}
