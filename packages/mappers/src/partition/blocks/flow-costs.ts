/**
 * What a grid of one group costs beside the grids of all others: its packets and their ways, the ways of packets out of
 * it, and its cores.
 */
import type { AxisLink } from '@nmap/ir';
import { sizeAt, type Arrangement, type Choice, type JoinedIntervals } from './arrangement.ts';
import type { BoxModel, BoxProjection } from './box-model.ts';
import type { Candidates } from './candidates.ts';
import { expectedHops, type Distances } from './distance.ts';
import type { BlockPrices } from './prices.ts';

export interface Costs {
  readonly model: BoxModel;
  readonly prices: BlockPrices;
  readonly distances: Distances;
  readonly joined: JoinedIntervals;
}

/** Of packets from blocks that are not chosen yet. */
const USUAL_HOPS = 2.5;

/** Of packets and their ways. */
export interface Sent {
  packets: number;
  hops: number;
}

/** Packets between a group and another, or itself. */
interface Flow {
  readonly readers: readonly Along[];
  /** At the other end; -1 = the group itself. */
  readonly group: number;
  readonly blocks: number;
  /** The source of the group that the packets come from; -1 where they leave the group, and are `packets`. */
  readonly source: number;
  readonly packets: number;
}

type Along = readonly [PairsAlong, PairsAlong, PairsAlong];

/** Pairs of joined intervals along an axis for each size of the group's intervals, counted when asked for. */
class PairsAlong {
  readonly #pairs: Float64Array;
  readonly #count: (index: number) => number;

  constructor(sizes: number, count: (index: number) => number) {
    this.#pairs = new Float64Array(sizes).fill(-1);
    this.#count = count;
  }

  at(index: number): number {
    let pairs = this.#pairs[index];
    if (pairs < 0) this.#pairs[index] = pairs = this.#count(index);
    return pairs;
  }
}

/** For one group in one arrangement. The group's own choice is not read. */
export class FlowCosts {
  readonly #costs: Costs;
  readonly #candidates: Candidates;
  readonly #into: Flow[] = [];
  readonly #out: Flow[] = [];
  /** Sources outside the chip, and those whose grid is not chosen yet, with the way of their packets. */
  readonly #distant: { readonly source: number; readonly hops: number }[] = [];

  constructor(costs: Costs, candidates: Candidates, arrangement: Arrangement) {
    this.#costs = costs;
    this.#candidates = candidates;
    const { groupOf, choices } = arrangement;
    const open: { readonly source: number; readonly hops: number }[] = [];
    candidates.tables.group.sources.forEach(({ population, isMember, external, readers }, source) => {
      if (external || (!isMember && choices[groupOf[population]]!.index < 0)) {
        if (external) this.#distant.push({ source, hops: costs.distances.fromPort });
        else open.push({ source, hops: USUAL_HOPS });
        return;
      }
      const other = isMember ? null : choices[groupOf[population]];
      this.#into.push({
        readers: readers.map((reader) => this.#alongInto(reader, other)),
        group: isMember ? -1 : groupOf[population],
        blocks: other === null ? 0 : other.candidates.blocks[other.index],
        source,
        packets: 0,
      });
    });
    this.#distant.push(...open);
    for (const [member, to, readers] of this.#leaving(arrangement)) {
      const other = choices[to]!;
      if (other.index < 0) continue;
      const { sources } = other.candidates.tables.group;
      const source = sources.findIndex(({ population }) => population === member);
      this.#out.push({
        readers: readers.map((reader) => this.#alongOut(reader, other)),
        group: to,
        blocks: other.candidates.blocks[other.index],
        source: -1,
        packets: other.candidates.packets[other.index * sources.length + source],
      });
    }
  }

  /** Into the group, its cores and the packets out of it. */
  costOf(index: number): number {
    const { prices } = this.#costs;
    const sent = this.into(index);
    for (const flow of this.#out) this.#add(sent, flow, index);
    return (
      prices.perPacket * sent.packets +
      prices.perHop * sent.hops +
      prices.perCore * this.#candidates.cores[index]
    );
  }

  /** What the blocks hear. */
  into(index: number): Sent {
    const { distances } = this.#costs;
    const { blocks, packets, drawn, tables } = this.#candidates;
    const { sources, drawn: projections } = tables.group;
    const sent = { packets: 0, hops: 0 };
    for (const flow of this.#into) this.#add(sent, flow, index);
    for (const { source, hops } of this.#distant) {
      const heard = packets[index * sources.length + source];
      sent.packets += heard;
      sent.hops += heard * hops;
    }
    for (let d = 0; d < projections.length; d++) {
      const heard = drawn[index * projections.length + d];
      sent.packets += heard;
      sent.hops += heard * expectedHops(blocks[index] ** 2, blocks[index], blocks[index], distances);
    }
    return sent;
  }

  /** Of {@link costOf}, packets that another group sends. */
  costFrom(group: number, index: number): number {
    const { perPacket, perHop } = this.#costs.prices;
    const sent = { packets: 0, hops: 0 };
    for (const flow of this.#into) if (flow.group === group) this.#add(sent, flow, index);
    return perPacket * sent.packets + perHop * sent.hops;
  }

  #add(sent: Sent, { readers, blocks, source, packets }: Flow, index: number): void {
    const { channels, rows, columns, blocks: own, packets: heard, tables } = this.#candidates;
    const count = source < 0 ? packets : heard[index * tables.group.sources.length + source];
    if (count === 0) return;
    let pairs = 0;
    for (const [c, y, x] of readers)
      pairs = Math.max(pairs, c.at(channels[index]) * y.at(rows[index]) * x.at(columns[index]));
    sent.packets += count;
    sent.hops +=
      count * expectedHops(pairs, blocks === 0 ? own[index] : blocks, own[index], this.#costs.distances);
  }

  /** Projections with answers by axes from members to other groups, by member and group. */
  #leaving({ groupOf }: Arrangement): (readonly [member: number, to: number, BoxProjection[]])[] {
    const { members } = this.#candidates.tables.group;
    const found: (readonly [number, number, BoxProjection[]])[] = [];
    for (const member of members) {
      const readersOf = new Map<number, BoxProjection[]>();
      for (const projection of this.#costs.model.outflows[member]) {
        const { links, to } = projection;
        if (links === null || groupOf[to] < 0 || members.includes(to)) continue;
        const list = readersOf.get(groupOf[to]);
        if (list === undefined) readersOf.set(groupOf[to], [projection]);
        else list.push(projection);
      }
      for (const [to, readers] of readersOf) found.push([member, to, readers]);
    }
    return found;
  }

  #along(
    { links }: BoxProjection,
    count: (link: AxisLink, axis: number, own: number, ownBase: number) => number,
  ): Along {
    const { axes, group } = this.#candidates.tables;
    const along = (axis: 0 | 1 | 2): PairsAlong =>
      new PairsAlong(axes[axis].sizes.length, (index) =>
        count(links!.along[axis], axis, axes[axis].sizes[index], group.base[axis]),
      );
    return [along(0), along(1), along(2)];
  }

  /** @param other where the projection begins; null: in the group itself. */
  #alongInto(projection: BoxProjection, other: Choice | null): Along {
    const { joined } = this.#costs;
    return this.#along(projection, (link, axis, own, ownBase) => {
      const [base, size] = other === null ? [ownBase, own] : sizeOf(other, axis);
      return joined.count(link, base, size, ownBase, own);
    });
  }

  #alongOut(projection: BoxProjection, other: Choice): Along {
    const { joined } = this.#costs;
    return this.#along(projection, (link, axis, own, ownBase) => {
      const [base, size] = sizeOf(other, axis);
      return joined.count(link, ownBase, own, base, size);
    });
  }
}

function sizeOf({ candidates, index }: Choice, axis: number): readonly [base: number, size: number] {
  return [candidates.tables.group.base[axis], sizeAt(candidates, index, axis)];
}
