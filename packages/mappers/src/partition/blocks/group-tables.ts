/**
 * What a group asks of its cores, axis by axis: every count of a box is a sum of products of three lengths, one for each
 * axis, so that for each size of interval along each axis the sum and the largest of these lengths say everything about
 * all grids. O(intervals of all sizes), not O(grids).
 */
import type { AxisLink, AxisLinks } from '@nmap/ir';
import { readByAll, synapsesBefore, type Reader } from './axis-counts.ts';
import type { BoxModel } from './box-model.ts';
import { cutsOf, sizesOf } from './cuts.ts';
import type { Group } from './group.ts';
import { subsetsOf } from './subsets.ts';

/** A product of one number for each axis. */
export interface Term {
  /** neurons of a member; synapses of a projection; sources that a set of readers read; those on the own core. */
  readonly kind: 'neurons' | 'synapses' | 'sources' | 'own';
  /** Member, projection or source by its position in the group. */
  readonly of: number;
  /** By inclusion and exclusion: 1 or -1. */
  readonly sign: number;
  /** False for what several readers of a source share. */
  readonly isSingle: boolean;
  /** Of synapses: the member that they are onto, and {@link AxisLinks} of them. */
  readonly member: number;
  readonly links: AxisLinks | null;
}

const PLAIN = { sign: 1, isSingle: true, member: -1, links: null } as const;

export interface AxisTable {
  /** sizes[i], ascending; parts[i] = intervals of that size. */
  readonly sizes: Uint32Array;
  readonly parts: Uint32Array;
  /** sums[i * terms + term] and largest[...] over the intervals; middle[...] = of one in the middle. */
  readonly sums: Float64Array;
  readonly largest: Float64Array;
  readonly middle: Float64Array;
  /** last[...] = of the last interval, which may be shorter than the others. */
  readonly last: Float64Array;
}

export interface GroupTables {
  readonly group: Group;
  readonly terms: readonly Term[];
  readonly axes: readonly [AxisTable, AxisTable, AxisTable];
  /** Values of every term in every interval of one size: values[part * terms + term]. */
  readonly values: (axis: number, size: number) => Float64Array;
}

/** @param longest no interval of a member is worth more neurons than that. */
export function groupTables(model: BoxModel, group: Group, longest: number): GroupTables {
  const terms: Term[] = [];
  const fill: ((axis: number, cuts: readonly Uint32Array[], part: number) => number)[] = [];
  const indexOf = new Map(group.members.map((member, index) => [member, index] as const));
  for (const index of group.members.keys()) {
    terms.push({ ...PLAIN, kind: 'neurons', of: index });
    fill.push((_, cuts, part) => cuts[index][part + 1] - cuts[index][part]);
  }
  const before = new Map<AxisLink, Float64Array>();
  group.sources
    .flatMap(({ readers }) => readers)
    .forEach(({ links, to }, at) => {
      const member = indexOf.get(to)!;
      terms.push({ ...PLAIN, kind: 'synapses', of: at, member, links });
      const sums = links!.along.map((link) => {
        let known = before.get(link);
        if (known === undefined) before.set(link, (known = synapsesBefore(link)));
        return known;
      });
      fill.push((axis, cuts, part) => sums[axis][cuts[member][part + 1]] - sums[axis][cuts[member][part]]);
    });
  group.sources.forEach((source, at) => {
    for (const { members: subset, sign } of subsetsOf(source.readers.length)) {
      const readersAt = (axis: number, cuts: readonly Uint32Array[], part: number): Reader[] =>
        subset.map((index) => {
          const { links, to } = source.readers[index];
          const own = cuts[indexOf.get(to)!];
          return { link: links!.along[axis], from: own[part], to: own[part + 1] };
        });
      const { axes } = model.populations[source.population];
      const isSingle = subset.length === 1;
      terms.push({ ...PLAIN, kind: 'sources', of: at, sign, isSingle });
      fill.push((axis, cuts, part) => readByAll(readersAt(axis, cuts, part), 0, axes[axis]));
      const member = indexOf.get(source.population);
      if (member === undefined) continue;
      terms.push({ ...PLAIN, kind: 'own', of: at, sign, isSingle });
      fill.push((axis, cuts, part) =>
        readByAll(readersAt(axis, cuts, part), cuts[member][part], cuts[member][part + 1]),
      );
    }
  });
  const width = terms.length;
  const values = (axis: number, size: number): Float64Array => {
    const base = group.base[axis];
    const cuts = group.members.map((member) => cutsOf(model.populations[member].axes[axis], base, size));
    const parts = Math.ceil(base / size);
    const out = new Float64Array(parts * width);
    for (let part = 0; part < parts; part++)
      for (let term = 0; term < width; term++) out[part * width + term] = fill[term](axis, cuts, part);
    return out;
  };
  const table = (axis: 0 | 1 | 2): AxisTable => {
    const sizes = sizesOf(group.base[axis], longest);
    const parts = sizes.map((size) => Math.ceil(group.base[axis] / size));
    const sums = new Float64Array(sizes.length * width);
    const largest = new Float64Array(sizes.length * width);
    const middle = new Float64Array(sizes.length * width);
    const last = new Float64Array(sizes.length * width);
    sizes.forEach((size, i) => {
      const all = values(axis, size);
      for (let part = 0; part < parts[i]; part++) {
        for (let term = 0; term < width; term++) {
          const value = all[part * width + term];
          sums[i * width + term] += value;
          if (value > largest[i * width + term]) largest[i * width + term] = value;
        }
      }
      const center = ((parts[i] - 1) >> 1) * width;
      middle.set(all.subarray(center, center + width), i * width);
      last.set(all.subarray(all.length - width), i * width);
    });
    return { sizes, parts, sums, largest, middle, last };
  };
  return { group, terms, axes: [table(0), table(1), table(2)], values };
}
