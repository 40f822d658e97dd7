/** What the cores of a part of the chip hold of neurons and synapses, and how many of them a network takes. */
import { raw } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import { mostStored } from '../../limits/most-stored.ts';
import type { PartLimits } from '../../kway/state.ts';
import { coresByTile } from '../../place/common/core-sequence.ts';

/** A part of the chip. */
export interface Cores {
  readonly cores: Uint32Array;
}

export class CoreRooms {
  readonly #problem: Problem;
  readonly #classOf: Uint32Array;
  /** By class of core. */
  readonly #neurons: readonly number[];
  readonly #synapses: readonly number[];

  /** @param mostNeurons of one core, whatever its own limit. */
  constructor(problem: Problem, mostNeurons: number) {
    this.#problem = problem;
    this.#classOf = raw(problem.target.classOf);
    const { classes } = problem.target;
    this.#neurons = classes.map(({ limits }) => Math.min(mostNeurons, limits.neurons ?? Infinity));
    this.#synapses = classes.map(({ limits }) => mostStored(limits));
  }

  /** Live ones, in the order of the tiles. */
  coresIn({ tiles }: { readonly tiles: Uint32Array }): Uint32Array {
    const { dead } = this.#problem.target;
    const { start, cores } = coresByTile(this.#problem.target);
    const found: number[] = [];
    for (const tile of tiles)
      for (let e = start[tile]; e < start[tile + 1]; e++) if (dead[cores[e]] === 0) found.push(cores[e]);
    return Uint32Array.from(found);
  }

  /** The first branches that have so many cores and room for the graph together: no chip is opened for room that another has. */
  choose<Branch extends Cores>(branches: readonly Branch[], wanted: number, graph: Hypergraph): Branch[] {
    const synapses = synapsesOf(graph);
    let [count, cores, n, s] = [0, 0, 0, 0];
    while (count < branches.length && (cores < wanted || n < graph.totalWeight || s < synapses)) {
      const branch = branches[count++];
      cores += branch.cores.length;
      for (const core of branch.cores) {
        n += this.#neurons[this.#classOf[core]];
        s += this.#synapses[this.#classOf[core]];
      }
    }
    return branches.slice(0, Math.max(1, count));
  }

  /** Of each branch so many of its cores, the roomiest. @param depth cuts below these branches. */
  limitsOf(
    branches: readonly Cores[],
    shares: readonly number[],
    graph: Hypergraph,
    depth: number,
  ): PartLimits {
    const { classes } = this.#problem.target;
    const neurons = new Float64Array(branches.length);
    const synapses = new Float64Array(branches.length);
    for (const [part, { cores }] of branches.entries()) {
      for (const core of this.#roomiestFirst(cores).slice(0, shares[part])) {
        neurons[part] += this.#neurons[this.#classOf[core]];
        synapses[part] += this.#synapses[this.#classOf[core]];
      }
    }
    return {
      maxWeight: keptBack(neurons, graph.totalWeight, depth),
      // A kernel that several parts use is stored in each: nothing says how much of all is a part's share.
      maxSynapses: graph.kernels === null ? keptBack(synapses, synapsesOf(graph), depth) : synapses,
      sharesKernels: Uint8Array.from(branches, ({ cores }) =>
        cores.some((core) => classes[this.#classOf[core]].sharedKernels === true) ? 1 : 0,
      ),
    };
  }

  /** Whether parts with these limits hold the graph. */
  hold({ maxWeight, maxSynapses }: PartLimits, graph: Hypergraph): boolean {
    const sum = (column: Float64Array): number => column.reduce((total, each) => total + each, 0);
    return sum(maxWeight) >= graph.totalWeight && sum(maxSynapses) >= synapsesOf(graph);
  }

  #roomiestFirst(cores: Uint32Array): Uint32Array {
    const room = (core: number): number => this.#neurons[this.#classOf[core]];
    return cores.slice().sort((a, b) => (room(a) === room(b) ? a - b : room(b) - room(a)));
  }
}

/** Cores dealt to branches: one after the other filled, or all evenly. `wanted` is at most what they have. */
export const SHARINGS = {
  filled: (branches: readonly Cores[], wanted: number): number[] => {
    let left = wanted;
    return branches.map(({ cores }) => {
      const share = Math.min(left, cores.length);
      left -= share;
      return share;
    });
  },
  even: (branches: readonly Cores[], wanted: number): number[] => {
    const shares = branches.map(() => 0);
    for (let left = wanted; left > 0;) {
      for (const [at, { cores }] of branches.entries()) {
        if (left === 0 || shares[at] === cores.length) continue;
        shares[at]++;
        left--;
      }
    }
    return shares;
  },
} as const;

/** Of shared kernels unknown: 0. */
function synapsesOf({ kernels, nodeCount, nodeSynapses }: Hypergraph): number {
  if (kernels !== null) return 0;
  let sum = 0;
  for (let node = 0; node < nodeCount; node++) sum += nodeSynapses[node];
  return sum;
}

/** Of the room that is left over as much as one of the cuts that are to come may use: the others need some, too. */
function keptBack(room: Float64Array, total: number, depth: number): Float64Array {
  const all = room.reduce((sum, each) => sum + each, 0);
  if (all === Infinity || total === 0) return room;
  const slack = Math.max(0, all / total - 1) / (depth + 1);
  const unit = (total / all) * (1 + slack);
  return room.map((each) => Math.min(each, Math.ceil(unit * each)));
}
