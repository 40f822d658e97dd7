import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NONE } from '@nmap/kernels';
import { clusterReach, coreLoads, makeClustered, netSizes } from '@nmap/ir';
import { CLUSTERS, buildProblem, buildTarget, drawnClustering, type DrawnClustering } from '@nmap/testkit';
import { clusterLoads } from './cluster-loads.ts';

function reachOf({ network, clusterOf }: DrawnClustering) {
  const problem = buildProblem(network, buildTarget({ rows: 2 }));
  return clusterReach(makeClustered(problem, clusterOf, new Uint32Array(CLUSTERS), CLUSTERS));
}

describe('clusterReach', () => {
  it('names the clusters of the targets, in their order, with the synapses onto each', () => {
    fc.assert(
      fc.property(drawnClustering, (drawn) => {
        const { network, clusterOf } = drawn;
        const reach = reachOf(drawn);
        for (let u = 0; u < network.vertexCount; u++) {
          const expected = new Map<number, number>();
          for (let e = network.outStart[u]; e < network.outStart[u + 1]; e++) {
            const cluster = Math.min(clusterOf[network.outTarget[e]], CLUSTERS);
            expected.set(cluster, (expected.get(cluster) ?? 0) + (network.outMultiplicity?.[e] ?? 1));
          }
          const found = [...reach.cluster.keys()]
            .slice(reach.start[u], reach.start[u + 1])
            .map((e) => [reach.cluster[e], reach.synapses[e]]);
          expect(found).toEqual([...expected]);
        }
      }),
    );
  });

  it('lists every neuron under its cluster, external ones under the port', () => {
    fc.assert(
      fc.property(drawnClustering, (drawn) => {
        const reach = reachOf(drawn);
        const neurons = [...drawn.clusterOf.keys()];
        for (let cluster = 0; cluster <= CLUSTERS; cluster++)
          expect([
            ...reach.members.subarray(reach.memberStart[cluster], reach.memberStart[cluster + 1]),
          ]).toEqual(neurons.filter((u) => drawn.clusterOf[u] === (cluster === CLUSTERS ? NONE : cluster)));
      }),
    );
  });
});

describe('clusterLoads', () => {
  it('agrees with the definition of every limit', () => {
    fc.assert(
      fc.property(drawnClustering, (drawn) => {
        const { network, clusterOf } = drawn;
        const loads = clusterLoads(network, CLUSTERS, reachOf(drawn));
        const expected = coreLoads(network, clusterOf, CLUSTERS);
        for (const key of ['synapses', 'maxFanIn', 'inputAxons', 'outputAxons', 'maxFanOutCores'] as const)
          expect([key, ...loads[key].subarray(0, CLUSTERS)]).toEqual([key, ...expected[key]]);
      }),
    );
  });
});

describe('netSizes', () => {
  it('counts targets on the chip, and tells the port and the neuron itself', () => {
    fc.assert(
      fc.property(drawnClustering, ({ network }) => {
        const sizes = netSizes(network);
        for (let u = 0; u < network.vertexCount; u++) {
          const targets = [...network.outTarget.subarray(network.outStart[u], network.outStart[u + 1])];
          const inside = targets.filter((v) => network.external[v] === 0);
          expect([sizes.onChip[u], sizes.reachesPort[u], sizes.reachesItself[u]]).toEqual([
            inside.length,
            +(inside.length < targets.length),
            +targets.includes(u),
          ]);
        }
      }),
    );
  });
});
