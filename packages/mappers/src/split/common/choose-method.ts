import { KeptAnswers, NmapError, checkProblem, lower, type Clustered, type Source } from '@nmap/ir';
import { unlessNotFound } from '../../limits/unless-not-found.ts';
import type { PassContext } from '../../pass.ts';
import { METHODS, type MethodName } from './methods/methods.ts';
import type { SplitOptions } from './options.ts';
import { splitBasis } from './split-basis.ts';
import { splitClustering } from './split-clustering.ts';
import { keepOnly, makeSplit, needsNoSplit, type MadeSplit } from './split-network.ts';
import { reachesAnyCore } from './walls.ts';

const NAMES = Object.keys(METHODS) as MethodName[];

const chosen = new KeptAnswers<MethodName | null>();

/** The cheapest method that the chip permits; null where nothing is to be split. Found once for a network, a chip and options. */
export function chooseMethod(source: Source, options: SplitOptions, ctx: PassContext): MethodName | null {
  if (needsNoSplit(source)) return null;
  const { target, constraints, objective } = source;
  const packed: SplitOptions = { ...options, groups: 'packed' };
  const method = chosen.of(source, [packed, constraints, objective], () =>
    cheapestMethod(source, packed, ctx),
  );
  // The clusters of a partitioner may need relays where packed ones need none, and none may where all cores are within reach.
  const mayNeedRelays = options.groups === 'partitioner' && !reachesAnyCore(target);
  return method ?? (mayNeedRelays ? NAMES[0] : null);
}

function cheapestMethod(source: Source, options: SplitOptions, ctx: PassContext): MethodName | null {
  const basis = { ...splitBasis(source, `split/${NAMES[0]}`, options), listed: new Map() };
  // Where no neuron has too many inputs the methods have nothing to differ in.
  const methods = basis.over.includes(1) ? NAMES : NAMES.slice(0, 1);
  let best: MethodName | null = null;
  let bestMade: MadeSplit | null = null;
  let least: readonly number[] = [Infinity];
  const failures: unknown[] = [];
  for (const method of methods) {
    try {
      const made = makeSplit(source, method, options, ctx, basis);
      if (made === null) return null;
      if (methods.length === 1) return method;
      // Packets only add to it.
      if (made.spec.split.added.spikes > least[0]) continue;
      const cost = made.foundNone ? [Infinity] : costOf(source, made, ctx);
      if (best !== null && compare(cost, least) >= 0) continue;
      best = method;
      bestMade = made;
      least = cost;
    } catch (error) {
      if (!(error instanceof NmapError) || error.kind === 'internal' || error.kind === 'input') throw error;
      failures.push(error);
    }
  }
  if (best === null) throw failures[0];
  keepOnly(source, bestMade);
  return best;
}

/** Packets and spikes of parts, then neurons; Infinity where no clustering is legal. */
function costOf(source: Source, { spec }: MadeSplit, ctx: PassContext): number[] {
  const { target, constraints, objective } = source;
  const problem = { network: lower(spec).network, target, constraints, objective };
  if (checkProblem(problem).some(({ severity }) => severity === 'error')) return [Infinity];
  const clustered = unlessNotFound(() => splitClustering(problem, ctx));
  const { added } = spec.split;
  return clustered === null ? [Infinity] : [packetsOf(clustered) + added.spikes, added.neurons];
}

function packetsOf({ traffic: { nets } }: Clustered): number {
  let packets = 0;
  for (let net = 0; net < nets.netCount; net++)
    packets += nets.weight[net] * (nets.start[net + 1] - nets.start[net]);
  return packets;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - (b[at] ?? Infinity);
  return 0;
}
