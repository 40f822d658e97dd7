import { readNetworkBytes } from '@nmap/formats';
import { lower } from '@nmap/ir';
import { readSpikeTrains } from '@nmap/simulator';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { differs, verdict } from '../lib/kind.mjs';
import { NETWORK, jsonText } from '../lib/sample-files.mjs';

const STEPS = 100;
const TEXTS = [
  '0,0\n1,3\n99,9\n99,9\n',
  '# made by hand\nstep,population,index\n0,in,0\n5,h,3\n\n7,"out",1\n',
  'neuron;step\n0;0\n4;20\n1.2e0;3\n',
  '0 in 1\n3 h 2\n4 out 0\n',
];

let network = null;

/** @type {import('../lib/kind.mjs').Kind} */
export const spikeTrains = {
  name: 'spike-trains',
  what: 'spike trains, CSV',
  samples: async () => {
    const { spec } = await readNetworkBytes([Buffer.from(jsonText(NETWORK))], 'f.json');
    ({ network } = lower(spec));
    return TEXTS.map((text, k) => ({ name: `trains ${k}`, text }));
  },
  judge: (bytes) =>
    verdict(bytes, () => {
      const text = bytes.toString('utf8');
      const { trains, diagnostics } = readSpikeTrains(text, 'f.csv', network, STEPS);
      const rows = text
        .replace(/^\ufeff/, '')
        .split(/\r\n|\n|\r/)
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
      const heading = rows.length > 0 && /step/i.test(rows[0]) ? 1 : 0;
      return [
        ...faultsOfDiagnostics(diagnostics, bytes),
        ...differs('spikes', trains.step.length, rows.length - heading),
        ...(trains.step.every((step, k) => step < STEPS && trains.neuron[k] < network.neuronCount)
          ? []
          : [`spikes outside: ${trains.step.join()} of ${trains.neuron.join()}`]),
      ];
    }),
};
