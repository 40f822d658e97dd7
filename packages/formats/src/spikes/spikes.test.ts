/** Recorded spikes as counts: every kind of file, what it is taken as, and what is refused. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { NetworkSpec, PopulationSpec } from '@nmap/ir';
import { writeHdf5, type GroupEntry } from '../hdf5/testing/write-hdf5.ts';
import { readNetworkFile } from '../read-network.ts';
import { firstFailure } from '../testing/failure.ts';
import { writeNpy, writeNpz } from '../tensors/write-npz.ts';
import { withSpikes } from './with-spikes.ts';

const spec = (populations: readonly PopulationSpec[], more: Partial<NetworkSpec> = {}): NetworkSpec => ({
  name: 't',
  timestepMs: 1,
  durationMs: 20,
  populations,
  projections: [],
  ...more,
});
const A: PopulationSpec = { id: 'a', size: 2 };
const B: PopulationSpec = { id: 'b', size: 3 };
/** [channels, rows, columns] of different lengths, so that no order passes for another. */
const IMAGE: PopulationSpec = { id: 'image', size: 24, shape: [2, 3, 4], role: 'input' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nmap-spikes-'));
});

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const npy = (shape: readonly number[], values: readonly number[]): Uint8Array =>
  writeNpy(shape, Float32Array.from(values));

/** Counts by population, and the window. */
async function taken(network: NetworkSpec, given: string | readonly string[]): Promise<unknown> {
  const { spec: made } = await withSpikes(network, typeof given === 'string' ? [given] : given);
  const counts = made.populations.map(({ id, spikes }) => [
    id,
    spikes === undefined || typeof spikes === 'number' ? spikes : Array.from(spikes),
  ]);
  return { ...Object.fromEntries(counts), ms: made.durationMs };
}
const refused = (network: NetworkSpec, given: string | readonly string[]): Promise<string> =>
  firstFailure(() => withSpikes(network, typeof given === 'string' ? [given] : given)).then((text) =>
    text.replaceAll(`${folder}/`, ''),
  );

describe('a table of spikes', () => {
  it.each([
    ['times of flat numbers', 'neuron,time\n0,1\n4,2.5\n4,19.9', { a: [1, 0], b: [0, 0, 2], ms: 20 }],
    ['other order and separator', 'time;neuron\n1;3', { b: [0, 1, 0], ms: 20 }],
    ['tabs', 'neuron\ttime_ms\n3\t1', { b: [0, 1, 0], ms: 20 }],
    [
      'blanks, as SONATA writes CSV',
      'timestamps population node_ids\n1.5 b 2\n3 a 0',
      { a: [1, 0], b: [0, 0, 1], ms: 20 },
    ],
    ['populations', 'population,index,time\nb,2,0\nb,2,1\na,1,3', { a: [0, 1], b: [0, 0, 2], ms: 20 }],
    ['seconds', 'neuron,time_s\n0,0.019', { a: [1, 0], ms: 20 }],
    ['microseconds', 'neuron,time_us\n0,19000', { a: [1, 0], ms: 20 }],
    ['steps', 'step,neuron\n19,0\n19,0', { a: [2, 0], ms: 20 }],
    ['a window that the last spike lengthens', 'neuron,time\n0,20', { a: [1, 0], ms: 21 }],
    ['a window that the last step lengthens', 'step,neuron\n29,0', { a: [1, 0], ms: 30 }],
    ['counts', 'neuron,spikes\n1,7\n3,0', { a: [0, 7], b: [0, 0, 0], ms: 20 }],
    ['comments, quotes, CRLF', '# of a run\r\n"neuron","time"\r\n"0","3"\r\n', { a: [1, 0], ms: 20 }],
    ['lists of SpiNeMap, equal times once', '0 1 2 2 9\n3 4\n1\n', { a: [3, 0], b: [0, 1, 0], ms: 20 }],
  ])('%s', async (_, text, expected) => {
    const given: Record<string, unknown> = { a: undefined, b: undefined, ...expected };
    expect(await taken(spec([A, B]), put('s.csv', text))).toEqual(given);
  });

  it('packed, and of a population that the line names', async () => {
    const path = put('s.csv.gz', gzipSync('neuron,time\n2,1\n'));
    expect(await taken(spec([A, B]), `b=${path}`)).toEqual({ a: undefined, b: [0, 0, 1], ms: 20 });
  });

  it.each([
    ['0,1\n1,2', 'E1143 s.csv:1:1: 2 numbers without a heading'],
    [
      '0 1\n0 2',
      'E1143 s.csv:2:1: numbers without a heading are a neuron and its times to a line, and neuron 0 has line 1',
    ],
    ['neuron,voltage\n0,1', 'E1143 s.csv:1:1: the heading "neuron,voltage" names "voltage"'],
    [
      'neuron,time,step\n0,1,1',
      'E1143 s.csv:1:1: the heading "neuron,time,step" needs a neuron and one column',
    ],
    ['time\n1', 'E1143 s.csv:1:1: the heading "time" needs a neuron'],
    ['neuron,time\n0', 'E1143 s.csv:2:1: the line has 1 columns, the heading 2.'],
    ['neuron,time\n0,x', 'E1145 s.csv:2:1: "0" and "x" are no number'],
    ['neuron,time\n0.5,1', 'E1145 s.csv:2:1: "0.5" and "1" are no number'],
    ['neuron,time\n0,inf', 'E1145 s.csv:2:1: "0" and "inf" are no number'],
    ['neuron,step\n0,1.5', 'E1145 s.csv:2:1: neuron 0 at 1.5 steps'],
    ['neuron,spikes\n0,1.5', 'E1145 s.csv:2:1: 1.5 is no whole number of spikes.'],
    ['neuron,spikes\n0,4294967296', 'E1145 s.csv: a[0] has 4,294,967,296 spikes'],
    ['neuron,time\n5,1', 'E1144 s.csv:2:1: neuron 5 is beyond the 5 of the network, numbered from 0.'],
    ['population,index,time\nb,3,1', 'E1144 s.csv:2:1: neuron 3 is beyond the 3 of "b"'],
    ['population,index,time\nbb,0,1', 'E1144 s.csv: the network has no population "bb". Did you mean "b"?'],
    ['{"a": 1}', 'E1143 s.csv: this is JSON or XML'],
    ['\n\n# none\n', 'E1143 s.csv: the file holds no spikes and no heading.'],
    ['neuron\0', 'E1143 s.csv: this is binary data'],
  ])('%j is refused', async (text, message) => {
    expect(await refused(spec([A, B]), put('s.csv', text))).toContain(message);
  });

  it('is refused beside counts of another window, and read where they are rates', async () => {
    const path = put('s.csv', 'neuron,time\n0,30');
    expect(await refused(spec([A, { ...B, spikes: 4 }]), path)).toContain(
      'E1146 s.csv: the spikes are of 31 ms, those of "b" in the network\'s file of 20 ms.',
    );
    expect(await taken(spec([A, { ...B, rateHz: 4 }]), path)).toMatchObject({ a: [1, 0], ms: 31 });
  });
});

describe('a raster', () => {
  it.each([
    ['steps x neurons', [4, 3], [1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0], [3, 0, 2], 4],
    ['neurons x steps', [3, 4], [1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0], [3, 0, 2], 4],
    ['a batch of one', [1, 4, 3], [1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0], [3, 0, 2], 4],
    ['one step', [1, 3], [1, 0, 1], [1, 0, 1], 1],
    ['a count for each neuron', [3], [5, 0, 7], [5, 0, 7], 20],
  ])('%s', async (_, shape, values, counts, ms) => {
    const path = put('s.npy', npy(shape, values));
    expect(await taken(spec([A, B]), path)).toEqual({ a: undefined, b: counts, ms });
  });

  it.each([
    ['steps x channels x rows x columns', [5, 2, 3, 4]],
    ['steps x neurons', [5, 24]],
    ['width x height x channels x steps', [4, 3, 2, 5]],
    ['neurons x steps', [24, 5]],
  ])('of an image as %s', async (called, shape) => {
    // Neuron (1, 2, 3), the last one, fires in steps 1 and 4; neuron (0, 0, 1), the second, in step 2.
    const values = new Array<number>(120).fill(0);
    const fire = (step: number, [c, y, x]: readonly [number, number, number]): void => {
      const neuron = (c * 3 + y) * 4 + x;
      const at = called.startsWith('steps')
        ? step * 24 + neuron
        : called.startsWith('neurons')
          ? neuron * 5 + step
          : ((x * 3 + y) * 2 + c) * 5 + step;
      values[at] = 1;
    };
    fire(1, [1, 2, 3]);
    fire(4, [1, 2, 3]);
    fire(2, [0, 0, 1]);
    const { spec: made } = await withSpikes(spec([IMAGE]), [put('s.npy', npy(shape, values))]);
    const counts = Array.from(made.populations[0].spikes as Uint32Array);
    expect([made.durationMs, counts.indexOf(1), counts.indexOf(2), counts.reduce((a, b) => a + b)]).toEqual([
      5, 1, 23, 3,
    ]);
  });

  it('is as long as its steps in the time step of the network', async () => {
    const path = put('s.npy', npy([4, 3], new Array<number>(12).fill(1)));
    expect(await taken(spec([A, B], { timestepMs: 0.5 }), path)).toMatchObject({ b: [4, 4, 4], ms: 2 });
  });

  it('of several populations: an archive that calls them by name, or files of their own', async () => {
    const a = { name: 'a', shape: [5, 2], values: Float32Array.from({ length: 10 }, () => 1) };
    const b = { name: 'b', shape: [5, 3], values: Float32Array.from({ length: 15 }, (_, k) => k % 2) };
    const both = { a: [5, 5], b: [2, 3, 2], ms: 5 };
    expect(await taken(spec([A, B]), put('s.npz', await writeNpz([a, b])))).toEqual(both);
    const files = [a, b].map(({ name, shape, values }) => put(`${name}.npy`, npy(shape, [...values])));
    expect(await taken(spec([A, B]), files)).toEqual(both);
    const swapped = await withSpikes(spec([A, B]), [...files].reverse());
    expect(swapped.spikesSha256).not.toBe((await withSpikes(spec([A, B]), files)).spikesSha256);
  });

  it.each([
    [
      [3, 3],
      [A, B],
      'E1144 s.npy: the array of the shape (3, 3) is steps x neurons as well as neurons x steps of "b".',
    ],
    [
      [4, 7],
      [A, B],
      'E1144 s.npy: the array has the shape (4, 7), and no axes of it are the neurons of a population: "a" has 2, "b" has 3.',
    ],
    [
      [4, 3],
      [B, { ...B, id: 'c' }],
      'E1144 s.npy: the array of the shape (4, 3) fits "b" and "c". Say whose',
    ],
    [[2, 4, 3], [A, B], 'E1144 s.npy: the array has the shape (2, 4, 3)'],
  ] as const)('%j is refused', async (shape, populations, message) => {
    const size = shape.reduce<number>((product, length) => product * length, 1);
    const path = put('s.npy', npy(shape, new Array<number>(size).fill(1)));
    expect(await refused(spec(populations), path)).toContain(message);
  });

  it.each([
    ['potentials', 0.25],
    ['negative values', -1],
    ['what is no number', NaN],
  ])('of %s is refused', async (_, value) => {
    const path = put('s.npy', npy([2, 3], [0, 1, 0, 0, value, 0]));
    expect(await refused(spec([B]), path)).toContain(`E1145 s.npy: b[1] has the value ${value} in step 1`);
  });

  it('of another window than a second one is refused', async () => {
    const files = [
      put('a.npy', npy([4, 2], new Array<number>(8).fill(0))),
      put('b.npy', npy([5, 3], new Array<number>(15).fill(0))),
    ];
    expect(await refused(spec([A, B]), files)).toContain('E1146 b.npy: it is 5 ms long, a.npy 4 ms');
  });

  it('that is cut off is refused', async () => {
    expect(
      await refused(spec([B]), put('s.npy', npy([4, 3], new Array<number>(12).fill(1)).slice(0, -3))),
    ).toContain('E1840');
  });
});

const events = (nodes: readonly number[], times: readonly number[], units?: string): GroupEntry => ({
  node_ids: { data: nodes.map(BigInt), shape: [nodes.length], type: '<Q' },
  timestamps: {
    data: times,
    shape: [times.length],
    type: '<d',
    ...(units === undefined ? {} : { attributes: { units } }),
  },
});

describe('spikes of SONATA', () => {
  it.each([
    [
      'by population',
      { spikes: { b: events([2, 2], [1, 3]), a: events([0], [2], 'ms') } },
      { a: [1, 0], b: [0, 0, 2], ms: 20 },
    ],
    ['in seconds', { spikes: { b: events([1], [0.018], 's') } }, { a: undefined, b: [0, 1, 0], ms: 20 }],
  ])('%s', async (_, root, expected) => {
    expect(await taken(spec([A, B]), put('s.h5', await writeHdf5(root)))).toEqual(expected);
  });

  it('of no named population, as older files: of the only one, or of one that is said', async () => {
    const { node_ids, timestamps } = events([0, 1], [1, 2]);
    const path = put('s.h5', await writeHdf5({ spikes: { gids: node_ids, timestamps } }));
    expect(await taken(spec([A]), path)).toEqual({ a: [1, 1], ms: 20 });
    expect(await taken(spec([A, B]), `b=${path}`)).toEqual({ a: undefined, b: [1, 1, 0], ms: 20 });
    expect(await refused(spec([A, B]), path)).toContain(
      'E1144 s.h5: /spikes: the spikes are of one population, which the file does not name; the network has 2.',
    );
  });

  it.each([
    [
      { spikes: { b: { node_ids: { data: [1], shape: [1], type: '<i' } } } },
      'E1143 s.h5: /spikes/b: it needs "timestamps" and "node_ids"; "timestamps" is missing.',
    ],
    [{ spikes: { b: events([1, 2], [1]) } }, 'E1143 s.h5: /spikes/b: 1 timestamps belong to 2 node_ids.'],
    [
      { spikes: { b: events([1], [1], 'fortnights') } },
      'E1143 s.h5: /spikes/b/timestamps: the unit of time "fortnights"',
    ],
    [{ spikes: { c: events([1], [1]) } }, 'E1144 s.h5: /spikes/c: the network has no population "c".'],
    [{ spikes: {} }, 'E1143 s.h5: /spikes: it holds no population'],
    [{ other: {} }, 'E1143 s.h5: this HDF5 file holds no spikes'],
  ] as const)('%j is refused', async (root, message) => {
    expect(
      await refused(spec([A, B]), put('s.h5', await writeHdf5(root as unknown as GroupEntry))),
    ).toContain(message);
  });
});

describe('NIRGraphData', () => {
  const node = (observables: GroupEntry): GroupEntry => ({ '@__type__': 'NIRNodeData', observables });
  const list = (idx: readonly number[], time: readonly number[], tMax: number): GroupEntry => ({
    '@__type__': 'EventData',
    '@n_neurons': 3,
    '@t_max': tMax,
    idx: { data: idx.map(BigInt), shape: [1, idx.length], type: '<q' },
    time: { data: time, shape: [1, time.length], type: '<d' },
  });
  const graph = (nodes: GroupEntry): GroupEntry => ({ '@__type__': 'NIRGraphData', nodes });

  it('reads events in seconds, rows filled up with -1, in graphs inside graphs', async () => {
    const inner = graph({ b: node({ spikes: list([2, 2, -1], [0.001, 0.0095, Infinity], 0.01) }) });
    const path = put('d.nir', await writeHdf5(graph({ inner })));
    const inside = { ...B, id: 'inner.b' };
    expect(await taken(spec([A, inside]), path)).toEqual({ a: undefined, 'inner.b': [0, 0, 2], ms: 10 });
  });

  it('reads values on a grid', async () => {
    const grid: GroupEntry = {
      '@__type__': 'TimeGriddedData',
      '@dt': 0.002,
      data: { data: [0, 1, 1, 1, 0, 0], shape: [1, 2, 3], type: '<b' },
    };
    const path = put('d.nir', await writeHdf5(graph({ b: node({ spikes: grid, v: list([], [], 1) }) })));
    expect(await taken(spec([A, B]), path)).toEqual({ a: undefined, b: [1, 1, 1], ms: 4 });
  });

  it.each([
    [
      { b: node({ x: list([0], [0], 1), y: list([0], [0], 1) }) },
      'E1143 d.nir: /nodes/b/observables: "x" and "y" may both be spikes.',
    ],
    [
      { b: node({ v: { '@__type__': 'TimeGriddedData' } }) },
      'E1143 d.nir: /: no node of this NIRGraphData has spikes',
    ],
    [
      { b: node({ spikes: list([0], [0], 0) }) },
      'E1143 d.nir: /nodes/b/observables/spikes: the attribute "t_max" has to be a number of seconds above 0, found 0.',
    ],
    [
      { b: node({ spikes: list([0], [1.5], 1) }) },
      'E1146 d.nir: /nodes/b/observables/spikes: the last spike comes at 1500 ms, the record ends at 1000 ms.',
    ],
  ] as const)('%# is refused', async (nodes, message) => {
    expect(
      await refused(spec([A, B]), put('d.nir', await writeHdf5(graph(nodes as unknown as GroupEntry)))),
    ).toContain(message);
  });
});

/** AEDAT 3.1 with one packet of polarity events: x, y, polarity, us. */
function aedat(rows: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const header = new TextEncoder().encode('#!AER-DAT3.1\r\n#Format: RAW\r\n#!END-HEADER\r\n');
  const packet = new DataView(new ArrayBuffer(28 + rows.length * 8));
  packet.setUint16(0, 1, true);
  packet.setUint32(4, 8, true);
  packet.setUint32(8, 4, true);
  packet.setUint32(20, rows.length, true);
  rows.forEach(([x, y, on, us], k) => {
    packet.setUint32(28 + k * 8, ((x << 17) | (y << 2) | (on << 1) | 1) >>> 0, true);
    packet.setUint32(32 + k * 8, us, true);
  });
  return Buffer.concat([header, new Uint8Array(packet.buffer)]);
}

describe('events of a camera', () => {
  const rows = [
    [3, 2, 1, 500_000],
    [3, 2, 1, 501_000],
    [1, 0, 0, 504_200],
  ] as const;

  it.each([
    ['two channels, off and on', IMAGE, 23, 1],
    ['one channel for both', { ...IMAGE, size: 12, shape: [1, 3, 4] }, 11, 1],
  ] as const)('into %s', async (_, population, twice, once) => {
    const { spec: made } = await withSpikes(spec([population, A]), [put('e.aedat', aedat(rows))]);
    const counts = Array.from(made.populations[0].spikes as Uint32Array);
    expect([counts.indexOf(2), counts.indexOf(1), counts.reduce((a, b) => a + b)]).toEqual([twice, once, 3]);
    expect(made.durationMs).toBe(20);
  });

  it.each([
    [
      aedat([[4, 0, 1, 1]]),
      [IMAGE],
      'E1144 e.aedat: an event is at x 4, y 0; "image" has 4 columns and 3 rows.',
    ],
    [
      aedat([[0, 0, 1, 1]]),
      [A],
      'E1144 e.aedat: events of a camera go to a population of the shape [2, rows, columns]',
    ],
    [aedat(rows).slice(0, -4), [IMAGE], 'E1143 e.aedat: this AEDAT file cannot be read'],
    ...(
      [
        ['1.0', ' Its addresses mean what the chip of one camera makes of them'],
        ['2.0', ' Its addresses mean what the chip of one camera makes of them'],
        ['3.0', ' Write its events as CSV'],
        ['4.0', ' Its packets are FlatBuffers'],
      ] as const
    ).map(
      ([version, why]) =>
        [
          new TextEncoder().encode(`#!AER-DAT${version}\r\n`),
          [IMAGE],
          `E1143 e.aedat: this is AEDAT ${version}; of AEDAT only 3.1 is read.${why}`,
        ] as const,
    ),
  ] as const)('%# is refused', async (bytes, populations, message) => {
    expect(await refused(spec(populations), put('e.aedat', bytes))).toContain(message);
  });
});

describe('a network with recorded spikes', () => {
  const NET =
    '{"format":"nmap-network","version":1,"name":"n","populations":[{"id":"a","size":2}],"projections":[]}';

  it('is the network that says the same counts itself', async () => {
    const net = put('net.json', NET);
    const spikes = put('s.csv', 'neuron,time\n1,5\n1,999');
    const said = put('said.json', NET.replace('"size":2', '"size":2,"spikes":[0,2]'));
    const [plain, recorded, counted] = [
      await readNetworkFile(net),
      await readNetworkFile(net, { spikes: [spikes] }),
      await readNetworkFile(said),
    ];
    expect(recorded.sha256).toBe(counted.sha256);
    expect(recorded.sha256).not.toBe(plain.sha256);
    expect(recorded.fileSha256).toBe(plain.fileSha256);
    expect([plain.spikesSha256, recorded.spikesSha256]).toEqual([
      undefined,
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it('keeps a path with an equals sign in it', async () => {
    const net = put('net.json', NET);
    const path = put('run=3.csv', 'neuron,time\n1,5\n');
    expect((await readNetworkFile(net, { spikes: [path] })).spec.populations[0].spikes).toEqual(
      Uint32Array.of(0, 1),
    );
  });
});

const data = process.env['NMAP_DATA'];
const real = (path: string): string => join(data ?? '', path);
const describeWithData = data !== undefined && existsSync(real('nir')) ? describe : describe.skip;

describeWithData('recordings of others (folder NMAP_DATA)', () => {
  it.each([
    [
      'nir/braille_noDelay_bias_zero.nir',
      ['nir/braille_activity/snntorch_activity_noDelay_bias_zero.npy'],
      119,
      256,
    ],
    [
      'nir/braille_noDelay_bias_zero.nir',
      ['nir/braille_activity/norse_activity_noDelay_bias_zero.npy'],
      118,
      256,
    ],
    ['nir/02_cnn/cnn_sinabs.nir', ['1=nir/02_cnn/speck_activity.npy'], 104_661, 10],
    [
      'lava-dl/oxford/Trained/network.net',
      ['input=lava-dl/oxford/gts/in.npy', 'dense1=lava-dl/oxford/gts/in.npy'],
      3762,
      2000,
    ],
    ['sonata/9_cells/circuit_config.json', ['sonata/9_cells/inputs/exc_spike_trains.h5'], 312, 2996],
  ])('%s with %j', async (net, given, total, ms) => {
    const spikes = given.map((text) => text.replace(/^([^=]*=)?/, (name) => `${name}${real('')}/`));
    const { spec: made } = await readNetworkFile(real(net), { spikes });
    const counts = made.populations.flatMap((population) =>
      Array.from((population.spikes ?? []) as Uint32Array),
    );
    expect([counts.reduce((a, b) => a + b, 0), made.durationMs]).toEqual([total, ms]);
  });
});
