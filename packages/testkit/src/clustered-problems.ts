/** Clustered problems that every placer, refiner and router must cope with, one trait each. */
import {
  createTopology,
  type TopologyName,
  makeClustered,
  type Clustered,
  type Problem,
  type Target,
  type Topology,
} from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { randomNetwork } from './networks.ts';
import { buildProblem } from './problem.ts';
import type { TestChip } from './target.ts';

export interface NamedClustering {
  readonly name: string;
  readonly clustered: Clustered;
}

/** Dear along x, cheap along y, dearest between chips: no symmetry of the chip hides a wrong price. */
const UNLIKE = {
  hopEastWestPj: 5,
  hopNorthSouthPj: 2,
  hopDiagonalPj: 3,
  hopTreePj: 2,
  hopChipPj: 40,
  routerPj: 1,
} as const;

/**
 * A random network of `clusters` groups of three neurons, some of them external, on the chip;
 * groups are dealt at random, so that ids say nothing.
 */
export function clusteredOn(
  chip: TestChip,
  clusters: number,
  change: { readonly topology?: Topology; readonly classOf?: readonly number[]; readonly seed?: number } = {},
): Clustered {
  const seed = change.seed ?? 3;
  const externals = 4;
  const network = randomNetwork(seed, 3 * clusters, 14 * clusters, externals);
  const plain = buildProblem(network, { energy: UNLIKE, ...chip });
  const target: Target =
    change.topology === undefined ? plain.target : withTopology(plain.target, change.topology);
  const problem: Problem = { ...plain, target };
  const dealt = new Rng(seed).shuffle(Uint32Array.from({ length: 3 * clusters }, (_, i) => i % clusters));
  const clusterOf = new Uint32Array(network.vertexCount).fill(0xffff_ffff);
  clusterOf.set(dealt, externals);
  const classOf = Uint32Array.from({ length: clusters }, (_, c) => change.classOf?.[c] ?? 0);
  return makeClustered(problem, clusterOf, classOf, clusters);
}

/** A topology of one chip, or of several, with dead links if asked for. */
export function topologyOf(
  kind: TopologyName,
  columns: number,
  rows: number,
  more: {
    readonly chipColumns?: number;
    readonly chipRows?: number;
    readonly deadLinks?: readonly { readonly from: number; readonly to: number }[];
    readonly arity?: readonly number[];
  } = {},
): Topology {
  return createTopology({
    kind,
    columns,
    rows,
    chipColumns: more.chipColumns ?? 1,
    chipRows: more.chipRows ?? 1,
    deadLinks: more.deadLinks ?? [],
    ...(more.arity === undefined ? {} : { arity: more.arity }),
  });
}

function withTopology(target: Target, topology: Topology): Target {
  return { ...target, topology, chipOf: new Uint32Array(topology.tileCount) };
}

export function placementProblems(): readonly NamedClustering[] {
  const tree = { multicast: 'tree' } as const;
  const mesh = { columns: 4, rows: 3 };
  const cut = [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
    { from: 5, to: 6 },
    { from: 6, to: 5 },
  ];
  const classes = [{}, {}, {}] as const;
  return [
    { name: 'mesh', clustered: clusteredOn(mesh, 9) },
    { name: 'full mesh', clustered: clusteredOn(mesh, 12) },
    { name: 'one row', clustered: clusteredOn({ columns: 7, rows: 1 }, 6) },
    { name: 'port in the middle', clustered: clusteredOn({ ...mesh, ioTile: 6 }, 9) },
    { name: 'dead cores', clustered: clusteredOn({ ...mesh, dead: [0, 5, 6] }, 9) },
    {
      name: 'three classes',
      clustered: clusteredOn({ ...mesh, classes, classOf: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 0, 0] }, 8, {
        classOf: [2, 0, 1, 0, 0, 2, 1, 1],
      }),
    },
    {
      name: 'three cores per tile',
      clustered: clusteredOn({ columns: 3, rows: 2, coresPerTile: 3, dead: [4] }, 12),
    },
    {
      name: 'several chips',
      clustered: clusteredOn({ columns: 4, rows: 4 }, 11, {
        topology: topologyOf('mesh', 4, 4, { chipColumns: 2, chipRows: 2 }),
      }),
    },
    {
      name: 'dead links',
      clustered: clusteredOn(mesh, 9, { topology: topologyOf('mesh', 4, 3, { deadLinks: cut }) }),
    },
    {
      name: 'torus',
      clustered: clusteredOn({ columns: 4, rows: 4 }, 10, { topology: topologyOf('torus', 4, 4) }),
    },
    {
      name: 'hex torus, several cores per tile',
      clustered: clusteredOn({ columns: 4, rows: 3, coresPerTile: 2 }, 15, {
        topology: topologyOf('hex-torus', 4, 3),
      }),
    },
    {
      name: 'tree',
      clustered: clusteredOn({ columns: 4, rows: 3 }, 9, {
        topology: topologyOf('tree', 4, 3, { arity: [3, 4] }),
      }),
    },
    { name: 'multicast on a mesh', clustered: clusteredOn({ ...mesh, ...tree }, 9) },
    {
      name: 'multicast, several cores per tile',
      clustered: clusteredOn({ ...mesh, ...tree, coresPerTile: 2 }, 17),
    },
    {
      name: 'multicast on a torus',
      clustered: clusteredOn({ columns: 4, rows: 4, ...tree }, 10, { topology: topologyOf('torus', 4, 4) }),
    },
    {
      name: 'multicast over chips',
      clustered: clusteredOn({ columns: 4, rows: 4, ...tree }, 12, {
        topology: topologyOf('mesh', 4, 4, { chipColumns: 2, chipRows: 2 }),
      }),
    },
    {
      name: 'multicast round dead links',
      clustered: clusteredOn({ ...mesh, ...tree }, 9, {
        topology: topologyOf('mesh', 4, 3, { deadLinks: cut }),
      }),
    },
    { name: 'one cluster', clustered: clusteredOn({ columns: 2, rows: 2 }, 1) },
    { name: 'one core', clustered: clusteredOn({ columns: 1, rows: 1 }, 1) },
    { name: 'no traffic to speak of', clustered: clusteredOn({ columns: 3, rows: 3 }, 2, { seed: 11 }) },
  ];
}
