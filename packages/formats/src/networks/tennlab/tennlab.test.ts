/** Networks of TENNLab as JSON and text: what is read, and how broken files are refused. */
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { failureOf } from '../../testing/failure.ts';
import { read, sizes, at } from '../testing/read.ts';

describe('TENNLab', () => {
  const property = (name: string, index: number, type = 73) => ({
    name,
    type,
    index,
    size: 1,
    min_value: 0,
    max_value: 9,
  });
  const network = {
    Properties: {
      node_properties: [property('Threshold', 0)],
      edge_properties: [property('Delay', 1), property('Weight', 0)],
      network_properties: [],
    },
    Nodes: [
      { id: 7, values: [3] },
      { id: 0, values: [1] },
      { id: 900, values: [2] },
    ],
    Edges: [
      { from: 0, to: 7, values: [5, 2] },
      { from: 7, to: 900, values: [-1, 4] },
    ],
    Inputs: [0],
    Outputs: [900],
    Network_Values: [],
    Associated_Data: { other: { proc_name: 'risp' } },
  };
  const commands =
    'FJ empty.json\n# comment\nan 7 0 900 4\nAI 0\nAO 900\nSNP 7 Threshold 3\nSNP 0 Threshold 1\nSNP 900 Threshold 2\nSETNAME 7 H[0]\nAE 0 7 7 900 4 7\nSEP 0 7 Weight 5\nSEP 0 7 Delay 2\nSEP 7 900 Weight -1\nSEP 7 900 Delay 4\nRN 4\nSORT Q\n';

  it('reads values by the index of their property, and populations by what they are for', async () => {
    const { spec } = await read(network, 'pong.txt');
    expect(sizes(spec)).toEqual(['inputs 1 input', 'hidden 1 hidden', 'outputs 1 output']);
    expect(spec.populations.map(({ model, params }) => [model, params])).toEqual([
      ['risp', { threshold: 1 }],
      ['risp', { threshold: 3 }],
      ['risp', { threshold: 2 }],
    ]);
    expect(
      spec.projections.map(({ from, to, weight, delayMs }) => [from, to, at(weight), at(delayMs)]),
    ).toEqual([
      ['inputs', 'hidden', 5, 2],
      ['hidden', 'outputs', -1, 4],
    ]);
  });

  it('reads commands as the same network', async () => {
    const { spec } = await read(commands, 'n.txt');
    const json = await read(network, 'n.json');
    expect(spec.projections).toEqual(json.spec.projections);
    expect(spec.populations.map(({ params, size }) => [params, size])).toEqual(
      json.spec.populations.map(({ params, size }) => [params, size]),
    );
  });

  it.each([
    [
      'an edge to nowhere',
      { ...network, Edges: [{ from: 0, to: 5, values: [0, 0] }] },
      /Edges\[0\]: "to" is the number 5, which is no node/,
    ],
    [
      'a node twice',
      { ...network, Nodes: [...network.Nodes, network.Nodes[0]] },
      /the node 7 stands in the file twice/,
    ],
    [
      'values that are missing',
      { ...network, Edges: [{ from: 0, to: 7, values: [1] }] },
      /"delay" is entry 1/,
    ],
    ['an input that is no node', { ...network, Inputs: [3] }, /Inputs\[0\] is the number 3/],
    ['an id that is none', { ...network, Nodes: [{ id: -1, values: [1] }] }, /whole number/],
    ['no nodes', { ...network, Nodes: [], Edges: [], Inputs: [], Outputs: [] }, /no nodes/],
  ])('JSON with %s', async (_, value, said) => {
    const found = await failureOf(() => read(value, 'n.json'));
    expect(found.map(({ code }) => code)).toContain('E1864');
    expect(found[0].where).toMatch(/^n\.json:1:\d+$/);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });

  it.each([
    ['a command that is not known', 'AN 0 1\nAE 0 1\nSHUFFLE 3\n', 'n.txt:3:1', /SHUFFLE.*not known/],
    ['a node twice', 'AN 0 1\nAN 1\nAE 0 1\n', 'n.txt:2:1', /node 1 is there already/],
    ['an edge twice', 'AN 0 1\nAE 0 1\nAE 0 1\n', 'n.txt:3:1', /edge from 0 to 1 is there already/],
    ['half an edge', 'AN 0 1\nAE 0 1 0\n', 'n.txt:2:1', /pairs/],
    ['a node that was removed', 'AN 0 1\nRN 0\nAE 0 1\n', 'n.txt:3:1', /no node 0/],
    ['a value that is none', 'AN 0 1\nSNP 0 Threshold x\n', 'n.txt:2:1', /property and its value/],
    ['nothing left', 'AN 0\nSNP 0 T 1\nRN 0\n', 'n.txt:3:1', /no nodes/],
  ])('commands with %s', async (_, text, where, said) => {
    const [first] = await failureOf(() => read(text, 'n.txt'));
    expect(first).toMatchObject({ code: 'E1865', where });
    expect(first.message).toMatch(said);
  });
});
