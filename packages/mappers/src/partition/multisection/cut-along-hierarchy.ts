/** Cuts a network as the chip falls apart, down to single cores. See `partition/multisection`. */
import { raw, type Rng } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { extract, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { pricePerHop } from '../../place/common/hop-prices.ts';
import { tileDistance } from '../../place/common/tile-distance.ts';
import { chipRegion, type Region } from '../../multisection/regions.ts';
import type { Watch } from '../../watch/watch.ts';
import { CoreRooms, SHARINGS, type Cores } from './core-rooms.ts';
import { leastCut, type CutEffort, type Side } from './least-cut.ts';

export interface CutOptions extends CutEffort {
  /** Cores that the network may take, all together. */
  readonly wanted: number;
  /** Neurons of one core at most, whatever it holds: spreads them for limits that are not counted here. */
  readonly mostNeurons: number;
}

export interface Cut {
  /** part[node]. */
  readonly part: Uint32Array;
  /** coreOf[part], each core once; classOf[part] = its class. */
  readonly coreOf: Uint32Array;
  readonly classOf: Uint32Array;
  readonly levels: number;
}

/** A part of the chip below another. */
interface Branch extends Cores {
  /** null: one core. */
  readonly region: Region | null;
}

/** Nodes, and the cores among which they are to be dealt. */
interface Job extends Branch {
  readonly graph: Hypergraph;
  /** nodes[local] = node of the whole. */
  readonly nodes: Uint32Array;
  /** Of the cores. */
  readonly wanted: number;
  /** Cuts that led here. */
  readonly level: number;
}

export function cutAlongHierarchy(
  problem: Problem,
  graph: Hypergraph,
  options: CutOptions,
  rng: Rng,
  watch: Watch,
): Cut {
  const { target } = problem;
  const region = chipRegion(target, tileDistance(target, pricePerHop(problem)));
  const rooms = new CoreRooms(problem, options.mostNeurons);
  const part = new Uint32Array(graph.nodeCount);
  const nodes = Uint32Array.from(part.keys());
  const coreOf: number[] = [];
  let levels = 0;
  const jobs: Job[] = [
    { region, cores: rooms.coresIn(region), graph, nodes, wanted: options.wanted, level: 0 },
  ];
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    if (job.graph.nodeCount === 0) continue;
    levels = Math.max(levels, job.level);
    const branches = branchesOf(job, rooms);
    if (branches.length === 0) {
      for (const node of job.nodes) part[node] = coreOf.length;
      coreOf.push(job.cores[0]);
    } else jobs.push(...cut(job, branches));
  }
  const classOfCore = raw(target.classOf);
  return {
    part,
    coreOf: Uint32Array.from(coreOf),
    classOf: Uint32Array.from(coreOf, (core) => classOfCore[core]),
    levels,
  };

  function cut(job: Job, branches: readonly Branch[]): Job[] {
    const used = rooms.choose(branches, job.wanted, job.graph);
    if (used.length === 1) return [{ ...job, ...used[0] }];
    const sides = sidesOf(used, job, depthOf(used[0].region, rooms), rooms);
    const { part: sideOf, side } = leastCut(job.graph, sides, options, rng, watch);
    return used.map((branch, at) => {
      const inner = extract(job.graph, sideOf, at);
      return {
        ...branch,
        graph: inner.graph,
        nodes: inner.nodes.map((node) => job.nodes[node]),
        wanted: Math.max(1, side.shares[at]),
        level: job.level + 1,
      };
    });
  }
}

/**
 * Ways of sharing out the cores: whole ones, so that no branch is left with a part of a core. Where the cores of unlike classes that
 * come to a branch so are too small, all of each branch.
 */
function sidesOf(used: readonly Branch[], { wanted, graph }: Job, depth: number, rooms: CoreRooms): Side[] {
  const ways = Object.values(SHARINGS).map((share) => share(used, wanted));
  const different = ways.filter((shares, at) => at === 0 || shares.some((share, k) => share !== ways[0][k]));
  const sides = different
    .map((shares): Side => ({ shares, limits: rooms.limitsOf(used, shares, graph, depth) }))
    .filter(({ limits }) => rooms.hold(limits, graph));
  if (sides.length > 0) return sides;
  const all = used.map(({ cores }) => cores.length);
  return [{ shares: all, limits: rooms.limitsOf(used, all, graph, depth) }];
}

/** Parts of a region with live cores, or the cores of a tile; none where there is one core. */
function branchesOf({ region, cores }: Job, rooms: CoreRooms): Branch[] {
  if (cores.length <= 1) return [];
  const parts = region?.parts() ?? [];
  if (parts.length === 0) return Array.from(cores, (core) => ({ region: null, cores: Uint32Array.of(core) }));
  return parts
    .map((inner): Branch => ({ region: inner, cores: rooms.coresIn(inner) }))
    .filter((branch) => branch.cores.length > 0);
}

/** Cuts below a part. */
function depthOf(region: Region | null, rooms: CoreRooms): number {
  if (region === null) return 0;
  const [first] = region.parts() as readonly (Region | undefined)[];
  if (first !== undefined) return 1 + depthOf(first, rooms);
  return rooms.coresIn(region).length > 1 ? 1 : 0;
}
