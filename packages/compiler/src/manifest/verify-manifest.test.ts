/** One row a fault: what is changed, and the code and the place that verify gives it. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Manifest } from '@nmap/manifest';
import { SPEC, subjectOf } from './testing/subjects.ts';
import type { ManifestSubject } from '@nmap/judge';
import { verifyManifest } from './verify-manifest.ts';

type Deep<T> = T extends object ? { -readonly [K in keyof T]: Deep<T[K]> } : T;
/** A manifest to change. */
type Draft = Deep<Omit<Manifest, 'pipeline'>> & {
  pipeline: {
    pass: string;
    options: Record<string, unknown>;
    seed: number;
    checksum: string;
    truncated?: boolean;
  }[];
};
/** What else the subject of a check says. */
interface Files {
  problem: ManifestSubject['problem'];
  windowScale?: number;
}
type Row = readonly [string, (manifest: Draft, files: Files) => void, readonly string[]];

const GRAPH = { name: 'g', nodeCount: 3, source: [0, 1, 2], target: [1, 2, 0], weight: [1, 2.5, 4] };
let network: ManifestSubject;
let clusters: ManifestSubject;
beforeAll(async () => {
  const pipeline = 'partition/sequential; place/row-major';
  network = await subjectOf({ kind: 'network', spec: SPEC }, { pipeline });
  clusters = await subjectOf(
    { kind: 'clusters', graph: GRAPH },
    { pipeline: 'place/row-major', labels: ['a', 'b', 'c'] },
  );
});

/** `code where` of every error after a change. */
function rangesIn(manifest: Parameters<Row[1]>[0], core: number, population: string): [number, number][] {
  return manifest.cores[core].neurons[population] as [number, number][];
}

function found(subject: ManifestSubject, change: Row[1]): string[] {
  const manifest = structuredClone<unknown>(subject.manifest) as Draft;
  const files: Files = { problem: subject.problem };
  change(manifest, files);
  return verifyManifest({ ...subject, ...files, manifest: manifest as unknown as Manifest })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, where }) => `${code} ${where}`);
}

describe('a placement of a network', () => {
  it('stands on the cores that the rows below suppose', () => {
    expect(
      network.manifest.cores.map(({ core, class: coreClass, neurons }) => [core, coreClass, neurons]),
    ).toEqual([
      [2, 'big', { out: [[3, 3]] }],
      [3, 'big', { h: [[6, 8]], out: [[0, 2]] }],
      [8, 'big', { h: [[0, 5]] }],
    ]);
  });

  const rows: readonly Row[] = [
    ['nothing', () => undefined, []],
    ['a core that does not exist', (m) => void (m.cores[2].core = 12), ['E4101 core 12', 'E4106 h[0..5]']],
    // Tile 5 at (2, 1), of the small class.
    ['the last core there is', (m) => void (m.cores[2].core = 11), Array<string>(3).fill('E4102 core 11')],
    ['another tile', (m) => void (m.cores[2].tile += 1), ['E4102 core 8']],
    ['another x', (m) => void (m.cores[2].x += 1), ['E4102 core 8']],
    ['another y', (m) => void (m.cores[2].y += 1), ['E4102 core 8']],
    ['another chip', (m) => void (m.cores[2].chip += 1), ['E4102 core 8']],
    ['another class', (m) => void (m.cores[2].class = 'core'), ['E4102 core 8']],
    ['no class', (m) => void delete m.cores[2].class, ['E4102 core 8']],
    ['an unknown population', (m) => void (m.cores[2].neurons['x'] = [[0, 0]]), ['E4103 core 8 (x)']],
    [
      'a neuron beyond the last',
      (m) => void (rangesIn(m, 0, 'out')[0][1] = 4),
      ['E4103 core 2 (out)', 'E4106 out[3]'],
    ],
    ['an external neuron', (m) => void (m.cores[2].neurons['in'] = [[0, 0]]), ['E4104 core 8 (in)']],
    ['a neuron twice', (m) => void (m.cores[2].neurons['h'] = [[0, 6]]), ['E4105 h[6]']],
    ['a neuron lost', (m) => void (rangesIn(m, 2, 'h')[0][0] = 1), ['E4106 h[0]']],
    ['neurons lost', (m) => void (rangesIn(m, 2, 'h')[0][1] = 3), ['E4106 h[4..5]']],
    ['the last neuron lost', (m) => void m.cores.shift(), ['E4106 out[3]']],
    [
      'a core at its limit of neurons',
      (m) => {
        m.cores[0].neurons = { h: [[6, 8]], out: [[0, 2]] };
        m.cores[1].neurons = { out: [[3, 3]] };
      },
      // Legal; the numbers and the checksums are another placement's.
      ['E4406 pipeline[2].checksum', 'E4406 pipeline[3].checksum'],
    ],
    [
      'a core over its limit',
      (m) => {
        m.cores[0].neurons = { h: [[0, 5]], out: [[3, 3]] };
        m.cores.pop();
      },
      ['E4116 cluster 0 (h[0..5], out[3])'],
    ],
    [
      'a dead core',
      (m) => {
        Object.assign(m.cores[0], { core: 1, tile: 0, x: 0, y: 0, class: 'default' });
      },
      ['E4204 cluster 0'],
    ],
    ['another rule', (m) => void (m.routing.rule = 'xy+detours'), ['E4108 routing.rule']],
    ['another scheme', (m) => void (m.routing.scheme = 'unicast'), ['E4108 routing.scheme']],
    ['another tile of the port', (m) => void (m.ports[0].tile = 3), ['E4108 ports[0].tile']],
    ['another x of the port', (m) => void (m.ports[0].x = 0), ['E4108 ports[0].x']],
    ['another y of the port', (m) => void (m.ports[0].y = 0), ['E4108 ports[0].y']],
    [
      'a population that is not at the port',
      (m) => void m.ports[0].populations.pop(),
      ['E4108 ports[0].populations'],
    ],
    ['no port', (m) => void m.ports.pop(), ['E4108 ports']],
    ['two ports', (m) => void m.ports.push(m.ports[0]), ['E4108 ports']],
    [
      'more cores than allowed',
      (_, s) => void (s.problem = { ...s.problem, constraints: { maxCores: 2 } }),
      ['E4117 maxCores', 'E4206 maxCores'],
    ],
    [
      'as many cores as allowed',
      (_, s) => void (s.problem = { ...s.problem, constraints: { maxCores: 3 } }),
      [],
    ],
    ['a metric', (m) => void (m.metrics.cutSpikes += 1), ['E4108 metrics.cutSpikes']],
    [
      'a metric that is no number',
      (m) => void (m.metrics.energyPj.neurons = 0),
      ['E4108 metrics.energyPj.neurons'],
    ],
    ['a list', (m) => void m.metrics.energyPj.unpriced.pop(), ['E4108 metrics.energyPj.unpriced']],
    ['a metric more', (m) => void (m.metrics.further!['toString'] = 1), ['E4108 metrics.further.toString']],
    ['a metric less', (m) => void delete m.metrics.further!['messages'], ['E4108 metrics.further.messages']],
    ['a bound', (m) => void (m.bounds['coresUsed'] = 1), ['E4108 bounds.coresUsed']],
    ['a note', (m) => void m.notes.push('x'), ['E4108 notes']],
    ['the network', (m) => void (m.network.sha256 = '9'.repeat(64)), ['E4107 network.sha256']],
    ['the name', (m) => void (m.network.name = 'x'), ['E4107 network.name']],
    ['neurons', (m) => void (m.network.neurons -= 1), ['E4107 network.neurons']],
    ['synapses', (m) => void (m.network.synapses -= 1), ['E4107 network.synapses']],
    ['external neurons', (m) => void (m.network.externalNeurons = 3), ['E4107 network.externalNeurons']],
    ['no external neurons', (m) => void delete m.network.externalNeurons, ['E4107 network.externalNeurons']],
    ['a stretched window', (m) => void (m.network.windowScale = 2), ['E4107 network.windowScale']],
    ['a window that was stretched', (_, s) => void (s.windowScale = 2), ['E4107 network.windowScale']],
    ['the hardware', (m) => void (m.hardware.sha256 = '9'.repeat(64)), ['E4107 hardware.sha256']],
    ['the hardware’s name', (m) => void (m.hardware.name = 'x'), ['E4107 hardware.name']],
    ['labels', (m) => void (m.network.ids = []), ['E4408 network.ids']],
    ['the tool', (m) => void (m.tool.name = 'pamn'), ['E4401 tool.name']],
    ['an unknown pass', (m) => void (m.pipeline[1].pass = 'partition/sequentia'), ['E4402 pipeline[1].pass']],
    ['an unknown option', (m) => void (m.pipeline[1].options['x'] = 1), ['E4403 pipeline[1].options.x']],
    ['an option of lower', (m) => void (m.pipeline[0].options['x'] = 1), ['E4403 pipeline[0].options.x']],
    ['an option less', (m) => void delete m.pipeline[1].options['form'], ['E4403 pipeline[1].options.form']],
    ['a wrong option', (m) => void (m.pipeline[1].options['form'] = 'x'), ['E4403 pipeline[1].options.form']],
    [
      'a wrong kind of option',
      (m) => void (m.pipeline[1].options['form'] = 1),
      ['E4403 pipeline[1].options.form'],
    ],
    [
      'passes swapped',
      (m) => void m.pipeline.splice(1, 2, m.pipeline[2], m.pipeline[1]),
      ['E4404 pipeline[1]'],
    ],
    ['no route', (m) => void m.pipeline.pop(), ['E4404 pipeline']],
    ['no pass', (m) => void (m.pipeline = []), ['E4404 pipeline']],
    ['no lower', (m) => void m.pipeline.shift(), ['E4404 pipeline[0]']],
    ['a pass after the route', (m) => void m.pipeline.push(m.pipeline[2]), ['E4404 pipeline[4]']],
    ['another seed', (m) => void (m.pipeline[2].seed = 8), ['E4405 pipeline[2].seed']],
    [
      'a negative seed',
      (m) => void m.pipeline.forEach((pass) => (pass.seed = -1)),
      [0, 1, 2, 3].map((i) => `E4405 pipeline[${i}].seed`),
    ],
    ['seed 0', (m) => void m.pipeline.forEach((pass) => (pass.seed = 0)), []],
    ...[0, 1, 2, 3].map((i): Row => [
      `checksum ${i}`,
      (m) => void (m.pipeline[i].checksum = '0'.repeat(16)),
      [`E4406 pipeline[${i}].checksum`],
    ]),
    ['another route', (m) => void (m.pipeline[3].pass = 'route/xy'), ['E4108 pipeline[3].pass']],
    ['incomplete without a reason', (m) => void (m.complete = false), ['E4407 complete']],
    ['complete although cut short', (m) => void (m.pipeline[1].truncated = true), ['E4407 complete']],
    [
      'incomplete with a reason',
      (m) => {
        m.pipeline[1].truncated = true;
        m.complete = false;
      },
      [],
    ],
  ];
  it.each(rows)('%s', (_name, change, expected) => {
    expect(found(network, change)).toEqual(expected);
  });

  it('notes another version of the tool', () => {
    const manifest = { ...network.manifest, tool: { name: 'nmap', version: '9.9.9' } };
    expect(verifyManifest({ ...network, manifest })).toMatchObject([
      { code: 'W6304', severity: 'note', where: 'tool.version', have: '9.9.9' },
    ]);
  });

  it.each([
    ['a name', (m: Draft) => void (m.network.name = 'x'.repeat(5000))],
    ['a class', (m: Draft) => void (m.cores[0].class = 'x'.repeat(5000))],
    ['a bound', (m: Draft) => void (m.bounds['x'.repeat(5000)] = 1)],
  ])('%s without end makes a short message', (_name, change) => {
    const manifest = structuredClone<unknown>(network.manifest) as Draft;
    change(manifest);
    const [first] = verifyManifest({ ...network, manifest: manifest as unknown as Manifest });
    expect(`${first.where} ${first.message}`.length).toBeLessThan(300);
  });

  it('says what is wrong and what would be right', () => {
    const manifest = structuredClone<unknown>(network.manifest) as Draft;
    manifest.pipeline[1].pass = 'partition/sequentia';
    manifest.cores[0].x = 2;
    const [pass, position] = verifyManifest({ ...network, manifest: manifest as unknown as Manifest });
    expect(pass).toMatchObject({
      hint: 'Did you mean "partition/sequential"?',
      have: '"partition/sequentia"',
    });
    expect(position).toMatchObject({ message: 'x is 2, the hardware says 1.', have: 2, need: 1 });
  });
});

describe('a placement of a cluster graph', () => {
  const rows: readonly Row[] = [
    ['nothing', () => undefined, []],
    ['no labels', (m) => void delete m.network.ids, ['E4408 network.ids']],
    ['a label less', (m) => void m.network.ids!.pop(), ['E4408 network.ids']],
    ['a label more', (m) => void m.network.ids!.push('d'), ['E4408 network.ids']],
    [
      'labels reversed',
      (m) => void m.network.ids!.reverse(),
      ['E4408 network.ids[0]', 'E4408 network.ids[2]'],
    ],
    [
      'two nodes on one core',
      (m) => void m.cores.splice(0, 2, { ...m.cores[0], neurons: { clusters: [[0, 1]] } }),
      ['E4112 clusters[2]'],
    ],
    [
      'a partitioner',
      (m) => void (m.pipeline[0] = { ...m.pipeline[0], pass: 'partition/random', options: {} }),
      ['E4404 pipeline[0]', 'E4406 pipeline[0].checksum'],
    ],
    [
      'lower',
      (m) => void (m.pipeline[0] = { ...m.pipeline[0], pass: 'lower', options: {} }),
      ['E4404 pipeline[0]', 'E4406 pipeline[0].checksum'],
    ],
    ['weighted hops', (m) => void (m.metrics.weightedHops! += 1), ['E4108 metrics.weightedHops']],
    ['no weighted hops', (m) => void delete m.metrics.weightedHops, ['E4108 metrics.weightedHops']],
  ];
  it.each(rows)('%s', (_name, change, expected) => {
    expect(found(clusters, change)).toEqual(expected);
  });

  it('labels that are 0, 1, 2, ... need not be given', () => {
    const numbered = { ...clusters, labels: null };
    const manifest = {
      ...clusters.manifest,
      network: { ...clusters.manifest.network, ids: ['0', '1', '2'] },
    };
    expect(verifyManifest({ ...numbered, manifest })).toEqual([]);
    expect(verifyManifest(numbered).map(({ code }) => code)).toEqual(['E4408', 'E4408', 'E4408']);
  });
});
