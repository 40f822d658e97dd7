import { Rng } from '@nmap/kernels';
import { activityLognormal, durationMs, meanSpikes, seed } from '../common-options.ts';
import { drawSpikes } from '../draw.ts';
import { defineGenerator, optionError } from '../generator.ts';

const MOST_SYNAPSES = 268_435_456;

/**
 * Small world: a ring in which every neuron sends to its k nearest neighbours, half on each
 * side; each synapse is moved to a random target with probability p.
 * **Source** D. J. Watts, S. H. Strogatz, "Collective dynamics of small-world networks",
 * Nature 393, 1998, doi:10.1038/30918.
 * **Differs from the paper**: directed; sources are visited one by one, the nearest
 * neighbours first, and no synapse is made twice.
 */
export const smallWorld = defineGenerator({
  summary: 'Small-world network: a ring of neighbours, some synapses rewired',
  source: 'Watts & Strogatz 1998, doi:10.1038/30918',
  options: {
    neurons: {
      kind: 'integer',
      default: 10_000,
      minimum: 3,
      maximum: 16_777_216,
      unit: 'neurons',
      describe: 'Number of neurons',
    },
    neighbours: {
      kind: 'integer',
      default: 40,
      minimum: 2,
      maximum: 100_000,
      unit: 'synapses',
      describe: 'Targets of every neuron, even, below the number of neurons',
    },
    rewiring: {
      kind: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 1,
      describe: 'Probability that a synapse is moved',
    },
    meanSpikes: meanSpikes(10),
    activity: activityLognormal,
    durationMs,
    seed,
  },
  make: (options) => {
    const { neurons, neighbours, rewiring } = options;
    if (neighbours % 2 !== 0 || neighbours >= neurons) {
      throw optionError(
        'neighbours',
        `is ${neighbours} of ${neurons} neurons.`,
        'Give an even number below neurons.',
      );
    }
    if (neurons * neighbours > MOST_SYNAPSES) {
      throw optionError(
        'neighbours',
        `makes ${neurons * neighbours} synapses, at most ${MOST_SYNAPSES} are listed.`,
        'Lower neurons or neighbours.',
      );
    }
    const name = `small-world-${neurons}`;
    const spikes = drawSpikes(
      options.activity,
      neurons,
      options.meanSpikes,
      Rng.fork(options.seed, 'small-world/spikes'),
    );
    const lists = rewire(neurons, neighbours, rewiring, Rng.fork(options.seed, 'small-world/connections'));
    return {
      name,
      timestepMs: 1,
      durationMs: options.durationMs,
      populations: [{ id: 'ring', size: neurons, model: 'lif', spikes }],
      projections: [
        { from: 'ring', to: 'ring', connector: 'list', ...lists, weight: 1 / neighbours, delayMs: 1 },
      ],
    };
  },
});

function rewire(
  neurons: number,
  neighbours: number,
  rewiring: number,
  rng: Rng,
): { pre: Uint32Array; post: Uint32Array } {
  const pre = new Uint32Array(neurons * neighbours);
  const post = new Uint32Array(neurons * neighbours);
  // takenBy[target] = 1 + the last source that sends there.
  const takenBy = new Uint32Array(neurons);
  let entry = 0;
  for (let source = 0; source < neurons; source++) {
    const first = entry;
    for (let distance = 1; distance <= neighbours / 2; distance++) {
      for (let side = -1; side <= 1; side += 2) {
        let target = (source + side * distance + neurons) % neurons;
        if (rng.unit() < rewiring || takenBy[target] === source + 1) {
          do target = rng.below(neurons);
          while (target === source || takenBy[target] === source + 1);
        }
        takenBy[target] = source + 1;
        pre[entry] = source;
        post[entry++] = target;
      }
    }
    post.subarray(first, entry).sort();
  }
  return { pre, post };
}
