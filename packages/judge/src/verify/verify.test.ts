import { describe, expect, it } from '@jest/globals';
import { NONE, asColumn, raw } from '@nmap/kernels';
import {
  clusterGraphProblem,
  formatDiagnostic,
  lower,
  makeClustered,
  makePlaced,
  type Clustered,
  type CoreLimits,
  type Placed,
  type Routed,
} from '@nmap/ir';
import { type TestChip, buildProblem, buildSpec, buildTarget } from '@nmap/testkit';
import { verifyClustered } from './verify-clustered.ts';
import { verifyPlaced } from './verify-placed.ts';
import { verifyRouted } from './verify-routed.ts';
import { verifyStage } from './verify-stage.ts';

/** in (external) -> h0..h3 in a ring with doubled edges, h0 -> out (external). Clusters {h0, h1}, {h2}, {h3}. */
const { network } = lower(
  buildSpec(
    [
      { id: 'in', size: 1, external: true, spikes: 10 },
      { id: 'h', size: 4, spikes: [1, 2, 3, 4] },
      { id: 'out', size: 1, external: true, spikes: 0 },
    ],
    [
      { from: 'in', to: 'h', connector: 'list', pre: [0, 0], post: [0, 3] },
      { from: 'h', to: 'h', connector: 'list', pre: [0, 1, 2, 3, 1, 1], post: [1, 2, 3, 0, 2, 3] },
      { from: 'h', to: 'out', connector: 'list', pre: [0], post: [0] },
    ],
  ),
);
const CLUSTERS = [NONE, 0, 0, 1, 2, NONE];
const CORES = [0, 4, 2];

function clustered(
  clusterOf: number[] = CLUSTERS,
  sketch: TestChip = {},
  classOf = [0, 0, 0],
  maxCores: number | null = null,
): Clustered {
  const problem = buildProblem(network, buildTarget({ rows: 2, ...sketch }), { maxCores });
  const sound = makeClustered(problem, Uint32Array.from(CLUSTERS), Uint32Array.from(classOf), classOf.length);
  return { ...sound, clusterOf: asColumn(Uint32Array.from(clusterOf)) };
}

const placed = (sketch: TestChip = {}, cores = CORES): Placed =>
  makePlaced(clustered(CLUSTERS, sketch), Uint32Array.from(cores));

/** Loads by hand on the 3 x 2 mesh, cores = tiles, port at tile 0: packets (source, destination, spikes), each over its route. */
function routed(routing: 'unicast' | 'tree', base: Placed = placed()): Routed {
  const { topology } = base.problem.target;
  const packets: (readonly [number, number[], number])[] = [
    [0, [0, 2], 10], // in at the port: to {h0,h1} on tile 0 and {h3} on tile 2
    [0, [0], 1], // h0 to the port
    [0, [4, 2], 2], // h1 to {h2} and {h3}
    [4, [2], 3], // h2
    [2, [0], 4], // h3
  ];
  const loads = new Float64Array(topology.linkCount);
  const links = new Uint32Array(topology.maxHops);
  for (const [from, destinations, spikes] of packets) {
    const taken: number[] = [];
    for (const to of destinations) {
      const count = topology.route(from, to, links);
      taken.push(...links.slice(0, count));
    }
    for (const link of routing === 'tree' ? new Set(taken) : taken) loads[link] += spikes;
  }
  return { stage: 'routed', problem: base.problem, placed: base, routing, linkLoads: loads };
}

const text = (diagnostics: ReturnType<typeof verifyStage>): string[] => diagnostics.map(formatDiagnostic);

describe('verifyClustered', () => {
  it('accepts a legal clustering', () => {
    expect(verifyClustered(clustered())).toEqual([]);
    expect(verifyClustered(clustered(CLUSTERS, {}, [0, 0, 0], 3))).toEqual([]);
    expect(verifyClustered(clustered(CLUSTERS, { dead: [0, 1, 2] }))).toEqual([]);
  });

  const cases: readonly (readonly [string, Clustered, string])[] = [
    ['a missing entry', clustered(CLUSTERS.slice(1)), 'E4111 clusterOf: has 5 entries for 6 neurons.'],
    [
      'a missing class',
      { ...clustered(), classOf: asColumn(new Uint32Array(2)) },
      'E4111 classOf: has 2 entries for 3 clusters.',
    ],
    ['a lost neuron', clustered([NONE, 0, NONE, 1, 2, NONE]), 'E4112 h[1]: is in no cluster.'],
    [
      'a cluster that does not exist',
      clustered([NONE, 0, 3, 1, 2, NONE]),
      'E4112 h[1]: is in cluster 3, there are 3.',
    ],
    [
      'an external neuron on the chip',
      clustered([1, 0, 0, 1, 2, NONE]),
      'E4113 in[0]: is external, and sits in cluster 1.',
    ],
    ['an empty cluster', clustered([NONE, 0, 0, 2, 2, NONE]), 'E4114 cluster 1: holds no neuron.'],
    [
      'an unknown class',
      clustered(CLUSTERS, {}, [0, 1, 0]),
      'E4115 cluster 1: is for core class 1, test chip has 1.',
    ],
    [
      'too many clusters of a class',
      clustered(CLUSTERS, { classes: [{}, {}], classOf: [0, 0, 0, 0, 0, 1] }, [0, 1, 1]),
      'E4117 core class class1: 2 clusters are for this class, it has 1 live cores.',
    ],
    [
      'too many clusters for the live cores',
      clustered(CLUSTERS, { dead: [0, 1, 2, 3] }),
      'E4117 core class class0: 3 clusters are for this class, it has 2 live cores.',
    ],
    [
      'too many clusters for maxCores',
      clustered(CLUSTERS, {}, [0, 0, 0], 2),
      'E4117 maxCores: 3 clusters, 2 cores may be used.',
    ],
  ];
  it.each(cases)('names %s', (_name, stage, message) => {
    expect(text(verifyClustered(stage))).toEqual([message]);
  });

  // What the clusters use: {h0,h1}: 2 neurons, 3 synapses, sources in, h0, h3, destinations port, 1, 2.
  const limits: readonly (readonly [keyof CoreLimits, number, string])[] = [
    ['neurons', 2, 'cluster 0 (h[0..1]): needs 2 neurons'],
    ['synapses', 3, 'cluster 0 (h[0..1]): needs 3 synapses'],
    ['inputAxons', 3, 'cluster 0 (h[0..1]): needs 3 input axons'],
    ['outputAxons', 3, 'cluster 0 (h[0..1]): needs 3 output axons'],
    ['fanInPerNeuron', 3, 'cluster 2 (h[3]): needs 3 synapses onto one neuron'],
    ['fanOutCoresPerNeuron', 2, 'cluster 0 (h[0..1]): needs 2 other cores for one neuron'],
    ['synapseMemoryBits', 27, 'cluster 0 (h[0..1]): needs 27 bits of synapse memory'],
  ];
  it.each(limits)('holds %s to the limit', (key, most, message) => {
    const at = (limit: number): Clustered =>
      clustered(CLUSTERS, { classes: [{ bitsPerSynapse: 9, [key]: limit }] });
    expect(verifyClustered(at(most))).toEqual([]);
    const found = text(verifyClustered(at(most - 1)));
    expect(found[0]).toBe(
      `E4116 ${message}, a core of class class0 has ${most - 1}. The limit is core.${key}.`,
    );
  });

  it('judges each cluster by its own class', () => {
    const sketch = { classes: [{ neurons: 2 }, { neurons: 1 }], classOf: [0, 0, 0, 1, 1, 1] };
    expect(verifyClustered(clustered(CLUSTERS, sketch, [0, 1, 1]))).toEqual([]);
    expect(text(verifyClustered(clustered(CLUSTERS, sketch, [1, 0, 1])))).toEqual([
      'E4116 cluster 0 (h[0..1]): needs 2 neurons, a core of class class1 has 1. The limit is core.neurons.',
    ]);
  });

  it('names wrong traffic', () => {
    const sound = clustered();
    const { traffic } = sound;
    const edges = { ...traffic.graph, weight: traffic.graph.weight.map((w, e) => (e === 0 ? w + 1 : w)) };
    expect(text(verifyClustered({ ...sound, traffic: { ...traffic, graph: edges } }))).toEqual([
      'E4118 traffic.graph, cluster 0 to cluster 1: says 3 packets, the network sends 2.',
    ]);
    const port = { ...traffic.graph, toPort: new Float64Array(3), fromPort: Float64Array.of(10, 0, 11) };
    expect(text(verifyClustered({ ...sound, traffic: { ...traffic, graph: port } }))).toEqual([
      'E4118 traffic.graph, cluster 0 to the i/o port: says 0 packets, the network sends 1.',
      'E4118 traffic.graph, the i/o port to cluster 2: says 11 packets, the network sends 10.',
    ]);
    const nets = { ...traffic.nets, weight: traffic.nets.weight.map((w, net) => (net === 0 ? 0 : w)) };
    expect(text(verifyClustered({ ...sound, traffic: { ...traffic, nets } }))[0]).toMatch(
      /^E4118 traffic\.nets/,
    );
  });

  it('counts a flood of faults instead of listing it', () => {
    const { network: big } = lower(buildSpec([{ id: 'a', size: 3000, spikes: 1 }]));
    const stage = makeClustered(
      buildProblem(big, buildTarget({ rows: 2 })),
      new Uint32Array(3000),
      new Uint32Array(1),
      1,
    );
    const found = verifyClustered({ ...stage, clusterOf: asColumn(new Uint32Array(3000).fill(NONE)) });
    expect(found.filter(({ code }) => code === 'E4112')).toHaveLength(201);
    expect(found.at(-1)!).toMatchObject({
      message: '2,800 more of the same kind, 3,000 in all.',
      have: 3000,
    });
  });
});

describe('verifyPlaced', () => {
  it('accepts a legal placement', () => {
    expect(verifyPlaced(placed())).toEqual([]);
    expect(verifyStage(placed())).toEqual([]);
  });

  const cases: readonly (readonly [string, Placed, string])[] = [
    ['a missing entry', placed({}, [0, 1]), 'E4201 coreOf: has 2 entries for 3 clusters.'],
    ['a cluster on no core', placed({}, [0, NONE, 2]), 'E4202 cluster 1: is on no core.'],
    ['a core that does not exist', placed({}, [0, 6, 2]), 'E4202 cluster 1: is on core 6, there are 6.'],
    ['a shared core', placed({}, [0, 4, 0]), 'E4203 cluster 2: shares core 0 with cluster 0.'],
    ['a dead core', placed({ dead: [4] }), 'E4204 cluster 1: is on core 4, which is dead.'],
    [
      'a core of another class',
      placed({ classes: [{}, {}], classOf: [0, 0, 0, 0, 1, 1] }),
      'E4205 cluster 1: was made for a core of class class0, core 4 is of class class1.',
    ],
    [
      'a cluster that is cut off',
      placed({
        deadLinks: [
          { from: 4, to: 1 },
          { from: 4, to: 3 },
          { from: 4, to: 5 },
        ],
      }),
      'E4207 cluster 1 on core 4: has no route to cluster 2 on core 2: dead links cut it off.',
    ],
    [
      'a clustering of another problem',
      { ...placed(), problem: placed().problem },
      'E4208 placed: its clustering is of another problem.',
    ],
  ];
  it.each(cases)('names %s', (_name, stage, message) => {
    expect(text(verifyPlaced(stage))).toEqual([message]);
  });

  it('says what there is and what would be right', () => {
    const other = placed({ classes: [{}, {}], classOf: [0, 0, 0, 0, 1, 1] });
    expect(verifyPlaced(other)).toMatchObject([{ have: 'class1', need: 'class0' }]);
    expect(verifyPlaced(placed({}, [0, 4, 0]))).toMatchObject([{ have: 2, need: 1, unit: 'clusters' }]);
    expect(verifyPlaced(placed({}, [0, 6, 2]))).toMatchObject([{ have: 6, need: '0..5' }]);
    expect(verifyPlaced(placed({ dead: [4] }))).toMatchObject([{ have: 4 }]);
  });

  it('names all cores that do not exist, and takes as many as are allowed', () => {
    expect(text(verifyPlaced(placed({}, [NONE, NONE, 6])))).toEqual([
      'E4202 cluster 0: is on no core.',
      'E4202 cluster 1: is on no core.',
      'E4202 cluster 2: is on core 6, there are 6.',
    ]);
    const allowed = makePlaced(clustered(CLUSTERS, {}, [0, 0, 0], 3), Uint32Array.from(CORES));
    expect(verifyPlaced(allowed)).toEqual([]);
    expect(verifyStage(allowed)).toEqual([]);
  });

  it('names more cores than allowed', () => {
    const stage = makePlaced(clustered(CLUSTERS, {}, [0, 0, 0], 2), Uint32Array.from(CORES));
    expect(text(verifyPlaced(stage))).toEqual(['E4206 maxCores: 3 cores used, 2 allowed.']);
    expect(text(verifyStage(stage))[0]).toMatch(/^E4117/);
  });
});

describe('verifyRouted', () => {
  it('accepts the loads of every packet, unicast and tree', () => {
    expect(verifyRouted(routed('unicast'))).toEqual([]);
    expect(verifyRouted(routed('tree'))).toEqual([]);
    expect(verifyStage(routed('tree'))).toEqual([]);
    // h1's two packets share the link from tile 0 to 1, so that the routings differ.
    expect(routed('unicast').linkLoads).not.toEqual(routed('tree').linkLoads);
  });

  it('names each wrong load', () => {
    const sound = routed('unicast');
    const link = sound.linkLoads.findIndex((load) => load > 0);
    const linkLoads = sound.linkLoads.slice();
    linkLoads[link] += 1;
    expect(text(verifyRouted({ ...sound, linkLoads }))).toEqual([
      expect.stringMatching(new RegExp(`^E4302 link ${link} \\(router \\d to \\d\\): load is`)),
    ]);
    expect(text(verifyRouted({ ...sound, routing: 'tree' }))[0]).toMatch(/^E4302/);
    expect(text(verifyRouted({ ...sound, linkLoads: new Float64Array(1) }))).toEqual([
      expect.stringMatching(/^E4301/),
    ]);
    expect(text(verifyRouted({ ...sound, problem: placed().problem }))).toContain(
      'E4304 routed: its placement is of another problem.',
    );
  });

  it('names load on a dead link', () => {
    const base = placed({ deadLinks: [{ from: 1, to: 2 }] });
    const sound = routed('unicast', base);
    expect(verifyRouted(sound)).toEqual([]);
    const { topology } = base.problem.target;
    const dead = [...topology.linkDead.keys()].find(
      (link) => topology.linkDead[link] !== 0 && topology.linkFrom(link) === 1 && topology.linkTo(link) === 2,
    )!;
    const linkLoads = sound.linkLoads.slice();
    linkLoads[dead] = 5;
    expect(text(verifyRouted({ ...sound, linkLoads })).map((line) => line.slice(0, 5))).toEqual([
      'E4302',
      'E4303',
    ]);
  });

  it('takes given traffic as it is, to rounding', () => {
    const graph = { name: 'g', nodeCount: 3, source: [0, 1, 0], target: [1, 2, 2], weight: [0.1, 0.7, 0.2] };
    const { clustered: given, problem } = clusterGraphProblem(
      graph,
      buildTarget({ rows: 2 }),
      { maxCores: null },
      'traffic',
    );
    const base = makePlaced(given, Uint32Array.of(0, 1, 2));
    const { topology } = problem.target;
    const linkLoads = new Float64Array(topology.linkCount);
    const links = new Uint32Array(topology.maxHops);
    topology.route(0, 2, links);
    linkLoads[links[0]] = 0.1 + 0.2;
    linkLoads[links[1]] = 0.7 + 0.2;
    const stage: Routed = { stage: 'routed', problem, placed: base, routing: 'unicast', linkLoads };
    expect(verifyStage(stage)).toEqual([]);
    linkLoads[links[1]] = 0.9 + 1e-6;
    expect(text(verifyStage(stage))).toEqual([expect.stringMatching(/^E4302/)]);
    expect(raw(given.clusterOf)).toHaveLength(3);
  });
});
