// Three mappers on two chips: node examples/three-mappers-two-chips.mjs
import { greedy, hilbert, rowMajor, sequential } from '@nmap/compiler';
import { compare, markdownOf, resultTables, summarise } from '@nmap/compare';

const examples = new URL('.', import.meta.url).pathname;
const { records, missing } = await compare(
  {
    networks: [`${examples}lsm-small.json`],
    hardware: ['loihi', 'spinnaker'],
    mappers: [
      { name: 'pacman', preset: 'pacman' },
      { name: 'greedy', pipeline: [greedy(), hilbert()] },
      { name: 'sequential', pipeline: [sequential(), rowMajor()] },
    ],
    seeds: 2,
    neuronsPerCore: 32,
  },
  { onProgress: ({ done, total }) => process.stderr.write(`run ${done} of ${total}\n`) },
);
const summary = summarise(records, { baseline: 'pacman', metrics: ['interCorePackets', 'energyPj.total'] });
console.log(markdownOf('Three mappers on two chips', resultTables(summary), summary.notes));
process.exitCode = missing === 0 ? 0 : 1;
