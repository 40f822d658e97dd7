/** SpiNeMap, SANA-FE and NeuroML in XML: what each file is read as, and what is refused with its place. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic, type NetworkSpec } from '@nmap/ir';
import { readNetworkBytes, readNetworkFile, type NetworkOptions } from '../read-network.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';

const read = (text: string, name: string, options: NetworkOptions = {}) =>
  readNetworkBytes(piecesOf(text, 19), name, options);
const faults = async (text: string, name: string, options: NetworkOptions = {}): Promise<string> =>
  (await failureOf(() => read(text, name, options))).map((found) => formatDiagnostic(found)).join('\n');

const listed = (values: number | ArrayLike<number> | undefined): unknown =>
  values === undefined || typeof values === 'number' ? values : Array.from(values);

/** `a -> b: 0>1 1>1 weight ... delay ...` of every projection, populations with their sizes before. */
function told({ populations, projections }: NetworkSpec): string[] {
  return [
    populations.map(({ id, size, shape }) => `${id} ${shape?.join('x') ?? size}`).join(', '),
    ...projections.map((projection) => {
      const { from, to, connector, weight, delayMs } = projection;
      const what =
        projection.connector === 'list'
          ? Array.from(projection.pre, (pre, k) => `${pre}>${projection.post[k]}`).join(' ')
          : projection.connector === 'conv2d'
            ? `conv2d ${JSON.stringify([projection.kernel, projection.stride])}`
            : connector;
      return `${from} -> ${to}: ${what}; ${JSON.stringify(listed(weight))}; ${JSON.stringify(listed(delayMs))}`;
    }),
  ];
}

describe('SpiNeMap', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nmap-spinemap-'));
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it.each([
    ['lines', '0 2 3 \n1 3 \n', ['neurons 4', 'neurons -> neurons: 0>2 0>3 1>3; undefined; undefined']],
    [
      'records of 2018, a source in several',
      '0\n2 3\n\n1\n3\n\n0\n1\n',
      ['neurons 4', 'neurons -> neurons: 0>2 0>3 0>1 1>3; undefined; undefined'],
    ],
    [
      'a target twice, two synapses',
      '0 1\n1 2 2 3\n',
      ['neurons 4', 'neurons -> neurons: 0>1 1>2 1>2 1>3; undefined; undefined'],
    ],
    [
      'two inputs under one number',
      '0 1 1 2 2\n1 3\n2 3\n',
      ['neurons 5', 'neurons -> neurons: 0>1 4>1 0>2 4>2 1>3 2>3; undefined; undefined'],
    ],
    ['three inputs', '0 1 1 1\n', ['neurons 4', 'neurons -> neurons: 0>1 2>1 3>1; undefined; undefined']],
    [
      'no inputs: a target comes again later',
      '0 1 1 2 2 1 1\n',
      ['neurons 3', 'neurons -> neurons: 0>1 0>1 0>2 0>2 0>1 0>1; undefined; undefined'],
    ],
  ])('reads %s', async (_, text, expected) => {
    const { spec } = await read(text, 'net.connection_info.txt');
    expect(told(spec)).toEqual(expected);
  });

  it('reads weights and spikes that lie beside the connections', async () => {
    const path = put('x.connection_info.txt', '0 1 1 2 2\n2 1\n');
    put('x.weight_info.txt', '0 0.5 -1 2 3 \n2 4\n');
    put('x.spike_info.txt', '0 1 5 9\n2 4 4\n');
    const { spec, diagnostics } = await readNetworkFile(path);
    expect(told(spec)).toEqual([
      'neurons 4',
      'neurons -> neurons: 0>1 3>1 0>2 3>2 2>1; [0.5,-1,2,3,4]; undefined',
    ]);
    expect(listed(spec.populations[0].spikes)).toEqual([3, 0, 1, 3]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toContainEqual(
      'W1892 neuron 0 lists each of its targets 2 times: 2 inputs of a dense layer under one number. They are the neurons 0 and 3.',
    );
  });

  it.each([
    [
      'y',
      '0 1 2\n',
      '0 0.5\n',
      null,
      /E1890 \S+y\.weight_info\.txt: neuron 0 has 2 connections and 1 weights/,
    ],
    [
      'z',
      '0 1 2\n',
      '0 x y\n',
      null,
      /E1890 \S+z\.weight_info\.txt:1:1: "0 x y" is no neuron with its weights/,
    ],
    ['w', '0 1 2\n', null, '9 1\n', /E1890 \S+w\.spike_info\.txt:1:1: neuron 9 is beyond the last, 2/],
    ['v', '0 1 2\n', null, '1 -4\n', /E1145 \S+v\.spike_info\.txt:1:1: "1 -4" is no neuron with its times/],
  ])('%s: files beside that do not fit are refused', async (name, connections, weights, spikes, message) => {
    const path = put(`${name}.connection_info.txt`, connections);
    if (weights !== null) put(`${name}.weight_info.txt`, weights);
    if (spikes !== null) put(`${name}.spike_info.txt`, spikes);
    const found = await failureOf(() => readNetworkFile(path));
    expect(formatDiagnostic(found[0])).toMatch(message);
  });

  it.each([
    ['0 1 x\n', /E1861 \S+:1:1: the line "0 1 x" is not a list/],
    ['0 99999999\n', /E1861 \S+:1:1: the neuron 99,999,999 is beyond/],
    ['\n\n\n', /E1002/],
  ])('%j is refused', async (text, message) => {
    expect(await faults(text, 'net.connection_info.txt')).toMatch(message);
    expect(await faults(text, 'net.txt', { format: 'spinemap' })).toMatch(message);
  });

  it('is a list of targets where the name does not say it', async () => {
    expect((await read('0 1 1\n1 2\n', 'net.txt')).spec.populations[0].size).toBe(3);
  });
});

const GROUPS = `network:
  name: n
  groups:
    - name: a
      attributes: [soma_hw_name: lif]
      neurons:
        - 0..1: [bias: 1.0]
        - 2
    - {name: 1, neurons: [{0: {}}, {1..3: {bias: 2}}]}
  edges:
`;
const MAPPING = 'mappings:\n  - a.0..2: [core: 0.0]\n  - 1.0: {core: 0.10}\n';
const yaml = (...edges: string[]): string =>
  `${GROUPS}${edges.map((edge) => `    - ${edge}\n`).join('')}${MAPPING}`;

describe('SANA-FE', () => {
  it.each([
    [
      'edges of neurons, by the groups that they join',
      ['a.0 -> 1.3: {weight: 2}', '1.0->a.2: [weight: -1.5]', 'a.1 -> 1.0: [weight: 1]'],
      ['a -> 1: 0>3 1>0; [2,1]; undefined', '1 -> a: 0>2; -1.5; undefined'],
    ],
    [
      'delays, of the dendrite, too',
      ['a.0 -> 1.0: {weight: 1, dendrite: {delay: 3}}'],
      ['a -> 1: 0>0; 1; 3'],
    ],
    ['neither', ['a.0 -> 1.0: {}'], ['a -> 1: 0>0; undefined; undefined']],
    [
      'dense',
      ['a -> 1: {type: dense, weight: [1,2,3,4,5,6,7,8,9,10,11,12]}'],
      ['a -> 1: all-to-all; [1,2,3,4,5,6,7,8,9,10,11,12]; undefined'],
    ],
    [
      'sparse, with multapses',
      ['a -> 1: [type: sparse, source_target_pairs: [[0,1],[2,3],[0,1]], weight: [1, 1, 1]]'],
      ['a -> 1: 0>1 2>3 0>1; 1; undefined'],
    ],
  ])('reads %s', async (_, edges, expected) => {
    expect(told((await read(yaml(...edges), 'n.yaml')).spec)).toEqual(['a 3, 1 4', ...expected]);
  });

  it('reads a convolution with its kernel in our order', async () => {
    const text = `network:
  groups:
    - {name: in, neurons: [0..17]}
    - {name: out, neurons: [0..7]}
  edges:
    - in -> out: {type: conv2d, input_height: 3, input_width: 3, input_channels: 2, kernel_height: 2, kernel_width: 2,
        kernel_count: 2, stride_height: 1, stride_width: 1, weight: [0,1,2,3,10,11,12,13,20,21,22,23,30,31,32,33]}
mappings: []
`;
    // [row and column][in][out] there, [out][in][row and column] here.
    expect(told((await read(text, 'n.yaml')).spec)).toEqual([
      'in 2x3x3, out 2x2x2',
      'in -> out: conv2d [[2,2],[1,1]]; [0,10,20,30,2,12,22,32,1,11,21,31,3,13,23,33]; undefined',
    ]);
  });

  it('reads the same from JSON, and from the netlist', async () => {
    const json = JSON.stringify({
      network: {
        groups: [
          { name: '0', neurons: [{ '0..2': {} }] },
          { name: '1', neurons: [{ 0: {} }, { 1: {} }] },
        ],
        edges: [{ '0.2 -> 1.1': { weight: 0.5 } }, { '0.0 -> 1.0': { weight: 2 } }],
      },
      mappings: [{ '0.0..2': { core: '0.0' } }],
    });
    const netlist = `# a netlist
g 3 threshold=1.0 log_spikes=1
g 2
n 0.0 bias=1.0 connections_out=1
n 1.0 { bias: 0 }
e 0.2->1.1 weight=0.5
e 0.0->1.0 [weight: 2]
& 0.0@0.0
`;
    const expected = ['0 3, 1 2', '0 -> 1: 2>1 0>0; [0.5,2]; undefined'];
    expect(told((await read(json, 'network.yaml')).spec)).toEqual(expected);
    expect(told((await read(netlist, 'n.net')).spec)).toEqual(expected);
  });

  it.each([
    [
      yaml('a.3 -> 1.0: {}'),
      /E1891 n\.yaml: edges\[0\] \(a\.3 -> 1\.0\): "a" has 3 neurons, numbered from 0/,
    ],
    [yaml('b.0 -> 1.0: {}'), /edges\[0\] \(b\.0 -> 1\.0\): an edge is written "group\.0 -> group\.1"/],
    [yaml('a.0 -> 1: {}'), /one end is a neuron and the other a group/],
    [yaml('a.0 -> 1.0: {weight: heavy}'), /weight and delay are numbers/],
    [yaml('a -> 1: {weight: [1]}'), /the type is missing: dense, sparse and conv2d are known/],
    [yaml('a -> 1: {type: dense, weight: [1, 2]}'), /"weight" has to be a list of 12 numbers, found 2/],
    [yaml('a -> 1: {type: dense, weight: [{x: 1}, 2]}'), /"weight" has to be a list of 12 numbers, found 2/],
    [yaml('a -> 1: {type: sparse, source_target_pairs: [[0]]}'), /"source_target_pairs" is a list of pairs/],
    [yaml('a -> 1: {type: sparse, source_target_pairs: [[0, 9]]}'), /projections\[0\]/],
    [
      yaml(
        'a -> 1: {type: conv2d, input_height: 1, input_width: 1, input_channels: 2, kernel_height: 1, kernel_width: 1, kernel_count: 2, weight: [1]}',
      ),
      /the convolution reads 2 neurons, "a" has 3/,
    ],
    ['network:\n  groups: []\n', /E1891 n\.yaml: network: a network of SANA-FE needs "network"/],
    [yaml('a.0 -> 1.0: {').replaceAll('}', ''), /E1891 n\.yaml:\d+:\d+: this is no YAML/],
    ['g 2\ne 0.0->0.2 weight=1\n', /E1891 n\.yaml:2:1: group 0 has 2 neurons/],
    ['g 2\ne 0.0->1.0 weight=1\n', /E1891 n\.yaml:2:1: there is no group 1 above/],
    ['g 2\ne 0.0->0.1 weight=x\n', /E1891 n\.yaml:2:1: weight and delay are numbers/],
    ['g 2\nq 1\n', /E1891 n\.yaml:2:1: "q 1" is no line of a netlist/],
    ['g 99999999999\n', /E1891 n\.yaml:1:1: 99,999,999,999 neurons are more/],
  ])('%# is refused', async (text, message) => {
    expect(await faults(text, 'n.yaml')).toMatch(message);
  });

  it('does not grow by aliases', async () => {
    const bomb = Array.from(
      { length: 9 },
      (_, k) => `    k${k}: &k${k} [${k === 0 ? '1' : `*k${k - 1}, *k${k - 1}, *k${k - 1}, *k${k - 1}`}]\n`,
    ).join('');
    expect(await faults(`${GROUPS}    - a.0 -> 1.0: {}\n  bomb:\n${bomb}${MAPPING}`, 'n.yaml')).toMatch(
      /E1891 n\.yaml: the YAML cannot be read/,
    );
  });
});

const nml = (inside: string): string => `<?xml version="1.0"?>
<neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="doc">
<include href="cell.nml"/><network id="net">
<population id="p" component="iaf" size="3"/>
<population id="q" component="iaf" type="populationList">
<instance id="0"><location x="1" y="2" z="3"/></instance><instance id="1"><location x="1" y="2" z="3"/></instance>
</population>
${inside}</network></neuroml>`;

describe('NeuroML in XML', () => {
  it.each([
    [
      'connections by path, parallel ones',
      `<projection id="x" presynapticPopulation="p" postsynapticPopulation="q" synapse="s">
<connection id="0" preCellId="../p/2/iaf" postCellId="../q/1/iaf"/><connection id="1" preCellId="../p[2]" postCellId="../q[1]"/></projection>`,
      ['p -> q: 2>1 2>1; undefined; undefined'],
    ],
    [
      'weights and delays',
      `<projection id="x" presynapticPopulation="p" postsynapticPopulation="q" synapse="s">
<connectionWD id="0" preCellId="0" postCellId="1" weight="0.5" delay="1.5ms"/><connectionWD id="1" preCellId="1" postCellId="0" weight="-2" delay="2e-3 s"/></projection>`,
      ['p -> q: 0>1 1>0; [0.5,-2]; [1.5,2]'],
    ],
    [
      'single connections',
      '<synapticConnection from="p[0]" to="q[1]" synapse="s"/><synapticConnection from="q[0]" to="p[2]" synapse="s"/>',
      ['p -> q: 0>1; undefined; undefined', 'q -> p: 0>2; undefined; undefined'],
    ],
  ])('reads %s', async (_, inside, expected) => {
    const { spec, diagnostics } = await read(nml(inside), 'n.net.nml');
    expect(told(spec)).toEqual(['p 3, q 2', ...expected]);
    expect(spec.name).toBe('net');
    expect(spec.populations[0].model).toBe('iaf');
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'W1868 not read: 1 <include>.',
    ]);
  });

  const between = (inside: string): string =>
    nml(
      `<projection id="x" presynapticPopulation="p" postsynapticPopulation="q" synapse="s">${inside}</projection>`,
    );
  it.each([
    [
      between('<connection id="0" preCellId="../p/3/iaf" postCellId="../q/1/iaf"/>'),
      /E1863 n\.nml:8:\d+: "p" has 3 cells, numbered from 0; this one is 3/,
    ],
    [
      between('<connection id="0" preCellId="../q/0/iaf" postCellId="../q/1/iaf"/>'),
      /joins cells of "q" and "q", its projection "p" and "q"/,
    ],
    [
      between('<connection id="0" preCellId="first" postCellId="../q/1/iaf"/>'),
      /joins "first" and "\.\.\/q\/1\/iaf"; a cell is/,
    ],
    [
      between('<connectionWD id="0" preCellId="0" postCellId="1" weight="1" delay="2 m"/>'),
      /the delay "2 m" is none/,
    ],
    [nml('<projection id="x"/>'), /a projection names its/],
    [nml('<synapticConnection from="r[0]" to="q[1]"/>'), /there is no population "r" above this line/],
    [nml('<population id="p" size="2"/>'), /another population is called "p"/],
    [nml('<population id="r"/>'), /"r" has 0 cells/],
    [nml('<population id="r"><instance id="4"/></population>'), /"r" lists 1 instances, numbered up to 4/],
    [nml('</network><network id="two">'), /E1863 n\.nml:8:\d+: the document holds a second network/],
    ['<neuroml><iafCell id="c"/></neuroml>', /E1863 n\.nml:1:1: the document holds no <network>/],
    [between('<connection id="0"').replace('</projection>', ''), /E1871/],
  ])('%# is refused', async (text, message) => {
    expect(await faults(text, 'n.nml')).toMatch(message);
  });
});
