import { describe, expect, it } from '@jest/globals';
import { GOOD, errorsOf } from './testing/chip.ts';

/** [what it is, the text, what the one error must name] */
const FOREIGN: readonly (readonly [string, string, RegExp])[] = [
  ['SANA-FE, mappings', 'network:\n  name: n\nmappings: []\n', /SANA-FE/],
  ['Timeloop', 'architecture:\n  version: 0.3\n  subtree:\n    - name: system\n', /Timeloop/],
  [
    'Accelergy with attributes',
    'architecture:\n  name: x\n  attributes: {}\n  subtree: []\n',
    /Timeloop or Accelergy/,
  ],
  ['Accelergy', 'architecture:\n  version: 0.4\n  nodes:\n    - !Container\n', /Timeloop or Accelergy/],
  ['a network of SANA-FE', 'network:\n  name: n\n  groups: []\n  edges: []\nmappings: []\n', /SANA-FE/],
  [
    'our network',
    '{"format": "nmap-network", "version": 1, "populations": [], "projections": []}',
    /network.*swap/,
  ],
  ['our network in YAML', 'format: nmap-network\nversion: 1\npopulations: []\n', /network/],
  [
    'our manifest',
    '{"format": "nmap-manifest", "version": 1, "network": {}, "hardware": {}, "pipeline": [], "metrics": {}, "cores": []}',
    /placement manifest/,
  ],
  ['graphology JSON', '{"nodes": [{"key": 0}], "edges": []}', /graphology/],
  ['NetworkX', '{"nodes": [{"id": 0}], "links": []}', /graph/],
  ['SONATA', '{"manifest": {}, "networks": {"nodes": []}}', /SONATA/],
  ['Noxim', 'mesh_dim_x: 4\nmesh_dim_y: 4\n', /Noxim/],
  ['Docker Compose', 'services:\n  web:\n    image: x\n', /Docker/],
  ['a workflow', 'name: ci\non: push\njobs:\n  test: {}\n', /GitHub/],
  ['Kubernetes', 'apiVersion: v1\nkind: Pod\n', /Kubernetes/],
  ['conda', 'name: x\nchannels: [a]\ndependencies: [b]\n', /conda/],
  [
    'a configuration of Snakemake',
    'samples: samples.tsv\nthreads: 8\nresults_dir: out\n',
    /no nmap-hardware file/,
  ],
  ['a name and a version', 'name: x\nversion: 1\n', /no nmap-hardware file/],
  ['a configuration of training', 'architecture: resnet18\nlr: 0.1\n', /^(?!.*SANA)/],
  ['an architecture of somebody', 'architecture:\n  name: x86\n', /^(?!.*SANA)/],
  ['netplan', 'network:\n  version: 2\n  ethernets: {}\n', /^(?!.*SANA)/],
  ['an index of Elasticsearch', 'mappings:\n  properties: {}\n', /^(?!.*SANA)/],
  ['Docker Compose with networks', 'services: {}\nnetworks:\n  front: {}\n', /Docker/],
  ['jobs of others', 'jobs:\n  - job: build\n', /^(?!.*GitHub)/],
  ['dependencies of others', 'dependencies:\n  http: ^1.0.0\n', /^(?!.*conda)/],
  ['another format', 'format: my-chip\nversion: 1\nname: x\n', /the format "my-chip"/],
];

describe('YAML of others', () => {
  it.each(FOREIGN)('%s is refused in one error that names it', (_, text, pattern) => {
    const found = errorsOf(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'E1023', where: 'chip.yaml:1:1' });
    expect(`${found[0].message} ${found[0].hint}`).toMatch(/^this is no nmap-hardware file/);
    expect(`${found[0].message} ${found[0].hint}`).toMatch(pattern);
  });

  it.each([
    ['a format that is misspelt', GOOD.replace('nmap-hardware', 'nmap-hardwre'), 'E1204'],
    ['no format', GOOD.replace(/^format.*\n/, ''), 'E1205'],
    ['parts that are misspelt', 'version: 1\nname: t\ntopolgy: {}\ncores: {}\n', 'E1205'],
    ['one part of a chip', 'energy: {}\n', 'E1205'],
    ['architecture beside a chip', GOOD + 'architecture:\n  name: x\n', 'E1203'],
    ['architecture of SANA-FE, with merge keys', 'architecture:\n  <<: x\n  tile: []\n', 'E1202'],
    [
      'architecture of SANA-FE beside part of a chip',
      'name: x\narchitecture:\n  tile: []\nenergy: 3\n',
      'E1390',
    ],
    ['architecture of SANA-FE without tiles', 'architecture:\n  name: loihi\n  attributes: {}\n', 'E1390'],
    ['architecture beside part of a chip', 'architecture: x\ncore: {}\n', 'E1203'],
    ['a network with a chip in it', GOOD + 'populations: []\n', 'E1203'],
  ])('%s is a chip with mistakes', (_, text, code) => {
    expect(errorsOf(text).map((found) => found.code)).toContain(code);
    expect(errorsOf(text).map((found) => found.code)).not.toContain('E1023');
  });
});
