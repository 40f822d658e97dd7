/**
 * A group: populations that share their cores, block by block. All of them are cut into the same number of channels,
 * rows and columns, at the same shares of their axes, and block k of each lies on one core. Most groups are a single
 * population; pooling with its convolution, a sum with what it adds up are others.
 */
import type { BoxModel, BoxProjection } from './box-model.ts';

export interface Group {
  /** Populations, ascending. */
  readonly members: readonly number[];
  /** base[axis] = the shortest member along it: what sizes are counted in. */
  readonly base: readonly [number, number, number];
  /** What the members read, by source; ascending. */
  readonly sources: readonly SourceOf[];
  /** Projections onto members that have no answer by axes. Only a group of one has them. */
  readonly drawn: readonly BoxProjection[];
  /** Equal for groups of which everything but the names and the neighbours is equal. */
  readonly key: string;
}

/** One source population of a group, with all projections from it onto members that have answers by axes. */
export interface SourceOf {
  readonly population: number;
  /** Spikes of one of its neurons; silent ones need an axon too. */
  readonly spikes: number;
  readonly isMember: boolean;
  readonly external: boolean;
  readonly readers: readonly BoxProjection[];
}

export function groupOf(model: BoxModel, members: readonly number[]): Group {
  const { populations, inflows } = model;
  const inside = new Set(members);
  const readersOf = new Map<number, BoxProjection[]>();
  const drawn: BoxProjection[] = [];
  for (const member of members) {
    for (const projection of inflows[member]) {
      if (projection.links === null) {
        drawn.push(projection);
        continue;
      }
      const list = readersOf.get(projection.from);
      if (list === undefined) readersOf.set(projection.from, [projection]);
      else list.push(projection);
    }
  }
  const sources = [...readersOf]
    .sort(([a], [b]) => a - b)
    .map(([population, readers]): SourceOf => ({
      population,
      spikes: populations[population].spikes,
      isMember: inside.has(population),
      external: populations[population].external,
      readers,
    }));
  const shortest = (axis: 0 | 1 | 2): number =>
    members.reduce((least, member) => Math.min(least, populations[member].axes[axis]), Infinity);
  return {
    members,
    base: [shortest(0), shortest(1), shortest(2)],
    sources,
    drawn,
    key: JSON.stringify([
      members.map((member) => populations[member].axes),
      sources.map(({ spikes, external, isMember, population, readers }) => [
        spikes,
        external,
        isMember ? members.indexOf(population) : -1,
        readers.map(({ key, to }) => [key, members.indexOf(to)]),
      ]),
      drawn.map(({ key, from }) => [
        key,
        populations[from].spikes,
        populations[from].external,
        inside.has(from),
      ]),
    ]),
  };
}
