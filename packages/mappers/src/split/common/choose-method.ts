import { NmapError, checkProblem, lower, type Clustered, type Source } from '@nmap/ir';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { growClusters } from '../../limits/grow-clusters.ts';
import type { PassContext } from '../../pass.ts';
import { METHODS, type MethodName } from './methods/methods.ts';
import type { SplitOptions } from './options.ts';
import { makeSplit, needsNoSplit, type MadeSplit } from './split-network.ts';

const PATIENCE_OF_GREEDY = 64;

/** The cheapest method that the chip permits; null where nothing is to be split. */
export function chooseMethod(source: Source, options: SplitOptions, ctx: PassContext): MethodName | null {
  if (needsNoSplit(source)) return null;
  let best: MethodName | null = null;
  let least: readonly number[] = [Infinity];
  const failures: unknown[] = [];
  for (const method of Object.keys(METHODS) as MethodName[]) {
    try {
      const made = makeSplit(source, method, options, ctx);
      if (made === null) return null;
      const cost = costOf(source, made, ctx);
      best ??= method;
      if (compare(cost, least) >= 0) continue;
      best = method;
      least = cost;
    } catch (error) {
      if (!(error instanceof NmapError) || error.kind === 'internal' || error.kind === 'input') throw error;
      failures.push(error);
    }
  }
  if (best === null) throw failures[0];
  return best;
}

/** Packets and spikes of parts, then neurons; Infinity where no clustering is legal. */
function costOf(source: Source, { spec }: MadeSplit, ctx: PassContext): number[] {
  const { target, constraints, objective } = source;
  const problem = { network: lower(spec).network, target, constraints, objective };
  if (checkProblem(problem).some(({ severity }) => severity === 'error')) return [Infinity];
  try {
    const filling = clusterLegally(problem, 'split/auto', { ...ctx, stat: () => undefined }, (empty, watch) =>
      growClusters(problem, empty, PATIENCE_OF_GREEDY, watch),
    );
    return [packetsOf(toClustered(problem, filling)) + spec.split.added.spikes, spec.split.added.neurons];
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'not-found') return [Infinity];
    throw error;
  }
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
