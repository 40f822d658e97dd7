import { Rng } from '@nmap/kernels';
import { activityLognormal, durationMs, meanSpikes, seed } from '../common-options.ts';
import { drawSpikes } from '../draw.ts';
import { defineGenerator, optionError } from '../generator.ts';

/**
 * Random network without structure, kept as a connector: every pair with one probability, or
 * the same number of distinct targets for every neuron.
 * **Source** P. Erdős, A. Rényi, "On random graphs I", Publ. Math. Debrecen 6, 1959; E. N.
 * Gilbert, "Random graphs", Ann. Math. Stat. 30(4), 1959, doi:10.1214/aoms/1177706098.
 */
export const random = defineGenerator({
  summary: 'Erdős-Rényi random network: no structure to find',
  source: 'Erdős & Rényi 1959; Gilbert 1959, doi:10.1214/aoms/1177706098',
  options: {
    neurons: {
      kind: 'integer',
      default: 10_000,
      minimum: 2,
      maximum: 16_777_216,
      unit: 'neurons',
      describe: 'Number of neurons',
    },
    fanOut: {
      kind: 'number',
      default: 100,
      minimum: 0,
      unit: 'synapses',
      describe: 'Targets of a neuron: the mean (probability) or the number (fixed)',
    },
    degrees: {
      kind: 'text',
      default: 'probability',
      choices: ['probability', 'fixed'],
      describe: 'probability = every pair by chance; fixed = the same fan-out for all',
    },
    meanSpikes: meanSpikes(10),
    activity: activityLognormal,
    durationMs,
    seed,
  },
  make: (options) => {
    const { neurons, fanOut, degrees } = options;
    if (fanOut > neurons - 1 || (degrees === 'fixed' && !Number.isInteger(fanOut))) {
      throw optionError(
        'fanOut',
        `is ${fanOut} of ${neurons} neurons.`,
        `Give ${degrees === 'fixed' ? 'a whole number' : 'a number'} of at most ${neurons - 1}.`,
      );
    }
    const spikes = drawSpikes(
      options.activity,
      neurons,
      options.meanSpikes,
      Rng.fork(options.seed, 'random/spikes'),
    );
    // A mean below 1 makes single synapses, each of the weight of one.
    const weight = fanOut === 0 ? 0 : 1 / Math.max(fanOut, 1);
    const ends = { from: 'cells', to: 'cells', weight, delayMs: 1 };
    const chance = { seed: options.seed, selfConnections: false };
    return {
      name: `random-${neurons}`,
      timestepMs: 1,
      durationMs: options.durationMs,
      populations: [{ id: 'cells', size: neurons, model: 'lif', spikes }],
      projections: [
        degrees === 'fixed'
          ? { ...ends, connector: 'fixed-fan-out', n: fanOut, ...chance }
          : { ...ends, connector: 'fixed-probability', p: fanOut / (neurons - 1), ...chance },
      ],
    };
  },
});
