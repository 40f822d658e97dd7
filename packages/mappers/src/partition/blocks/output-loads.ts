/**
 * Output axons and fan-out of a group's blocks beside the grids of those that hear them: for a neuron, the product over
 * the axes of the intervals that it reaches, summed over the groups with targets, less the own block.
 */
import type { Choice, Arrangement } from './arrangement.ts';
import { cutsAlong, knownCuts } from './arrangement.ts';
import type { BoxModel, BoxProjection } from './box-model.ts';
import type { Candidates } from './candidates.ts';
import { intervalKinds } from './interval-kinds.ts';
import { intervalsReached, ownReached, type Reached } from './reach.ts';
import type { Margin } from './block-loads.ts';
import type { Room } from './room.ts';
import { subsetsOf } from './subsets.ts';

/** Blocks of one group reached by neurons of one member through all of some projections. */
interface Term {
  readonly member: number;
  readonly through: readonly BoxProjection[];
  /** null: the group itself. */
  readonly target: Choice | null;
  readonly sign: number;
  /** The own block, which is no output. */
  readonly isOwn: boolean;
}

/** Along an axis, for one size of the group's intervals. */
interface Along {
  /** sums[kind * terms + term] over the positions of an interval; one row for each kind of interval. */
  readonly sums: Float64Array;
  /** most[term], least[term] of an interval. */
  readonly most: Float64Array;
  readonly least: Float64Array;
  /** peak[term] of one position; for own blocks the lowest. */
  readonly peak: Float64Array;
}

export class OutputLoads {
  readonly #model: BoxModel;
  readonly #room: Room;
  readonly #margin: Margin;
  readonly #candidates: Candidates;
  readonly #arrangement: Arrangement;
  readonly #terms: Term[] = [];
  readonly #reachesPort: boolean[];
  readonly #along = new Map<number, Along>();

  constructor(model: BoxModel, room: Room, margin: Margin, candidates: Candidates, arrangement: Arrangement) {
    this.#model = model;
    this.#room = room;
    this.#margin = margin;
    this.#candidates = candidates;
    this.#arrangement = arrangement;
    const { groupOf, choices } = arrangement;
    const { members } = candidates.tables.group;
    this.#reachesPort = members.map((member) =>
      model.outflows[member].some(({ to }) => model.populations[to].external),
    );
    for (const [at, member] of members.entries()) {
      const byGroup = new Map<number, BoxProjection[]>();
      for (const projection of model.outflows[member]) {
        const { to, links } = projection;
        if (links === null || model.populations[to].external) continue;
        const group = members.includes(to) ? -1 : groupOf[to];
        if (group >= 0 && choices[group]!.index < 0) continue;
        const list = byGroup.get(group);
        if (list === undefined) byGroup.set(group, [projection]);
        else list.push(projection);
      }
      for (const [group, readers] of byGroup) {
        const target = group < 0 ? null : choices[group];
        for (const { members: subset, sign } of subsetsOf(readers.length)) {
          const term = { member: at, through: subset.map((k) => readers[k]), target, sign };
          this.#terms.push({ ...term, isOwn: false });
          if (target === null) this.#terms.push({ ...term, isOwn: true });
        }
      }
    }
  }

  fits(index: number): boolean {
    const { channels, rows, columns } = this.#candidates;
    const along = [
      this.#at(0, channels[index]),
      this.#at(1, rows[index]),
      this.#at(2, columns[index]),
    ] as const;
    return this.#fanOutFits(along, index) && this.#axonsFit(along, index);
  }

  #fanOutFits([c, y, x]: readonly [Along, Along, Along], index: number): boolean {
    const { fanOutCores, fanOutCountsOwnCore } = this.#room;
    if (fanOutCores === Infinity) return true;
    const most = this.#reachesPort.map((reaches, at) => (reaches ? 1 : 0) + this.#drawnReach(at, index));
    for (const [term, { member, sign, isOwn, through }] of this.#terms.entries()) {
      if (through.length > 1 || sign < 0 || (isOwn && fanOutCountsOwnCore)) continue;
      const product = c.peak[term] * y.peak[term] * x.peak[term];
      most[member] += isOwn ? -product : product;
    }
    return most.every((reached) => reached <= fanOutCores);
  }

  /** Output axons of the fullest block. */
  mostAxons(index: number): number {
    const { channels, rows, columns } = this.#candidates;
    return this.#mostAxons(
      [this.#at(0, channels[index]), this.#at(1, rows[index]), this.#at(2, columns[index])],
      this.#otherAxons(index),
      Infinity,
    );
  }

  #axonsFit(along: readonly [Along, Along, Along], index: number): boolean {
    const { outputAxons } = this.#room;
    return (
      outputAxons === Infinity || this.#mostAxons(along, this.#otherAxons(index), outputAxons) <= outputAxons
    );
  }

  /** @param enough the search may end with any number up to this that is not exceeded, or with the first above it. */
  #mostAxons([c, y, x]: readonly [Along, Along, Along], extra: number, enough: number): number {
    const width = this.#terms.length;
    let bound = extra;
    for (let term = 0; term < width; term++) {
      const isLess = this.#isLess(term);
      const [alongC, alongY, alongX] = isLess ? [c.least, y.least, x.least] : [c.most, y.most, x.most];
      bound += (isLess ? -1 : 1) * alongC[term] * alongY[term] * alongX[term];
    }
    if (width <= 1 || (enough < Infinity && bound <= enough)) return bound;
    let most = 0;
    for (let i = 0; i < c.sums.length; i += width) {
      for (let j = 0; j < y.sums.length; j += width) {
        for (let k = 0; k < x.sums.length; k += width) {
          let axons = extra;
          for (let term = 0; term < width; term++) {
            const product = c.sums[i + term] * y.sums[j + term] * x.sums[k + term];
            axons += this.#isLess(term) ? -product : product;
          }
          if (axons > most) most = axons;
          if (most > enough) return most;
        }
      }
    }
    return most;
  }

  /** Terms that are taken off. */
  #isLess(term: number): boolean {
    const { sign, isOwn } = this.#terms[term];
    return sign < 0 !== isOwn;
  }

  /** To the port and through drawn projections, of the fullest block. */
  #otherAxons(index: number): number {
    const { deviations } = this.#margin;
    let axons = 0;
    for (const [at, member] of this.#candidates.tables.group.members.entries()) {
      const { axes } = this.#model.populations[member];
      const neurons = axes.reduce(
        (product, _, axis) => product * this.#longest(member, axis as 0 | 1 | 2, index),
        1,
      );
      if (this.#reachesPort[at]) axons += neurons;
      const expected = neurons * this.#drawnReach(at, index);
      axons += expected + (expected > 0 ? deviations * Math.sqrt(expected) : 0);
    }
    return axons;
  }

  /** Blocks that a neuron of a member reaches through drawn projections, in expectation. */
  #drawnReach(at: number, index: number): number {
    const { groupOf, choices } = this.#arrangement;
    const { members } = this.#candidates.tables.group;
    let reached = 0;
    for (const { to, drawn } of this.#model.outflows[members[at]]) {
      if (drawn === null || this.#model.populations[to].external) continue;
      const blocks = members.includes(to)
        ? this.#candidates.blocks[index]
        : choices[groupOf[to]]!.index < 0
          ? 0
          : choices[groupOf[to]]!.candidates.blocks[choices[groupOf[to]]!.index];
      if (blocks > 0) reached += blocks * drawn.chance(this.#model.populations[to].size / blocks);
    }
    return reached;
  }

  #longest(member: number, axis: 0 | 1 | 2, index: number): number {
    const cuts = cutsAlong(this.#model, { candidates: this.#candidates, index }, member, axis);
    let longest = 0;
    for (let k = 0; k + 1 < cuts.length; k++) longest = Math.max(longest, cuts[k + 1] - cuts[k]);
    return longest;
  }

  #at(axis: 0 | 1 | 2, sizeIndex: number): Along {
    const key = sizeIndex * 3 + axis;
    let along = this.#along.get(key);
    if (along === undefined) this.#along.set(key, (along = this.#count(axis, sizeIndex)));
    return along;
  }

  #count(axis: 0 | 1 | 2, sizeIndex: number): Along {
    const { group, axes } = this.#candidates.tables;
    const size = axes[axis].sizes[sizeIndex];
    const parts = axes[axis].parts[sizeIndex];
    const width = this.#terms.length;
    const sums = new Float64Array(parts * width);
    const most = new Float64Array(width);
    const least = new Float64Array(width).fill(Infinity);
    const peak = new Float64Array(width);
    const own = (population: number): Uint32Array =>
      knownCuts(this.#model.populations[population].axes[axis], group.base[axis], size);
    for (const [term, { member, through, target, isOwn }] of this.#terms.entries()) {
      const reached = through.map(({ links, to }): Reached => ({
        link: links!.along[axis],
        cuts: target === null ? own(to) : cutsAlong(this.#model, target, to, axis),
      }));
      const inCuts = own(group.members[member]);
      const counts = isOwn ? ownReached(reached, inCuts) : intervalsReached(reached);
      if (isOwn) peak[term] = Infinity;
      for (let part = 0; part < parts; part++) {
        let sum = 0;
        for (let input = inCuts[part]; input < inCuts[part + 1]; input++) {
          sum += counts[input];
          peak[term] = isOwn ? Math.min(peak[term], counts[input]) : Math.max(peak[term], counts[input]);
        }
        sums[part * width + term] = sum;
        most[term] = Math.max(most[term], sum);
        least[term] = Math.min(least[term], sum);
      }
    }
    return { sums: intervalKinds(sums, width, (term) => this.#isLess(term)), most, least, peak };
  }
}
