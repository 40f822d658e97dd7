/** Published networks, by the counts of their authors: needs NMAP_DATA. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readNetworkFile } from '../read-network.ts';
import { counts } from './testing/read.ts';

const data = process.env['NMAP_DATA'];
const nets =
  data === undefined
    ? null
    : [data, join(data, 'nets')].find((folder) => existsSync(join(folder, 'lava-dl')));

describe('published networks', () => {
  /** [file or folder, neurons on the chip, outside, synapses] */
  const files: readonly (readonly [string, number, number, number])[] = [
    ['lava-dl/tiny.net', 1668, 0, 86_400],
    ['lava-dl/mnist.net', 202, 784, 109_184],
    ['lava-dl/oxford/Trained/network.net', 456, 200, 102_400],
    ['lava-dl/pilotnet_small.net', 43_117, 0, 5_071_110],
    ['sonata/point_450cells', 450, 100, 64_441],
    ['sonata/point_120cells', 120, 100, 2661],
    ['sonata/9_cells', 9, 20, 1289],
    ['sonata/300_pointneurons', 300, 100, 48_432],
    ['microcircuit/MicrocircuitNoInput_2pcnt.net.nml.h5', 1539, 0, 59_607],
    ['tennlab/framework_33.txt', 180, 0, 620],
    ['tennlab/framework_34.txt', 54, 0, 138],
    ['tennlab/framework_35.txt', 40, 0, 113],
    ['tennlab/framework_36.txt', 65, 0, 112],
    ['tennlab/magic_converted.txt', 102, 0, 304],
    ['tennlab/pole_original.txt', 15, 0, 30],
  ];
  if (nets === null || nets === undefined)
    it.skip('skipped: NMAP_DATA names no folder with lava-dl/', () => undefined);
  else {
    it.each(files)('%s', async (name, neurons, external, synapses) => {
      const { spec } = await readNetworkFile(join(nets, name));
      expect(counts(spec)).toEqual([neurons, external, synapses]);
    });

    it('every network of TENNLab, as a plain count of its JSON says', async () => {
      const names = readdirSync(join(nets, 'tennlab')).filter((name) => name.startsWith('pong'));
      for (const name of names) {
        const file = join(nets, 'tennlab', name);
        const { Nodes, Edges } = JSON.parse(readFileSync(file, 'utf8')) as {
          Nodes: unknown[];
          Edges: unknown[];
        };
        expect(counts((await readNetworkFile(file)).spec)).toEqual([Nodes.length, 0, Edges.length]);
      }
    });
  }
});
