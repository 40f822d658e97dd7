import { asColumn, raw, transpose } from '@nmap/kernels';
import { NmapError } from '../diagnostic.ts';
import type { ClassId, ClusterId, NeuronId } from '../ids.ts';
import { fanInOf } from '../lower/build-network.ts';
import { grouped } from '../lower/diagnostics.ts';
import type { Network } from '../network.ts';
import type { Constraints, Objective, Problem } from '../problem.ts';
import type { Clustered } from '../stages.ts';
import type { Target } from '../target.ts';
import { trafficFromGraph, type GivenTraffic } from './traffic-from-graph.ts';

/** A graph whose nodes are clusters already, one to a core. */
export interface GivenClusterGraph {
  readonly name: string;
  readonly nodeCount: number;
  readonly source: ArrayLike<number>;
  readonly target: ArrayLike<number>;
  /** Traffic of each edge; real. */
  readonly weight: ArrayLike<number>;
}

export interface ClusterGraphProblem {
  readonly problem: Problem;
  readonly clustered: Clustered;
  readonly droppedSelfLoops: number;
  readonly mergedEdges: number;
}

/**
 * Makes a problem of a cluster graph: a network of one population `clusters` with a neuron
 * of one spike for each node and a synapse for each edge, and its clustering, every neuron
 * by itself, with the given traffic. Clusters are made for the core classes in order, as
 * many as each has live cores. Throws `NmapError('infeasible')` with too few cores.
 */
export function clusterGraphProblem(
  graph: GivenClusterGraph,
  target: Target,
  constraints: Constraints,
  objective: Objective,
): ClusterGraphProblem {
  const { nodeCount } = graph;
  if (nodeCount < 1) {
    throw new NmapError('input', [
      {
        code: 'E1100',
        severity: 'error',
        where: graph.name,
        message: 'has no node.',
        have: 0,
        need: 1,
        unit: 'nodes',
      },
    ]);
  }
  const classOf = assignClasses(graph, target, constraints);
  const given = trafficFromGraph(nodeCount, graph.source, graph.target, graph.weight);
  const problem: Problem = { network: networkOf(graph, given), target, constraints, objective };
  const clusterOf = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) clusterOf[node] = node;
  const clustered: Clustered = {
    stage: 'clustered',
    problem,
    clusterCount: nodeCount,
    clusterOf: asColumn<NeuronId, ClusterId>(clusterOf),
    classOf: asColumn<ClusterId, ClassId>(classOf),
    traffic: given.traffic,
  };
  return { problem, clustered, droppedSelfLoops: given.droppedSelfLoops, mergedEdges: given.mergedEdges };
}

function networkOf(graph: GivenClusterGraph, { traffic }: GivenTraffic): Network {
  const { nodeCount } = graph;
  const { start, target } = traffic.graph;
  const incoming = transpose({ start, target }, nodeCount);
  return {
    name: graph.name,
    timestepMs: 1,
    durationMs: 1000,
    populations: [
      {
        id: 'clusters',
        first: 0,
        vertexCount: nodeCount,
        size: nodeCount,
        shape: [nodeCount],
        role: 'hidden',
        external: false,
      },
    ],
    vertexCount: nodeCount,
    neuronCount: nodeCount,
    synapseCount: target.length,
    spikes: new Uint32Array(nodeCount).fill(1),
    external: new Uint8Array(nodeCount),
    outStart: start,
    outTarget: target,
    outMultiplicity: null,
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity: null,
    fanIn: fanInOf(incoming.start, null),
    kernels: null,
    units: null,
    spec: null,
  };
}

function assignClasses(
  { name, nodeCount }: GivenClusterGraph,
  target: Target,
  constraints: Constraints,
): Uint32Array {
  const live = new Uint32Array(target.classes.length);
  const classOfCore = raw(target.classOf);
  let liveCount = 0;
  for (let core = 0; core < target.coreCount; core++) {
    if (target.dead[core] !== 0) continue;
    live[classOfCore[core]]++;
    liveCount++;
  }
  const available = Math.min(liveCount, constraints.maxCores ?? Infinity);
  if (nodeCount > available) {
    const dead = target.coreCount - liveCount;
    throw new NmapError('infeasible', [
      {
        code: 'E2207',
        severity: 'error',
        where: name,
        message:
          `needs ${grouped(nodeCount)} cores, one for each cluster, may use ${grouped(available)} of ` +
          `${target.name} (${grouped(target.coreCount)} cores, ${grouped(dead)} dead).`,
        have: available,
        need: nodeCount,
        unit: 'cores',
        hint: 'Take a larger chip, or merge clusters.',
      },
    ]);
  }
  const classOf = new Uint32Array(nodeCount);
  let cluster = 0;
  for (let id = 0; id < live.length; id++) {
    for (let i = 0; i < live[id] && cluster < nodeCount; i++) classOf[cluster++] = id;
  }
  return classOf;
}
