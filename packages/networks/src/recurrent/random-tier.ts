import { Rng } from '@nmap/kernels';
import { seed } from '../common-options.ts';
import { DistinctDrawer, gaussian } from '../draw.ts';
import { defineGenerator, optionError } from '../generator.ts';

/** [nodes, mean and standard deviation of the number of destinations] */
const TIERS: Readonly<Record<string, readonly [number, number, number]>> = {
  '256': [256, 32, 8],
  '512': [512, 48, 12],
  '1k': [1024, 64, 16],
  '2k': [2048, 96, 24],
  '4k': [4096, 128, 32],
  '8k': [8192, 192, 48],
  '16k': [16_384, 256, 64],
  '32k': [32_768, 384, 96],
  '64k': [65_536, 512, 128],
  '128k': [131_072, 768, 192],
  '256k': [262_144, 1024, 256],
  '512k': [524_288, 1536, 384],
};

/** Two columns of 32 bits: 2 GiB. */
const MOST_SYNAPSES = 268_435_456;
const LEAST_FREQUENCY = 0.1;
const MOST_FREQUENCY = 1000;

/**
 * The random scalability tiers: every node sends to a number of distinct others that is
 * normal, cut to an integer and to 0 .. n - 1; its frequency is uniform in 0.1 .. 1000.
 * **Source** Ronzani, Silvano, arXiv:2601.16118, 2026, and the code of AxonFlow.
 * **Differs from the paper**: the same distributions from our own generator, not NumPy's
 * stream; a frequency becomes a rate in a window of one second, so that spikes are its
 * nearest integer. Memory: 8 bytes a synapse, so the two largest tiers are refused.
 */
export const randomTier = defineGenerator({
  summary: 'Random scalability tiers of Ronzani and Silvano, 256 to 128k nodes',
  source: 'Ronzani & Silvano 2026, arXiv:2601.16118',
  options: {
    tier: {
      kind: 'text',
      default: '1k',
      choices: Object.keys(TIERS),
      describe: 'Number of nodes, 1k = 1024',
    },
    seed: { ...seed, default: 192 },
  },
  make: ({ tier, seed: seedOfAll }) => {
    const [nodes, mean, deviation] = TIERS[tier];
    const rng = Rng.fork(seedOfAll, `random-tier/${tier}`);
    const fanOut = new Uint32Array(nodes);
    let synapses = 0;
    for (let node = 0; node < nodes; node++) {
      const drawn = Math.trunc(mean + deviation * gaussian(rng));
      fanOut[node] = Math.min(Math.max(drawn, 0), nodes - 1);
      synapses += fanOut[node];
    }
    if (synapses > MOST_SYNAPSES) {
      throw optionError(
        'tier',
        `${tier} has ${synapses} synapses, at most ${MOST_SYNAPSES} are listed.`,
        'Use 128k.',
      );
    }
    const pre = new Uint32Array(synapses);
    const post = new Uint32Array(synapses);
    const rateHz = new Float64Array(nodes);
    const drawer = new DistinctDrawer(nodes);
    for (let node = 0, entry = 0; node < nodes; node++) {
      pre.fill(node, entry, entry + fanOut[node]);
      drawer.draw(rng, fanOut[node], node, post, entry);
      entry += fanOut[node];
      rateHz[node] = LEAST_FREQUENCY + rng.unit() * (MOST_FREQUENCY - LEAST_FREQUENCY);
    }
    return {
      name: `random-tier-${tier}`,
      timestepMs: 1,
      durationMs: 1000,
      populations: [{ id: 'nodes', size: nodes, rateHz }],
      projections: [{ from: 'nodes', to: 'nodes', connector: 'list', pre, post }],
    };
  },
});
