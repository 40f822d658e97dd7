/** The verifier against independent counts, on random small networks: sound results pass, each change of one is named. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { raw } from '@nmap/kernels';
import { coreLoads, makeClustered, type Clustered, type CoreLimits } from '@nmap/ir';
import { buildProblem, buildTarget } from '@nmap/testkit';
import { CLUSTERS, INSIDE, OUTSIDE, drawnClustering, type DrawnClustering } from '@nmap/testkit';
import { verifyClustered } from './verify-clustered.ts';

function clustered({ network, clusterOf }: DrawnClustering, limits: Partial<CoreLimits> = {}): Clustered {
  const problem = buildProblem(network, buildTarget({ rows: 2, classes: [limits] }));
  return makeClustered(problem, clusterOf, new Uint32Array(CLUSTERS), CLUSTERS);
}

const found = (stage: Clustered): string[] =>
  verifyClustered(stage).map(({ code, where }) => `${code} ${where}`);

describe('verifyClustered, on random networks', () => {
  it('finds each cluster over a limit, and no other', () => {
    fc.assert(
      fc.property(drawnClustering, (sketch) => {
        expect(found(clustered(sketch))).toEqual([]);
        const loads = coreLoads(sketch.network, sketch.clusterOf, CLUSTERS);
        const columns: Readonly<Record<string, ArrayLike<number>>> = {
          neurons: loads.neurons,
          synapses: loads.synapses,
          fanInPerNeuron: loads.maxFanIn,
          inputAxons: loads.inputAxons,
          outputAxons: loads.outputAxons,
          fanOutCoresPerNeuron: loads.maxFanOutCores,
        };
        for (const [key, column] of Object.entries(columns)) {
          const limit = Math.max(...Array.from(column)) - 1;
          expect(found(clustered(sketch, { [key]: limit + 1 }))).toEqual([]);
          const over = Array.from(column).flatMap((load, cluster) => (load > limit ? [cluster] : []));
          const named = verifyClustered(clustered(sketch, { [key]: limit }));
          expect(named.map(({ code, have, need, where }) => [code, have, need, where.split(' ')[1]])).toEqual(
            over.map((cluster) => ['E4116', limit, limit + 1, String(cluster)]),
          );
        }
        const bits = Math.max(...loads.synapses) * 3;
        expect(found(clustered(sketch, { bitsPerSynapse: 3, synapseMemoryBits: bits }))).toEqual([]);
        if (bits > 0)
          expect(found(clustered(sketch, { bitsPerSynapse: 3, synapseMemoryBits: bits - 1 }))).not.toEqual(
            [],
          );
      }),
      { numRuns: 60 },
    );
  });

  it('finds every packet too many or too few, in the graph and in the nets', () => {
    fc.assert(
      fc.property(drawnClustering, fc.nat(), (sketch, pick) => {
        const sound = clustered(sketch);
        const { graph, nets } = sound.traffic;
        const changed = (column: Float64Array): Float64Array =>
          column.map((value, index) => (index === pick % column.length ? value + 1 : value));
        const withGraph = (change: Partial<typeof graph>): string[] =>
          found({ ...sound, traffic: { ...sound.traffic, graph: { ...graph, ...change } } });
        const port = pick % CLUSTERS;
        expect(withGraph({ toPort: changed(graph.toPort) })).toEqual([
          `E4118 traffic.graph, cluster ${port} to the i/o port`,
        ]);
        expect(withGraph({ fromPort: changed(graph.fromPort) })).toEqual([
          `E4118 traffic.graph, the i/o port to cluster ${port}`,
        ]);
        if (graph.weight.length > 0) {
          expect(withGraph({ weight: changed(graph.weight) })).toEqual([
            expect.stringMatching(/^E4118 traffic\.graph, cluster \d to cluster \d$/),
          ]);
          const target = graph.target.map((to, e) => (e === pick % graph.target.length ? CLUSTERS : to));
          expect(withGraph({ target })[0]).toMatch(/^E4109 traffic\.graph, from cluster \d$/);
        }
        if (nets.netCount > 0) {
          const heavier = { ...nets, weight: changed(nets.weight) };
          expect(found({ ...sound, traffic: { ...sound.traffic, nets: heavier } })[0]).toMatch(
            /^E4118 traffic\.nets/,
          );
          const pins = nets.pins.map((pin, p) => (p === pick % nets.pins.length ? CLUSTERS : pin));
          const astray = found({ ...sound, traffic: { ...sound.traffic, nets: { ...nets, pins } } });
          expect(astray.some((fault) => /^E4109 traffic\.nets, from /.test(fault))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
    expect(raw(clustered(fc.sample(drawnClustering, 1)[0]).clusterOf)).toHaveLength(INSIDE + OUTSIDE);
  });
});
