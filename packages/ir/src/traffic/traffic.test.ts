import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import fc from 'fast-check';
import { NmapError } from '../diagnostic.ts';
import { lower } from '../lower/lower.ts';
import type { Network } from '../network.ts';
import { buildSpec, buildTarget, countedNetwork } from '@nmap/testkit';
import type { Traffic } from '../traffic.ts';
import { verifyStage } from '@nmap/judge';
import { clusterGraphProblem } from './cluster-graph-problem.ts';
import { deriveTraffic } from './derive-traffic.ts';
import { makePlaced } from './make-stages.ts';
import { trafficFromGraph } from './traffic-from-graph.ts';

/** Nets as text: `source>pins=weight`, the port as P. */
function netsOf({ nets }: Traffic): string[] {
  const name = (cluster: number): string => (cluster === NONE ? 'P' : String(cluster));
  return Array.from({ length: nets.netCount }, (_, net) => {
    const pins = [...nets.pins.slice(nets.start[net], nets.start[net + 1])].map(name);
    return `${name(nets.source[net])}>${pins.join(',')}=${nets.weight[net]}`;
  });
}

function edgesOf({ graph }: Traffic): string[] {
  const found: string[] = [];
  for (let from = 0; from < graph.start.length - 1; from++) {
    for (let e = graph.start[from]; e < graph.start[from + 1]; e++) {
      found.push(`${from}>${graph.target[e]}=${graph.weight[e]}`);
    }
  }
  return found;
}

/** The definition, with maps. */
function byHand(network: Network, clusterOf: Uint32Array): Map<string, number> {
  const nets = new Map<string, number>();
  for (let u = 0; u < network.vertexCount; u++) {
    const home = clusterOf[u];
    const targets = [...network.outTarget.slice(network.outStart[u], network.outStart[u + 1])];
    const pins = [...new Set(targets.map((v) => clusterOf[v]))]
      .filter((c) => c !== home)
      .sort((x, y) => x - y);
    if (pins.length === 0 || network.spikes[u] === 0) continue;
    const key = [home, ...pins].map((c) => (c === NONE ? 'P' : c)).join(' ');
    nets.set(key, (nets.get(key) ?? 0) + network.spikes[u]);
  }
  return nets;
}

describe('deriveTraffic', () => {
  it('merges equal nets, drops silent and internal ones', () => {
    // Spikes of neuron i: i + 1. Clusters {0,1}, {2,3}, {4}.
    const network = countedNetwork(5, [
      [0, 2],
      [0, 3],
      [0, 1],
      [1, 3],
      [1, 1],
      [2, 0],
      [2, 4],
      [3, 2],
      [4, 4],
    ]);
    const traffic = deriveTraffic(network, Uint32Array.of(0, 0, 1, 1, 2), 3);
    expect(netsOf(traffic)).toEqual(['0>1=3', '1>0,2=3']);
    expect(edgesOf(traffic)).toEqual(['0>1=3', '1>0=3', '1>2=3']);
    expect(traffic.kind).toBe('network');
    const silent = { ...network, spikes: Uint32Array.of(0, 2, 3, 4, 5) };
    expect(netsOf(deriveTraffic(silent, Uint32Array.of(0, 0, 1, 1, 2), 3))).toEqual(['0>1=2', '1>0,2=3']);
  });

  it('sends external spikes from and to the port', () => {
    const { network } = lower(
      buildSpec(
        [
          { id: 'in', size: 2, external: true, spikes: [5, 7] },
          { id: 'h', size: 2, spikes: [2, 3] },
          { id: 'out', size: 1, external: true, spikes: 100 },
        ],
        [
          { from: 'in', to: 'h', connector: 'all-to-all' },
          { from: 'h', to: 'h', connector: 'all-to-all' },
          { from: 'h', to: 'out', connector: 'all-to-all' },
          { from: 'out', to: 'in', connector: 'all-to-all' },
        ],
      ),
    );
    const traffic = deriveTraffic(network, Uint32Array.of(NONE, NONE, 0, 1, NONE), 2);
    expect(netsOf(traffic)).toEqual(['0>1,P=2', '1>0,P=3', 'P>0,1=12']);
    expect([...traffic.graph.toPort]).toEqual([2, 3]);
    expect([...traffic.graph.fromPort]).toEqual([12, 12]);
    expect(edgesOf(traffic)).toEqual(['0>1=2', '1>0=3']);
  });

  it('equals the definition on random networks', () => {
    const size = 60;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 400 }),
        fc.array(fc.nat(6), { minLength: size, maxLength: size }),
        (synapses, clusters) => {
          const network = countedNetwork(size, synapses);
          // Cluster 6 stands for outside.
          const clusterOf = Uint32Array.from(clusters, (cluster) => (cluster === 6 ? NONE : cluster));
          const traffic = deriveTraffic(network, clusterOf, 6);
          const nets = new Map(
            netsOf(traffic).map((text) => [text.replace(/[>,]/g, ' ').split('=')[0], text]),
          );
          const want = byHand(network, clusterOf);
          expect(nets.size).toBe(traffic.nets.netCount);
          expect(new Map([...nets].map(([key, text]) => [key, Number(text.split('=')[1])]))).toEqual(want);
          const sums = new Map<string, number>();
          for (const [key, weight] of want) {
            const [source, ...pins] = key.split(' ');
            for (const pin of pins) {
              if (source !== 'P' && pin !== 'P')
                sums.set(`${source}>${pin}`, (sums.get(`${source}>${pin}`) ?? 0) + weight);
            }
          }
          expect(
            new Map(edgesOf(traffic).map((text) => [text.split('=')[0], Number(text.split('=')[1])])),
          ).toEqual(sums);
        },
      ),
      { seed: 5 },
    );
  });
});

describe('trafficFromGraph', () => {
  it('merges parallel edges in their order, drops self-loops, sorts rows', () => {
    const { traffic, droppedSelfLoops, mergedEdges } = trafficFromGraph(
      3,
      [2, 0, 0, 1, 2, 0],
      [0, 2, 1, 1, 0, 2],
      [0.1, 1, 2, 9, 0.2, 0.5],
    );
    expect(edgesOf(traffic)).toEqual(['0>1=2', '0>2=1.5', `2>0=${0.1 + 0.2}`]);
    expect(netsOf(traffic)).toEqual(['0>1=2', '0>2=1.5', `2>0=${0.1 + 0.2}`]);
    expect(droppedSelfLoops).toBe(1);
    expect(mergedEdges).toBe(2);
    expect(traffic.kind).toBe('clusters');
  });

  it('names every bad edge', () => {
    let error: unknown;
    try {
      trafficFromGraph(2, [0, 2, 0, 0.5], [1, 0, 1, 0], [NaN, 1, -1, 1]);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(NmapError);
    expect((error as NmapError).diagnostics.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'E1142 edges[0] (0 -> 1)',
      'E1141 edges[1] (2 -> 0)',
      'E1142 edges[2] (0 -> 1)',
      'E1141 edges[3] (0.5 -> 0)',
    ]);
    expect(() => trafficFromGraph(2, [0], [1], [])).toThrow(/E1140/);
  });
});

describe('clusterGraphProblem', () => {
  const ring = {
    name: 'ring',
    nodeCount: 4,
    source: [0, 1, 2, 3, 3],
    target: [1, 2, 3, 0, 3],
    weight: [1, 2, 3, 4.5, 9],
  };
  const none = { maxCores: null };

  it('makes a neuron and a cluster of each node', () => {
    const target = buildTarget({
      rows: 2,
      classes: [{ neurons: 1, inputAxons: 0 }, {}],
      classOf: [0, 1, 0, 1, 1, 1],
    });
    const { problem, clustered, droppedSelfLoops } = clusterGraphProblem(ring, target, none, 'traffic');
    expect(problem.network).toMatchObject({ neuronCount: 4, synapseCount: 4, name: 'ring' });
    expect(problem.network.populations.map(({ id, size }) => `${id} ${size}`)).toEqual(['clusters 4']);
    expect([...problem.network.fanIn]).toEqual([1, 1, 1, 1]);
    expect([...raw(clustered.clusterOf)]).toEqual([0, 1, 2, 3]);
    expect([...raw(clustered.classOf)]).toEqual([0, 0, 1, 1]);
    expect(edgesOf(clustered.traffic)).toEqual(['0>1=1', '1>2=2', '2>3=3', '3>0=4.5']);
    expect(droppedSelfLoops).toBe(1);
    // Given clusters are not judged by the limits that cluster neurons.
    expect(verifyStage(makePlaced(clustered, Uint32Array.of(0, 2, 1, 3)))).toEqual([]);
  });

  it('refuses more clusters than cores', () => {
    const attempt = (target: ReturnType<typeof buildTarget>, maxCores: number | null) => () =>
      clusterGraphProblem(ring, target, { maxCores }, 'traffic');
    expect(attempt(buildTarget({ columns: 3, rows: 1 }), null)).toThrow(/E2207 ring: needs 4 cores/);
    expect(attempt(buildTarget({ rows: 2, dead: [0, 1, 2] }), null)).toThrow(
      /may use 3 of test chip \(6 cores, 3 dead\)/,
    );
    expect(attempt(buildTarget({ rows: 2 }), 3)).toThrow(/E2207/);
    expect(() =>
      clusterGraphProblem({ ...ring, nodeCount: 0 }, buildTarget({ rows: 2 }), none, 'traffic'),
    ).toThrow(/E1100/);
  });
});
