import {
  spikesGiven,
  windowOf,
  type NetworkSpec,
  type PartsOf,
  type PopulationSpec,
  type ProjectionSpec,
} from '@nmap/ir';
import { INNER, type Edges } from './edges.ts';
import { extraSpikes, type RateModel } from './extra-spikes.ts';
import { projectionOrder } from './projection-order.ts';
import { followsDynamics, type Timing } from './retime.ts';
import { delaySteps, populationIndex, type SplitState } from './split-state.ts';

/** Populations of the split network: those of the file, then the parts and the relays of each. */
export interface Layout {
  readonly populations: readonly { readonly id: string; readonly first: number; readonly size: number }[];
  /** populationOf[neuron] in the split network. */
  readonly populationOf: Uint32Array;
  readonly partsOf: readonly PartsOf[];
}

export function layOut({ spec, firstOf, extras }: SplitState): Layout {
  const neuronCount = firstOf.at(-1)!;
  const populations = spec.populations.map(({ id, size }, at) => ({ id, first: firstOf[at], size }));
  const taken = new Set(populations.map(({ id }) => id));
  const populationOf = new Uint32Array(neuronCount + extras.length);
  for (const [at, { first, size }] of populations.entries()) populationOf.fill(at, first, first + size);
  const partsOf: PartsOf[] = [];
  let from = 0;
  for (let at = 0; at < extras.length; at++) {
    const { kind, of } = extras[at];
    const owner = populationOf[of];
    const next = extras[at + 1];
    if (next !== undefined && next.kind === kind && populationOf[next.of] === owner) continue;
    const size = at + 1 - from;
    const id = freeName(`${populations[owner].id}.${kind}s`, taken);
    populationOf.fill(populations.length, neuronCount + from, neuronCount + at + 1);
    populations.push({ id, first: neuronCount + from, size });
    const neurons = runsOf(
      extras.slice(from, at + 1).map((extra) => extra.of),
      firstOf[owner],
    );
    partsOf.push({ id, kind: `${kind}s`, of: populations[owner].id, size, neurons });
    from = at + 1;
  }
  return { populations, populationOf, partsOf };
}

function freeName(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let more = 2; taken.has(id); more++) id = `${wanted}${more}`;
  taken.add(id);
  return id;
}

function runsOf(owners: readonly number[], first: number): [number, number, number][] {
  const runs: [number, number, number][] = [];
  for (let at = 0; at < owners.length;) {
    let end = at;
    while (owners[end] === owners[at]) end++;
    const local = owners[at] - first;
    const last = runs.at(-1);
    if (last?.[1] === local - 1 && last[2] === end - at) last[1] = local;
    else runs.push([local, local, end - at]);
    at = end;
  }
  return runs;
}

/** The network with its parts, at a timing. */
export function buildSpec(state: SplitState, layout: Layout, timing: Timing, rates: RateModel): NetworkSpec {
  const { spec } = state;
  return {
    ...spec,
    populations: [
      ...spec.populations.map((population, at) => shifted(population, spec, timing.laterBy[at])),
      ...extraPopulations(state, layout, rates),
    ],
    projections: projectionOrder(
      state,
      keptProjections(state, timing),
      listedProjections(state, layout, timing),
    ),
  };
}

/** Its dynamics begin when the first spike that it should hear can arrive. */
function shifted(population: PopulationSpec, spec: NetworkSpec, laterBy: number): PopulationSpec {
  if (laterBy === 0 || !followsDynamics(population)) return population;
  const start = population.params?.['windowStartMs'] ?? 0;
  if (typeof start !== 'number') return population;
  const windowStartMs = start + laterBy * spec.timestepMs;
  return { ...population, params: { ...population.params, windowStartMs } };
}

function extraPopulations(
  state: SplitState,
  { partsOf, populations }: Layout,
  rates: RateModel,
): PopulationSpec[] {
  if (partsOf.length === 0) return [];
  const spikes = extraSpikes(state, spikesOfFile(state), windowOf(state.spec).steps, rates);
  const known = state.spec.populations.length;
  const neuronCount = state.firstOf.at(-1)!;
  return partsOf.map(({ id, size }, at) => {
    const from = populations[known + at].first - neuronCount;
    return { id, size, role: 'hidden', model: 'adder', spikes: spikes.slice(from, from + size) };
  });
}

function spikesOfFile({ spec, firstOf }: SplitState): Uint32Array {
  const spikes = new Uint32Array(firstOf.at(-1)!);
  for (const [at, population] of spec.populations.entries()) {
    const given = spikesGiven(population, spec.durationMs);
    for (let local = 0; local < population.size; local++)
      spikes[firstOf[at] + local] = typeof given === 'number' ? given : given(local);
  }
  return spikes;
}

/** Projections that are not listed: only their delays may change. */
function keptProjections({ spec, isListed }: SplitState, { laterBy }: Timing): ProjectionSpec[] {
  const index = populationIndex(spec);
  return spec.projections.flatMap((projection, at) => {
    if (isListed[at] === 1) return [];
    const more = laterBy[index.get(projection.to)!] - laterBy[index.get(projection.from)!];
    if (more === 0) return [projection];
    const { delayMs = spec.timestepMs } = projection;
    const moved = (each: number): number =>
      Math.max(1, delaySteps(each, spec.timestepMs) + more) * spec.timestepMs;
    return [
      {
        ...projection,
        delayMs: typeof delayMs === 'number' ? moved(delayMs) : Float64Array.from(delayMs, moved),
      },
    ];
  });
}

/** One list for each pair of populations that edges join, in the order in which edges first join them. */
function listedProjections({ edges, spec }: SplitState, layout: Layout, timing: Timing): ProjectionSpec[] {
  const { populations, populationOf } = layout;
  const { count, from, to, weight } = edges;
  const first = Uint32Array.from(populations, (each) => each.first);
  const { pairs, counts, listOf } = pairsJoined(edges, layout);
  const delaySteps = delaysOf(edges, spec, timing);
  const weightsDiffer = listsThatDiffer(weight, listOf, counts);
  const delaysDiffer = listsThatDiffer(delaySteps, listOf, counts);
  const columns = counts.map((length, list) => ({
    pre: new Uint32Array(length),
    post: new Uint32Array(length),
    // Where all of a list are the same one stands for them.
    weight: new Float64Array(weightsDiffer[list] === 1 ? length : 1),
    delayMs: new Float64Array(delaysDiffer[list] === 1 ? length : 1),
  }));
  const filled = new Uint32Array(columns.length);
  for (let edge = 0; edge < count; edge++) {
    const list = listOf[edge];
    const column = columns[list];
    const at = filled[list]++;
    column.pre[at] = from[edge] - first[populationOf[from[edge]]];
    column.post[at] = to[edge] - first[populationOf[to[edge]]];
    if (at === 0 || weightsDiffer[list] === 1) column.weight[at] = weight[edge]!;
    if (at === 0 || delaysDiffer[list] === 1) column.delayMs[at] = delaySteps[edge] * spec.timestepMs;
  }
  return columns.map(({ pre, post, ...column }, list) => ({
    from: populations[Math.floor(pairs[list] / populations.length)].id,
    to: populations[pairs[list] % populations.length].id,
    connector: 'list',
    pre,
    post,
    weight: weightsDiffer[list] === 1 ? column.weight : column.weight[0],
    delayMs: delaysDiffer[list] === 1 ? column.delayMs : column.delayMs[0],
  }));
}

/** delaySteps[edge] at a timing. */
function delaysOf(
  { count, steps, hops, projection }: Edges,
  { populations, projections }: SplitState['spec'],
  { laterBy }: Timing,
): Uint32Array {
  const index = populationIndex({ populations });
  // more[projection] = steps by which its target comes to lag behind its source.
  const more = Int32Array.from(
    projections,
    ({ from, to }) => laterBy[index.get(to)!] - laterBy[index.get(from)!],
  );
  const delaySteps = new Uint32Array(count);
  for (let edge = 0; edge < count; edge++)
    delaySteps[edge] =
      projection[edge] === INNER ? 1 : Math.max(1, steps[edge] - hops[edge] + more[projection[edge]]);
  return delaySteps;
}

/** differ[list] = 1: not all edges of the list have the same value. */
function listsThatDiffer(
  values: ArrayLike<number>,
  listOf: Uint32Array,
  counts: readonly number[],
): Uint8Array {
  const firstOf = new Float64Array(counts.length);
  const isSeen = new Uint8Array(counts.length);
  const differ = new Uint8Array(counts.length);
  for (let edge = 0; edge < listOf.length; edge++) {
    const list = listOf[edge];
    if (isSeen[list] === 0) {
      isSeen[list] = 1;
      firstOf[list] = values[edge];
    } else if (values[edge] !== firstOf[list]) differ[list] = 1;
  }
  return differ;
}

/** pairs[list] = source population x populations + target population, counts[list] = its edges, listOf[edge] = its list. */
function pairsJoined(
  { count, from, to }: Edges,
  { populations, populationOf }: Layout,
): { readonly pairs: readonly number[]; readonly counts: readonly number[]; readonly listOf: Uint32Array } {
  const known = new Map<number, number>();
  const pairs: number[] = [];
  const counts: number[] = [];
  const listOf = new Uint32Array(count);
  // Edges of a pair mostly come one after the other: the table is asked where the pair changes.
  let pair = -1;
  let list = -1;
  for (let edge = 0; edge < count; edge++) {
    const its = populationOf[from[edge]] * populations.length + populationOf[to[edge]];
    if (its !== pair) {
      pair = its;
      list = known.get(pair) ?? -1;
      if (list === -1) {
        list = pairs.push(pair) - 1;
        counts.push(0);
        known.set(pair, list);
      }
    }
    listOf[edge] = list;
    counts[list]++;
  }
  return { pairs, counts, listOf };
}
